package io.attain.workflow.inbox;

/** One line of what a person should know before deciding, ready to be shown. */
public record Fact(String label, String value) {}
