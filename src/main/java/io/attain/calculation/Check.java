package io.attain.calculation;

/** One reconciliation of a run: two numbers that must be the same, as text for people. */
public record Check(String name, boolean ok, String left, String right) {}
