/** The speed and the memory of the calculator, beside others that compute the same lines. See docs/benchmarks.md. */
@org.jspecify.annotations.NullMarked
package io.attain.bench;
