package io.attain.participant;

/** One field of a stored fact that a newer file says differently. Empty text stands for "nothing was there". */
public record FieldChange(String field, String before, String after) {}
