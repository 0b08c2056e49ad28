package io.attain.sales;

/** The revision of a deal that a locked period counted. */
public record SettledRevision(EventKey event, int revision) {}
