package io.attain.plan.formula;

/**
 * What is wrong with a formula.
 *
 * @param position of the first character concerned, from 0
 */
public record Problem(int position, String sentence, String remedy) {}
