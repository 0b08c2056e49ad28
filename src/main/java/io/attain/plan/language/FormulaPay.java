package io.attain.plan.language;

/** Whatever the expression comes to, in major units; nothing where it has no value. */
public record FormulaPay(Formula expression) implements PayFunction {}
