package io.attain.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.calculation.engine.Lines;
import io.attain.crediting.Credit;
import io.attain.plan.language.Component;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.Payment;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.Window;
import io.attain.shared.Rate;
import io.attain.simulation.Outcome.Line;

/** How a line came about, step by step; the last step is its amount. */
final class LineExplanation {

    private static final MathContext CUT = new MathContext(34, RoundingMode.DOWN);

    private LineExplanation() {}

    static List<ExplanationFact> of(Line line) {
        List<ExplanationFact> facts = new ArrayList<>();
        Component component = line.component();
        line.credit().ifPresent(credit -> credited(line, credit, facts));
        if (line.ofPeriod().isPresent()) {
            facts.add(new ExplanationFact.Corrects(line.ofPeriod().get(), line.amount()));
        } else {
            switch (line.kind()) {
                case EARNED -> earned(line, facts);
                case TRUE_UP -> facts.add(new ExplanationFact.TrueUp(line.uncut()));
                case CLAWBACK -> facts.add(new ExplanationFact.TakenBack(line.credit()
                        .flatMap(Credit::origin).map(origin -> origin.event().externalId()).orElse(""),
                        line.amount().negate()));
                case FLOOR -> facts.add(new ExplanationFact.ToFloor(line.uncut()));
                case OVER_CAP -> facts.add(new ExplanationFact.OverCap(line.uncut()));
            }
        }
        if (!line.uncut().equals(line.amount())) {
            facts.add(new ExplanationFact.Cut(line.uncut(), line.amount()));
        }
        if (component.payment().on() != Payment.On.BOOKING) {
            facts.add(new ExplanationFact.PaidOn(component.payment().on().key()));
        }
        facts.add(new ExplanationFact.Comes(line.amount()));
        return facts;
    }

    private static void credited(Line line, Credit credit, List<ExplanationFact> facts) {
        facts.add(new ExplanationFact.Credited(credit.event().externalId(),
                credit.role().name().toLowerCase(Locale.ROOT), credit.rule(), credit.share(), credit.original(),
                credit.amount()));
        if (!credit.original().currency().equals(credit.amount().currency())) {
            facts.add(new ExplanationFact.Converted(credit.original(), credit.amount()));
        }
        if (line.ofPeriod().isEmpty() && line.kind() == Lines.Kind.EARNED && line.component().window() != Window.CREDIT
                && countsMoney(line.component())) {
            facts.add(new ExplanationFact.Measured(line.component().name().value(), major(line, line.measureBefore()),
                    major(line, line.measureBefore() + line.measureOfCredit())));
        }
    }

    private static boolean countsMoney(Component component) {
        return component.measure() instanceof Measure.Amount || component.measure() instanceof Measure.Margin;
    }

    private static void earned(Line line, List<ExplanationFact> facts) {
        Component component = line.component();
        if (line.quota() > 0 && countsMoney(component) && component.window() != Window.CREDIT) {
            long measure = line.measureBefore() + line.measureOfCredit();
            facts.add(new ExplanationFact.Attained(major(line, measure), major(line, line.quota()),
                    BigDecimal.valueOf(measure).divide(BigDecimal.valueOf(line.quota()), CUT)));
        }
        boolean plain = line.credit().isPresent() && countsMoney(component);
        if (plain && component.pay() instanceof RateSource source) {
            facts.add(new ExplanationFact.Rated(rate(source, line).toString(), line.uncut()));
        } else if (plain && component.pay() instanceof MarginalTiers tiers) {
            slices(line, tiers, facts);
        } else {
            facts.add(new ExplanationFact.Lump(words(component), line.uncut()));
        }
        modifiers(component.modifiers(), facts);
    }

    private static void modifiers(Modifiers modifiers, List<ExplanationFact> facts) {
        if (!modifiers.multipliers().isEmpty()) {
            facts.add(new ExplanationFact.Modified("multiplier"));
        }
        modifiers.gate().ifPresent(gate -> facts.add(new ExplanationFact.Modified("gate: " + gate.when())));
        modifiers.lineCap().ifPresent(cap -> facts.add(new ExplanationFact.Modified("line cap")));
    }

    private static String words(Component component) {
        return component.pay().getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }

    private static Rate rate(RateSource source, Line line) {
        return switch (source) {
            case FlatRate flat -> flat.rate();
            case RateTable table -> {
                var row = table.matchingRow(field -> field(line, field));
                yield row.isPresent() ? table.rows().get(row.getAsInt()).rate() : table.otherwise();
            }
        };
    }

    private static String field(Line line, String name) {
        Optional<Credit> credit = line.credit();
        return switch (name) {
            case "product" -> credit.map(Credit::product).orElse("");
            case "account" -> credit.flatMap(Credit::account).orElse("");
            default -> line.fields().getOrDefault(name, "");
        };
    }

    private static void slices(Line line, MarginalTiers tiers, List<ExplanationFact> facts) {
        int digits = line.amount().currency().getDefaultFractionDigits();
        BigDecimal unit = tiers.on() == Tiers.Basis.ATTAINMENT
                ? BigDecimal.valueOf(line.quota(), digits)
                : BigDecimal.ONE;
        long before = line.component().window() == Window.CREDIT ? 0 : line.measureBefore();
        BigDecimal start = BigDecimal.valueOf(before, digits);
        BigDecimal end = BigDecimal.valueOf(before + line.measureOfCredit(), digits);
        BigDecimal low = start.min(end);
        BigDecimal high = start.max(end);
        for (int t = 0; t < tiers.tiers().size(); t++) {
            BigDecimal from = t == 0 ? low : low.max(unit.multiply(tiers.tiers().get(t).from().value()));
            BigDecimal to = t + 1 == tiers.tiers().size()
                    ? high
                    : high.min(unit.multiply(tiers.tiers().get(t + 1).from().value()));
            if (to.compareTo(from) > 0) {
                BigDecimal part = line.measureOfCredit() < 0 ? from.subtract(to) : to.subtract(from);
                Rate rate = switch (tiers.tiers().get(t).pay()) {
                    case Tiers.OwnRate own -> own.rate();
                    case Tiers.Factor factor ->
                        tiers.base().map(base -> rate(base, line)).orElse(Rate.ONE).times(factor.factor());
                };
                facts.add(new ExplanationFact.Sliced(t + 1, new Rate(part).toString(), rate.toString(),
                        new Rate(part.multiply(rate.value())).toString()));
            }
        }
    }

    private static String major(Line line, long minor) {
        return BigDecimal.valueOf(minor, line.amount().currency().getDefaultFractionDigits()).toPlainString();
    }
}
