package io.attain.calculation;

/**
 * One reconciliation of a run: two numbers that must be the same, as text for people.
 *
 * @param money whether they are sums in minor units; otherwise they are counts
 */
public record Check(String name, boolean ok, String left, String right, boolean money) {}
