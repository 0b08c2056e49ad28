package io.attain.calculation.explanation;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** The fields of a fact by name, for JSON: amounts as decimal texts in major units, what is not there left out. */
public final class FactFields {

    private FactFields() {}

    /** In the order in which the fact names them. */
    public static Map<String, Object> of(Fact fact) {
        if (fact instanceof Fact.Derived derived) {
            Map<String, Object> fields = fields(derived.step());
            fields.put("standing", plain(derived.standing()));
            return fields;
        }
        return fields((Record) fact);
    }

    private static Map<String, Object> fields(Object of) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : of.getClass().getRecordComponents()) {
            try {
                value(component.getAccessor().invoke(of))
                        .ifPresent(value -> fields.put(component.getName(), value));
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalStateException("cannot read " + component, unreadable);
            }
        }
        return fields;
    }

    private static Optional<Object> value(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(FactFields::value);
            case Money money -> Optional.of(money.toDecimal().toPlainString());
            case BigDecimal number -> Optional.of(plain(number));
            case DateRange days -> Optional.of(days.from() + "/" + (days.isOpenEnded() ? "" : days.to()));
            case Text text -> Optional.of(text.value());
            case Integer number -> Optional.of(number);
            case Long number -> Optional.of(number);
            case Boolean flag -> Optional.of(flag);
            case Map<?, ?> map -> Optional.of(map);
            case List<?> list -> Optional.of(list.stream().map(FactFields::value).flatMap(Optional::stream).toList());
            case Enum<?> constant -> Optional.of(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case Record nested -> Optional.of(fields(nested));
            default -> Optional.of(String.valueOf(value));
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
