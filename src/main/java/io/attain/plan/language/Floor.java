package io.attain.plan.language;

/** @param guaranteed whether it holds although the gate failed */
public record Floor(Limit limit, boolean guaranteed) {}
