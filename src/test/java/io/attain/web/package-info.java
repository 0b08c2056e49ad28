/** Tests of the pages. */
@NullMarked
package io.attain.web;

import org.jspecify.annotations.NullMarked;
