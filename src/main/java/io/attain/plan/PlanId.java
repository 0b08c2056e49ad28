package io.attain.plan;

import java.util.regex.Pattern;

/** The business key of a plan: a slug such as {@code field-sales}, given by its author in the definition. */
public record PlanId(String value) implements Comparable<PlanId> {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public PlanId {
        if (value.length() > 80 || !SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("not a plan id: " + value);
        }
    }

    @Override
    public int compareTo(PlanId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
