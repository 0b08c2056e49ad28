package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.formula.Checking;
import io.attain.plan.formula.Scope;
import io.attain.plan.formula.Type;
import io.attain.plan.formula.Values;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Measure;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Window;

/** Which credits a component counts, and for how much. */
final class OracleSelection {

    private OracleSelection() {}

    static List<Counted> of(Component component, OraclePayee payee, String currency) {
        List<Counted> counted = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        BigDecimal measure = BigDecimal.ZERO;
        for (int i = 0; i < payee.credits().size(); i++) {
            OracleCredit credit = payee.credits().get(i);
            if (!accepts(component.credits(), payee, credit, currency)) {
                continue;
            }
            Clawback clawback = component.payment().clawback();
            boolean recomputes = clawback.takes() == Clawback.Takes.RECOMPUTED;
            if (credit.isReturn() && tooLate(clawback, payee, credit)) {
                continue;
            }
            boolean lowers = !credit.isReturn() || recomputes || clawback.falls();
            BigDecimal units = lowers ? units(component.measure(), credit, seen) : BigDecimal.ZERO;
            BigDecimal before = component.window() == Window.CREDIT ? BigDecimal.ZERO : measure;
            counted.add(new Counted(i, credit, before, units, !credit.isReturn() || recomputes));
            measure = measure.add(units);
        }
        return counted;
    }

    private static boolean tooLate(Clawback clawback, OraclePayee payee, OracleCredit credit) {
        LocalDate sold = payee.credits().get(credit.original().orElseThrow()).on();
        return clawback.days().isPresent() && ChronoUnit.DAYS.between(sold, credit.on()) > clawback.days().get();
    }

    private static boolean accepts(CreditSelection selection, OraclePayee payee, OracleCredit credit,
            String currency) {
        boolean employed = selection.afterLeaving() || payee.left().isEmpty()
                || credit.on().isBefore(payee.left().get());
        boolean young = selection.customerMonths().isEmpty() || credit.customerSince().isEmpty() || credit.on()
                .isBefore(credit.customerSince().get().plusMonths(selection.customerMonths().get()));
        return selection.roles().contains(credit.role()) && selection.events().contains(credit.kind()) && employed
                && young && selection.where().map(formula -> ((Checking.Sound) Checking.of(formula.text(),
                        Scope.ofCredit(), Type.BOOLEAN)).formula().holds(values(credit, currency))).orElse(true);
    }

    private static BigDecimal units(Measure measure, OracleCredit credit, Set<String> seen) {
        BigDecimal sign = BigDecimal.valueOf(credit.isReturn() ? -1 : 1);
        return switch (measure) {
            case Measure.Amount amount -> credit.amount();
            case Measure.Margin margin -> credit.margin();
            case Measure.AmountLessCommissionBelow less ->
                throw new IllegalArgumentException("not known to the oracle");
            case Measure.Quantity quantity -> credit.quantity();
            case Measure.Count count -> count.shared() ? sign.multiply(credit.share()) : sign;
            case Measure.Distinct distinct -> {
                String value = credit.fields().getOrDefault(distinct.field(), "");
                yield !credit.isReturn() && !value.isEmpty() && seen.add(value) ? BigDecimal.ONE : BigDecimal.ZERO;
            }
            case Measure.Attribute attribute -> number(credit, attribute.name()).map(
                    value -> sign.multiply(value.multiply(credit.share())).setScale(6, RoundingMode.HALF_UP))
                    .orElse(BigDecimal.ZERO);
            case Measure.Points points -> sign.multiply(OracleRates.of(points.table(), credit));
        };
    }

    private static Optional<BigDecimal> number(OracleCredit credit, String name) {
        return Optional.ofNullable(credit.fields().get(name)).filter(text -> text.matches("-?[0-9]+([.][0-9]+)?"))
                .map(BigDecimal::new);
    }

    private static Values values(OracleCredit credit, String currency) {
        return new Values() {

            @Override
            public Optional<BigDecimal> number(String name) {
                return switch (name) {
                    case "amount" -> Optional.of(credit.amount());
                    case "margin" -> Optional.of(credit.margin());
                    case "quantity" -> Optional.of(credit.quantity());
                    default -> OracleSelection.number(credit, name);
                };
            }

            @Override
            public String text(String name) {
                return switch (name) {
                    case "role" -> credit.role().name().toLowerCase(Locale.ROOT);
                    case "kind" -> credit.kind().name().toLowerCase(Locale.ROOT);
                    case "currency" -> currency;
                    default -> credit.fields().getOrDefault(name, "");
                };
            }

            @Override
            public Optional<LocalDate> date(String name) {
                return Optional.of(credit.on());
            }

            @Override
            public Optional<BigDecimal> number(String function, String argument) {
                return Optional.empty();
            }
        };
    }

    /** The rate of a table for a credit. */
    static final class OracleRates {

        private OracleRates() {}

        static BigDecimal of(RateTable table, OracleCredit credit) {
            for (RateTable.Row row : table.rows()) {
                if (row.when().entrySet().stream().allMatch(
                        condition -> condition.getValue()
                                .equals(credit.fields().getOrDefault(condition.getKey(), "")))) {
                    return row.rate().value();
                }
            }
            return table.otherwise().value();
        }
    }
}
