/** Sign-in, sign-out, and which door leads where. */
@NullMarked
package io.attain.web.security;

import org.jspecify.annotations.NullMarked;
