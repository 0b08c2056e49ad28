package io.attain.split;

import java.time.Instant;

/** Something that was said or done about a split request. */
public record SplitMessage(Instant at, String author, String text) {}
