package io.attain.dispute;

import java.time.Instant;

/** One thing said or done in a dispute, for its page. */
public record Message(Instant at, String author, String text) {}
