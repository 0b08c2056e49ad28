package io.attain.plan.language;

/** Attainment to a share of the target, along a curve. */
public record PayCurve(Curve curve) implements PayFunction {}
