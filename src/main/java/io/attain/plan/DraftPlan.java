package io.attain.plan;

/**
 * A new version to be drafted from a document in the plan language.
 *
 * @param source JSON or YAML, at most a million characters; {@code {"type": "rate-table", "table": "name"}} copies a named rate table in
 */
public record DraftPlan(String source) {}
