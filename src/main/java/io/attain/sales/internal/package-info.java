/** How files are read, checked, staged and promoted. */
@NullMarked
package io.attain.sales.internal;

import org.jspecify.annotations.NullMarked;
