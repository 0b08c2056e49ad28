package io.attain.period;

import java.util.regex.Pattern;

/**
 * The key of a period as people say it, for example {@code 2017-Q2}.
 *
 * @param value one to twenty letters, digits and hyphens, starting with a digit
 */
public record PeriodId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9][0-9A-Za-z-]{0,19}");

    public PeriodId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a period: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
