package io.attain.workflow.history;

/**
 * A deployed process, in its latest version.
 *
 * @param key     id of the process, for instance {@code periodClose}
 * @param running how many cases are in it now
 */
public record Diagram(String key, String name, int version, String xml, long running) {}
