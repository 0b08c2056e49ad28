package io.attain.plan.formula;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what a formula looked at, so that its result can be explained. Not for sharing between threads. */
public final class RecordedValues implements Values {

    private final Values values;
    private final Map<String, String> looked = new LinkedHashMap<>();

    public RecordedValues(Values values) {
        this.values = values;
    }

    /** By name as written in the formula, in the order of looking; {@code none} for what was not there. */
    public Map<String, String> looked() {
        return Collections.unmodifiableMap(looked);
    }

    @Override
    public Optional<BigDecimal> number(String name) {
        return remembered(name, values.number(name));
    }

    @Override
    public String text(String name) {
        String text = values.text(name);
        looked.put(name, text);
        return text;
    }

    @Override
    public Optional<LocalDate> date(String name) {
        Optional<LocalDate> date = values.date(name);
        looked.put(name, date.map(LocalDate::toString).orElse("none"));
        return date;
    }

    @Override
    public Optional<BigDecimal> number(String function, String argument) {
        return remembered("%s(\"%s\")".formatted(function, argument), values.number(function, argument));
    }

    private Optional<BigDecimal> remembered(String name, Optional<BigDecimal> number) {
        looked.put(name, number.map(BigDecimal::toPlainString).orElse("none"));
        return number;
    }
}
