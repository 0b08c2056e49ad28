package io.attain.plan.language;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** Whether the examples of a plan speak about the plan; whether they hold is for the calculator to say. */
final class ExampleChecks {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,6})?");

    private ExampleChecks() {}

    static void examplesFit(PlanDefinition plan, List<Finding> findings) {
        Set<String> names = new HashSet<>();
        for (int e = 0; e < plan.examples().size(); e++) {
            Example example = plan.examples().get(e);
            String path = "/examples/" + e;
            if (!names.add(example.name())) {
                findings.add(Finding.error(path + "/name", "Two examples are called \"%s\".".formatted(example.name()),
                        "Give this one a name of its own."));
            }
            periodFits(plan, example, path, findings);
            Set<String> ids = new HashSet<>();
            for (int p = 0; p < example.everyone().size(); p++) {
                Example.Person person = example.everyone().get(p);
                String at = p == 0 ? path : path + "/colleagues/" + (p - 1);
                if (!ids.add(person.id())) {
                    findings.add(Finding.error(at + "/id", "Two people of the example are called \"%s\"."
                            .formatted(person.id()), "Give this one an id of its own."));
                }
                eventsFit(plan, person, at, findings);
                namesAreUsed(plan, person, at, findings);
            }
            openingFits(plan, example, path, findings);
            for (int k = 0; k < example.all().size(); k++) {
                expectationsFit(plan, example.all().get(k), k == 0 ? path + "/expect" : path + "/then/" + (k - 1),
                        findings);
            }
            ExpectedPayChecks.payFits(plan, example, path, findings);
        }
    }

    private static void openingFits(PlanDefinition plan, Example example, String path, List<Finding> findings) {
        Map.of("draw", example.opening().draw(), "receivable", example.opening().receivable()).forEach((name, owed) -> {
            isMoney(plan, owed, path + "/opening/" + name, findings);
            if (owed.value().signum() < 0) {
                findings.add(Finding.error(path + "/opening/" + name, "Nobody owes less than nothing.",
                        "Write what is owed as a number above zero."));
            }
        });
    }

    private static void periodFits(PlanDefinition plan, Example example, String path, List<Finding> findings) {
        Optional<DateRange> period = example.period();
        if (period.filter(DateRange::isOpenEnded).isPresent()) {
            findings.add(Finding.error(path + "/period/to", "The period has no end.",
                    "Write the first day that is not in it any more."));
        }
        if (period.filter(days -> !days.overlaps(plan.effective())).isPresent()) {
            findings.add(Finding.error(path + "/period", "The plan does not count in that period.",
                    "Choose one within the effective dates of the plan."));
        }
    }

    private static void eventsFit(PlanDefinition plan, Example.Person person, String path, List<Finding> findings) {
        for (int i = 0; i < person.events().size(); i++) {
            String at = path + "/events/%d".formatted(i);
            Example.Event event = person.events().get(i);
            if (!plan.effective().contains(event.on())) {
                findings.add(Finding.error(at + "/on", "The plan does not count on %s.".formatted(event.on()),
                        "Choose a day within the effective dates of the plan."));
            }
            event.amount().ifPresent(amount -> isMoney(plan, amount, at + "/amount", findings));
            event.whole().ifPresent(whole -> isMoney(plan, whole, at + "/whole", findings));
            referenceFits(person, event, at, findings);
            for (String field : List.of("margin", "quantity")) {
                if (event.fields().containsKey(field) && !NUMBER.matcher(event.fields().get(field)).matches()) {
                    findings.add(Finding.error(at + "/" + field, "\"%s\" is no number.".formatted(
                            event.fields().get(field)), "Write a decimal with at most 6 decimals."));
                }
            }
        }
    }

    private static void referenceFits(Example.Person person, Example.Event event, String at, List<Finding> findings) {
        boolean mayRefer = switch (event.kind()) {
            case RETURN, INVOICE, COLLECTION -> true;
            case BOOKING, STAGE, ACTIVITY, KPI -> false;
        };
        if (event.refersTo().isEmpty()) {
            if (event.kind() == Example.Kind.RETURN) {
                findings.add(Finding.error(at, "The return does not say what is returned.",
                        "Give the original a name in \"event\", and write that name in \"refersTo\"."));
            }
        } else if (!mayRefer) {
            findings.add(Finding.error(at + "/refersTo", "A %s refers to no other event.".formatted(event.kind().key()),
                    "Remove it, or make the event a return, an invoice or a collection."));
        } else {
            OptionalInt original = person.original(event);
            if (original.isEmpty()) {
                findings.add(Finding.error(at + "/refersTo", "The person has no event called \"%s\"."
                        .formatted(event.refersTo().get()), "Give the original that name in \"event\"."));
            } else if (!isOriginal(person.events().get(original.getAsInt()), event)) {
                findings.add(Finding.error(at + "/refersTo",
                        "What \"%s\" names comes later, or is no booking or invoice."
                                .formatted(event.refersTo().get()),
                        "Refer to a booking or an invoice of the same or an earlier day."));
            }
        }
    }

    private static boolean isOriginal(Example.Event original, Example.Event event) {
        return (original.kind() == Example.Kind.BOOKING || original.kind() == Example.Kind.INVOICE)
                && !original.on().isAfter(event.on()) && !original.equals(event);
    }

    private static void namesAreUsed(PlanDefinition plan, Example.Person person, String path, List<Finding> findings) {
        Set<String> quotas = plan.components().stream().flatMap(component -> component.quota().stream())
                .map(QuotaUse::name).collect(Collectors.toSet());
        person.quotas().forEach((name, quota) -> {
            if (!quotas.contains(name)) {
                findings.add(Finding.warning(path + "/quotas/" + escaped(name),
                        "No component looks at the quota \"%s\".".formatted(name), "Remove it, or correct its name."));
            }
        });
        Set<String> kpis = FormulaChecks.kpisLookedAt(plan);
        person.kpis().forEach((name, value) -> {
            if (!kpis.contains(name)) {
                findings.add(Finding.warning(path + "/kpis/" + escaped(name),
                        "No formula looks at the key figure \"%s\".".formatted(name),
                        "Remove it, or correct its name."));
            }
        });
    }

    private static void expectationsFit(PlanDefinition plan, Example.Expected expected, String path,
            List<Finding> findings) {
        expected.components().forEach((id, amount) -> {
            String at = path + "/components/" + escaped(id);
            isKnown(plan, id, at, findings);
            isMoney(plan, amount, at, findings);
        });
        expected.total().ifPresent(total -> isMoney(plan, total, path + "/total", findings));
        for (int l = 0; l < expected.lines().size(); l++) {
            String at = path + "/lines/" + l;
            isKnown(plan, expected.lines().get(l).component(), at + "/component", findings);
            isMoney(plan, expected.lines().get(l).amount(), at + "/amount", findings);
        }
        expected.pay().forEach((figure, amount) -> isMoney(plan, amount, path + figure.path(), findings));
    }

    private static void isKnown(PlanDefinition plan, String component, String at, List<Finding> findings) {
        if (plan.component(component).isEmpty()) {
            findings.add(Finding.error(at, "The plan has no component \"%s\".".formatted(component),
                    "Known: %s."
                            .formatted(
                                    plan.components().stream().map(Component::id).collect(Collectors.joining(", ")))));
        }
    }

    private static void isMoney(PlanDefinition plan, Rate amount, String at, List<Finding> findings) {
        int digits = plan.currency().getDefaultFractionDigits();
        if (amount.value().scale() > digits) {
            findings.add(Finding.error(at, "%s cannot hold the decimals of %s.".formatted(plan.currency(), amount),
                    "Write it with at most %d decimals.".formatted(digits)));
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
