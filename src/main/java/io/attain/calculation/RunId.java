package io.attain.calculation;

import java.util.UUID;

/** The key of a run. */
public record RunId(UUID value) {

    /** Stands for "no run" on lines of a preview, which are never stored. */
    public static final RunId PREVIEW = new RunId(new UUID(0, 0));

    /** @throws IllegalArgumentException when the text is not a UUID */
    public static RunId parse(String text) {
        return new RunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
