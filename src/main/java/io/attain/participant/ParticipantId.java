package io.attain.participant;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The business key of a participant: the slug of the name at first entry ({@code moses-frase}); it never changes. */
public record ParticipantId(String value) implements Comparable<ParticipantId> {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public ParticipantId {
        if (value.length() > 80 || !SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("not a participant id: " + value);
        }
    }

    /** The id of a newcomer with this name. Accents are dropped, everything but letters and digits becomes a dash. */
    public static ParticipantId ofName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return new ParticipantId(plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""));
    }

    @Override
    public int compareTo(ParticipantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
