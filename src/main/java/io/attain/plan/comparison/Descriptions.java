package io.attain.plan.comparison;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.comparison.Vocabulary.Field;
import io.attain.plan.language.Formula;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

import static io.attain.plan.comparison.PlanComparison.chinese;
import static io.attain.plan.comparison.PlanComparison.english;

/** A part of a plan in words: what it is, and what is in it. */
final class Descriptions {

    /** More entries of one list are counted, not written. */
    private static final int MOST_ENTRIES = 20;

    private final Vocabulary vocabulary;

    Descriptions(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Whether a record of the language is read as one value. */
    static boolean isLeaf(Object value) {
        return !(value instanceof Record) || value instanceof Rate || value instanceof Text || value instanceof Formula
                || value instanceof DateRange;
    }

    static Object value(Object owner, RecordComponent component) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }

    /** @param field of the record that holds the value */
    Text of(Object value, Units units, Field field) {
        return switch (value) {
            case Rate rate -> Text.of(units.write(rate, field.unit()));
            case Integer number -> Text.of(Integer.toString(number));
            case Boolean yes -> yes ? Vocabulary.text("yes", "是") : Vocabulary.text("no", "否");
            case Enum<?> word -> vocabulary.word(word)
                    .orElseThrow(() -> new IllegalStateException("no words for " + word));
            case String text -> Text.of("“" + text + "”");
            case Text text -> Vocabulary.text(quoted(text), quoted(text));
            case Formula formula -> Text.of("“" + formula.text() + "”");
            case Currency currency -> Text.of(currency.getCurrencyCode());
            case LocalDate day -> Text.of(day.toString());
            case DateRange days -> days.isOpenEnded()
                    ? Vocabulary.text(days.from() + " onwards", "自" + days.from() + "起")
                    : Vocabulary.text(days.from() + " to " + days.lastDay(), days.from() + "至" + days.lastDay());
            case Optional<?> optional -> optional.map(present -> of(present, units, field))
                    .orElseGet(() -> Vocabulary.text("none", "无"));
            case Collection<?> all -> all(all, units, field);
            case Map<?, ?> map -> joined(map.entrySet().stream()
                    .map(entry -> prefixed(entry.getKey() instanceof Enum<?> word
                            ? of(word, units, field)
                            : Text.of(entry.getKey().toString()), of(entry.getValue(), units, field)))
                    .toList(), ", ", "，");
            case Record part -> part(part, units);
            default -> throw new IllegalStateException("no words for " + value.getClass());
        };
    }

    /** All translations: a change of one of them is a change, too. */
    private static String quoted(Text text) {
        return text.translations().isEmpty()
                ? "“" + text.value() + "”"
                : String.join(" / ", text.translations().entrySet().stream()
                        .map(each -> each.getKey() + " “" + each.getValue() + "”").toList());
    }

    private Text all(Collection<?> all, Units units, Field field) {
        if (all.isEmpty()) {
            return Vocabulary.text("none", "无");
        }
        List<Text> entries = new ArrayList<>();
        int position = 0;
        for (Object entry : all) {
            position++;
            if (position > MOST_ENTRIES) {
                int more = all.size() - MOST_ENTRIES;
                entries.add(Vocabulary.text("and %d more".formatted(more), "另有%d项".formatted(more)));
                break;
            }
            Text said = of(entry, units, field);
            String at = Integer.toString(position);
            entries.add(isLeaf(entry) || field.entry().value().isEmpty()
                    ? said
                    : Vocabulary.text(english(field.entry()).replace("#", at) + " " + english(said),
                            chinese(field.entry()).replace("#", at) + chinese(said)));
        }
        return joined(entries, ", ", "，");
    }

    private Text part(Record part, Units outside) {
        Units units = outside.inside(part);
        List<Text> said = new ArrayList<>();
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            Object value = value(part, component);
            if (!isSilent(value)) {
                Field field = vocabulary.field(part.getClass(), component.getName())
                        .orElseThrow(() -> new IllegalStateException("no words for " + component));
                Text words = of(value, units, field);
                said.add(field.name().value().isEmpty() ? words : prefixed(field.name(), words));
            }
        }
        Text type = vocabulary.type(part.getClass())
                .orElseThrow(() -> new IllegalStateException("no words for " + part.getClass()));
        if (said.isEmpty()) {
            return type;
        }
        Text inside = joined(said, "; ", "；");
        return Vocabulary.text(english(type) + " (" + english(inside) + ")",
                chinese(type) + "（" + chinese(inside) + "）");
    }

    private static boolean isSilent(Object value) {
        return value instanceof Optional<?> optional && optional.isEmpty()
                || value instanceof Collection<?> all && all.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || Boolean.FALSE.equals(value);
    }

    private static Text prefixed(Text name, Text value) {
        return Vocabulary.text(english(name) + " " + english(value), chinese(name) + " " + chinese(value));
    }

    private static Text joined(List<Text> parts, String english, String chinese) {
        return Vocabulary.text(String.join(english, parts.stream().map(PlanComparison::english).toList()),
                String.join(chinese, parts.stream().map(PlanComparison::chinese).toList()));
    }
}
