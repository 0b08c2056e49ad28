package io.attain.simulation;

import java.util.Comparator;

import io.attain.crediting.Credit;

/** Names a line among those of one participant. */
record LineKey(String plan, String component, String credit) implements Comparable<LineKey> {

    private static final Comparator<LineKey> ORDER = Comparator.comparing(LineKey::plan)
            .thenComparing(LineKey::component).thenComparing(LineKey::credit);

    @Override
    public int compareTo(LineKey other) {
        return ORDER.compare(this, other);
    }

    static LineKey of(Outcome.Line line) {
        return new LineKey(line.plan(), line.component().id(), line.credit().map(LineKey::of).orElse(""));
    }

    /** Names a credit among those of one participant. */
    static String of(Credit credit) {
        return credit.event() + "#" + credit.role();
    }
}
