package io.attain.plan.comparison;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.comparison.Vocabulary.Field;
import io.attain.plan.language.Component;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Text;

/**
 * Compares two definitions part by part, as the records of the language have them, so that nothing of a plan can change
 * without being said. Components, KPIs, examples and rows of tables are recognised by their id or condition, tiers and
 * steps by their position.
 */
public final class PlanComparison {

    private static final Vocabulary VOCABULARY = new Vocabulary();

    /**
     * A value with what its numbers are numbers of.
     *
     * @param field of the record that holds the value
     */
    private record Part(Object value, Units units, Field field) {

        Part of(Object inner) {
            return new Part(inner, units, field);
        }

        Part field(Object inner, Field named) {
            return new Part(inner, units.inside(value), named);
        }
    }

    /** Where in the plan: the path, and how the place is called, the innermost name first in English and last in Chinese. */
    private record Where(String path, Text name) {

        Where at(String step, Text called) {
            String deeper = path.isEmpty() ? step : path + "/" + step;
            if (called.value().isEmpty()) {
                return new Where(deeper, name);
            }
            return new Where(deeper, name.value().isEmpty()
                    ? called
                    : Vocabulary.text(english(called) + " of " + english(name), chinese(name) + "的" + chinese(called)));
        }
    }

    private final Descriptions descriptions = new Descriptions(VOCABULARY);
    private final List<Change> changes = new ArrayList<>();

    private PlanComparison() {}

    /** What changes, in the order of the document; nothing for definitions that say the same. */
    public static List<Change> between(PlanDefinition before, PlanDefinition after) {
        PlanComparison comparison = new PlanComparison();
        comparison.records(root(before), root(after), new Where("", Text.of("")));
        return List.copyOf(comparison.changes);
    }

    private static Part root(PlanDefinition plan) {
        return new Part(plan, Units.of(plan.currency()), new Field(Text.of(""), Text.of(""), Units.Unit.NUMBER));
    }

    private void compare(Part before, Part after, Where where) {
        if (before.value().equals(after.value()) && descriptions.of(before.value(), before.units(), before.field())
                .equals(descriptions.of(after.value(), after.units(), after.field()))) {
            return;
        }
        switch (before.value()) {
            case Optional<?> was when after.value() instanceof Optional<?> is ->
                optionals(before, was, after, is, where);
            case List<?> was when after.value() instanceof List<?> is -> lists(before, was, after, is, where);
            case Map<?, ?> was when after.value() instanceof Map<?, ?> is -> maps(before, was, after, is, where);
            case Record was when was.getClass() == after.value().getClass() && !Descriptions.isLeaf(was) ->
                records(before, after, where);
            default -> changed(before, after, where);
        }
    }

    private void records(Part before, Part after, Where where) {
        for (RecordComponent component : before.value().getClass().getRecordComponents()) {
            Field field = VOCABULARY.field(before.value().getClass(), component.getName())
                    .orElseThrow(() -> new IllegalStateException("no words for " + component));
            compare(before.field(Descriptions.value(before.value(), component), field),
                    after.field(Descriptions.value(after.value(), component), field),
                    where.at(component.getName(), field.name()));
        }
    }

    private void optionals(Part before, Optional<?> was, Part after, Optional<?> is, Where where) {
        if (was.isPresent() && is.isPresent()) {
            compare(before.of(was.get()), after.of(is.get()), where);
        } else {
            say(was.map(before::of), is.map(after::of), where);
        }
    }

    private void lists(Part before, List<?> was, Part after, List<?> is, Where where) {
        if (was.stream().anyMatch(PlanComparison::hasKey) || is.stream().anyMatch(PlanComparison::hasKey)) {
            keyed(before, was, after, is, where);
        } else if (was.isEmpty() || is.isEmpty() || was.stream().anyMatch(String.class::isInstance)) {
            say(Optional.of(before).filter(part -> !was.isEmpty()), Optional.of(after).filter(part -> !is.isEmpty()),
                    where);
        } else {
            byPosition(before, was, after, is, where);
        }
    }

    /** Lists of one length are compared entry by entry; of others, what both begin and end with is left out. */
    private void byPosition(Part before, List<?> was, Part after, List<?> is, Where where) {
        int begin = 0;
        int end = 0;
        if (was.size() != is.size()) {
            int shorter = Math.min(was.size(), is.size());
            while (begin < shorter && was.get(begin).equals(is.get(begin))) {
                begin++;
            }
            while (end < shorter - begin && was.get(was.size() - 1 - end).equals(is.get(is.size() - 1 - end))) {
                end++;
            }
        }
        for (int i = begin; i < Math.max(was.size(), is.size()) - end; i++) {
            Optional<Part> then = i < was.size() - end ? Optional.of(before.of(was.get(i))) : Optional.empty();
            Optional<Part> now = i < is.size() - end ? Optional.of(after.of(is.get(i))) : Optional.empty();
            Where entry = entry(where, Integer.toString(i + 1), before.field());
            if (then.isPresent() && now.isPresent()) {
                compare(then.get(), now.get(), entry);
            } else {
                say(then, now, entry);
            }
        }
    }

    private void keyed(Part before, List<?> was, Part after, List<?> is, Where where) {
        Map<String, Object> then = byKey(was);
        Map<String, Object> now = byKey(is);
        Set<String> keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(then.keySet());
        for (String key : keys) {
            Optional<Object> old = Optional.ofNullable(then.get(key));
            Optional<Object> young = Optional.ofNullable(now.get(key));
            Where entry = where(where, before.field(), key, young.or(() -> old).orElseThrow());
            if (old.isPresent() && young.isPresent()) {
                compare(before.of(old.get()), after.of(young.get()), entry);
            } else {
                say(old.map(before::of), young.map(after::of), entry);
            }
        }
        List<String> orderBefore = then.keySet().stream().filter(now::containsKey).toList();
        List<String> orderNow = now.keySet().stream().filter(then::containsKey).toList();
        if (!orderBefore.equals(orderNow)) {
            Where order = new Where(where.path(), Text.of("")).at("order", Vocabulary.text("order", "顺序"));
            changes.add(new Change(order.path(),
                    new Where("", where.name()).at("", Vocabulary.text("order", "顺序")).name(),
                    Optional.of(Text.of(String.join(", ", orderBefore))),
                    Optional.of(Text.of(String.join(", ", orderNow)))));
        }
    }

    private void maps(Part before, Map<?, ?> was, Part after, Map<?, ?> is, Where where) {
        Set<Object> keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (Object key : keys) {
            Optional<Part> then = Optional.<Object>ofNullable(was.get(key)).map(before::of);
            Optional<Part> now = Optional.<Object>ofNullable(is.get(key)).map(after::of);
            Where entry = key instanceof Enum<?> word
                    ? entry(where, word.name(), VOCABULARY.word(word).orElseThrow(), before.field())
                    : entry(where, key.toString(), before.field());
            if (then.isPresent() && now.isPresent()) {
                compare(then.get(), now.get(), entry);
            } else {
                say(then, now, entry);
            }
        }
    }

    private void changed(Part before, Part after, Where where) {
        if (before.value() instanceof Collection<?> was && was.isEmpty()
                || after.value() instanceof Collection<?> is && is.isEmpty()) {
            say(Optional.of(before).filter(part -> !part.value().equals(Set.of())),
                    Optional.of(after).filter(part -> !part.value().equals(Set.of())), where);
        } else {
            say(Optional.of(before), Optional.of(after), where);
        }
    }

    private void say(Optional<Part> before, Optional<Part> after, Where where) {
        Text subject = where.name().value().isEmpty() ? Vocabulary.text("the plan", "方案") : where.name();
        changes.add(new Change(where.path(), isNamed(where, before, after) ? subject : payOf(subject),
                before.map(part -> descriptions.of(part.value(), part.units(), part.field())),
                after.map(part -> descriptions.of(part.value(), part.units(), part.field()))));
    }

    /** A pay function that became another one has no name of its own: it is how the component pays. */
    private static boolean isNamed(Where where, Optional<Part> before, Optional<Part> after) {
        return !where.path().endsWith("/pay") || before.isEmpty() || after.isEmpty();
    }

    private static Text payOf(Text subject) {
        return Vocabulary.text("pay of " + english(subject), chinese(subject) + "的计酬方式");
    }

    private static Where entry(Where where, String position, Field field) {
        return entry(where, position, Text.of(position), field);
    }

    private static Where entry(Where where, String position, Text named, Field field) {
        // The list has its own name on the way already; an entry is called by its own instead.
        Text called = field.entry().value().isEmpty()
                ? named
                : Vocabulary.text(english(field.entry()).replace("#", english(named)),
                        chinese(field.entry()).replace("#", chinese(named)));
        return new Where(where.path(), without(where.name(), field.name())).at(position, called);
    }

    private static Where where(Where where, Field field, String key, Object entry) {
        Text called = switch (entry) {
            case Component component -> quoted(component.name(), "“", "”");
            case Scorecard.Kpi kpi -> quoted(kpi.name(), "KPI “", "”");
            case Example example -> Vocabulary.text("example “" + example.name() + "”", "示例“" + example.name() + "”");
            case Example.Person person -> Vocabulary.text("colleague “" + person.id() + "”",
                    "同事“" + person.id() + "”");
            case RateTable.Row row -> Vocabulary.text(key.isEmpty() ? "the row for all" : "the row for " + key,
                    key.isEmpty() ? "通用行" : key + "行");
            default -> Text.of(key);
        };
        return new Where(where.path(), without(where.name(), field.name())).at(key, called);
    }

    private static Text quoted(Text name, String open, String close) {
        return Vocabulary.text(open + english(name) + close, open + chinese(name) + close);
    }

    private static Text without(Text name, Text list) {
        String english = english(name);
        String chinese = chinese(name);
        if (list.value().isEmpty()) {
            return name;
        }
        if (english.equals(english(list))) {
            return Text.of("");
        }
        return Vocabulary.text(english.substring((english(list) + " of ").length()),
                chinese.substring(0, chinese.length() - ("的" + chinese(list)).length()));
    }

    private static boolean hasKey(Object entry) {
        return entry instanceof Component || entry instanceof Scorecard.Kpi || entry instanceof Example
                || entry instanceof Example.Person
                || entry instanceof RateTable.Row;
    }

    private static Map<String, Object> byKey(List<?> entries) {
        Map<String, Object> byKey = new LinkedHashMap<>();
        for (Object entry : entries) {
            String key = switch (entry) {
                case Component component -> component.id();
                case Scorecard.Kpi kpi -> kpi.id();
                case Example example -> example.name();
                case Example.Person person -> person.id();
                case RateTable.Row row -> String.join(", ", row.when().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(condition -> condition.getKey() + " = " + condition.getValue()).toList());
                default -> entry.toString();
            };
            // A second one of the same key is another one: nothing may get lost.
            String unique = key;
            for (int n = 2; byKey.containsKey(unique); n++) {
                unique = key + " (" + n + ")";
            }
            byKey.put(unique, entry);
        }
        return byKey;
    }

    static String english(Text text) {
        return text.in(Locale.ENGLISH);
    }

    static String chinese(Text text) {
        return text.in(Locale.CHINESE);
    }
}
