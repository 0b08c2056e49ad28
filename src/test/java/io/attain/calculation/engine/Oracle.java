package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Window;

/**
 * The slow, obviously correct calculator: straight decimals in major units, the rule written down as it is read, one
 * version of a plan, no cleverness.
 */
final class Oracle {

    record Credit(int day, long minor, CreditSelection.Role role, Map<String, String> fields) {

        String valueOf(String field) {
            return fields.getOrDefault(field, "");
        }
    }

    record Line(String component, int credit, BigDecimal amount) {}

    private Oracle() {}

    static List<Line> lines(PlanDefinition plan, Map<String, Long> quotas, List<Credit> credits) {
        int digits = plan.currency().getDefaultFractionDigits();
        List<Line> lines = new ArrayList<>();
        for (Component component : plan.components()) {
            BigDecimal quota = BigDecimal.valueOf(quotas.getOrDefault(component.id(), 0L), digits);
            BigDecimal measure = BigDecimal.ZERO;
            for (int i = 0; i < credits.size(); i++) {
                Credit credit = credits.get(i);
                if (!component.credits().roles().contains(credit.role())) {
                    continue;
                }
                BigDecimal amount = BigDecimal.valueOf(credit.minor(), digits);
                BigDecimal before = component.window() == Window.CREDIT ? BigDecimal.ZERO : measure;
                measure = measure.add(amount);
                BigDecimal exact = switch (component.pay()) {
                    case RateSource source -> amount.multiply(rate(source, credit));
                    case MarginalTiers tiers -> paidUpTo(before.add(amount), tiers, quota, credit)
                            .subtract(paidUpTo(before, tiers, quota, credit));
                    default -> throw new IllegalArgumentException("not known to the oracle: " + component.pay());
                };
                lines.add(new Line(component.id(), i, exact.setScale(digits, RoundingMode.HALF_UP)));
            }
        }
        return lines;
    }

    /** What the whole measure would be paid if all of it had been this credit's product. */
    private static BigDecimal paidUpTo(BigDecimal measure, MarginalTiers tiers, BigDecimal quota, Credit credit) {
        BigDecimal unit = tiers.on() == Basis.ATTAINMENT ? quota : BigDecimal.ONE;
        BigDecimal paid = BigDecimal.ZERO;
        for (int t = 0; t < tiers.tiers().size(); t++) {
            BigDecimal from = unit.multiply(tiers.tiers().get(t).from().value());
            BigDecimal reached = measure.subtract(from);
            if (t + 1 < tiers.tiers().size()) {
                reached = reached.min(unit.multiply(tiers.tiers().get(t + 1).from().value()).subtract(from));
            }
            if (t > 0) {
                reached = reached.max(BigDecimal.ZERO);
            }
            BigDecimal rate = switch (tiers.tiers().get(t).pay()) {
                case Factor factor -> rate(tiers.base().orElseThrow(), credit).multiply(factor.factor().value());
                case OwnRate own -> own.rate().value();
            };
            paid = paid.add(reached.multiply(rate));
        }
        return paid;
    }

    private static BigDecimal rate(RateSource source, Credit credit) {
        return switch (source) {
            case FlatRate flat -> flat.rate().value();
            case RateTable table -> {
                OptionalInt row = OptionalInt.empty();
                for (int r = 0; r < table.rows().size() && row.isEmpty(); r++) {
                    Map<String, String> unmatched = new HashMap<>(table.rows().get(r).when());
                    unmatched.entrySet()
                            .removeIf(condition -> condition.getValue().equals(credit.valueOf(condition.getKey())));
                    row = unmatched.isEmpty() ? OptionalInt.of(r) : OptionalInt.empty();
                }
                yield row.isPresent() ? table.rows().get(row.getAsInt()).rate().value() : table.otherwise().value();
            }
        };
    }
}
