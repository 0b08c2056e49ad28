package io.attain.crediting;

/** The surrogate of a credit; digests never cover it. */
public record CreditId(long value) {}
