package io.attain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.Window;
import io.attain.shared.Rate;

/** A plan definition as sentences and tables, for those who are paid by it. */
@Component
class PlanInWords {

    private final Figures figures;

    PlanInWords(Figures figures) {
        this.figures = figures;
    }

    /**
     * @param fields column headings of the rate table; empty when there is none
     * @param tierHeading what a tier pays: a factor or a rate
     */
    record InWords(String id, String name, List<String> sentences, List<String> fields, List<RateRow> rates,
            String tierHeading, List<TierRow> tiers, List<String> example) {}

    record RateRow(List<String> values, String rate) {}

    record TierRow(String from, String to, String pay) {}

    List<InWords> of(PlanDefinition plan) {
        return plan.components().stream().map(component -> inWords(component, plan)).toList();
    }

    private InWords inWords(io.attain.plan.language.Component component, PlanDefinition plan) {
        List<String> sentences = new ArrayList<>();
        sentences.add(credits(component.credits()));
        sentences.add(window(component.window(), plan));
        component.quota()
                .ifPresent(measure -> sentences
                        .add("Attainment is the credited amount so far, divided by your quota for “" + measure.name()
                                + "” in the period."));
        Optional<RateTable> table = table(component.pay());
        List<TierRow> tiers = component.pay() instanceof MarginalTiers marginal ? tiers(marginal, plan) : List.of();
        sentences.addAll(pay(component.pay()));
        return new InWords(component.id(), component.name().value(), sentences,
                table.map(found -> found.fields().stream().map(figures::words).map(Object::toString).toList())
                        .orElse(List.of()),
                table.map(this::rates).orElse(List.of()), heading(component.pay()), tiers, example(component.pay()));
    }

    private static String credits(CreditSelection selection) {
        boolean direct = selection.roles().contains(CreditSelection.Role.DIRECT);
        boolean split = selection.roles().contains(CreditSelection.Role.SPLIT);
        if (direct && split) {
            return "Every deal you win counts in full; a deal you share counts with your share.";
        }
        return direct ? "Deals you win alone count; shared deals do not." : "Only your shares of shared deals count.";
    }

    private static String window(Window window, PlanDefinition plan) {
        return switch (window) {
            case CREDIT -> "Each deal stands alone: what you sold before does not change its pay.";
            case PERIOD -> "Deals add up from the first to the last day of each period of the calendar “"
                    + plan.calendar() + "”, then counting starts again.";
            case QUARTER_TO_DATE -> "Deals add up from the first day of the quarter; each period pays the difference.";
            case YEAR_TO_DATE -> "Deals add up from the first day of the year; each period pays the difference.";
            case PLAN_TO_DATE -> "Deals add up from your first day in the plan; each period pays the difference.";
        };
    }

    private List<String> pay(PayFunction pay) {
        return switch (pay) {
            case FlatRate flat -> List.of("Every credited amount pays " + figures.rate(flat.rate()) + ".");
            case RateTable table ->
                List.of("Every credited amount pays the rate of its row below; a product without a row pays "
                        + figures.rate(table.otherwise()) + ".");
            case MarginalTiers tiers -> tierSentences(tiers);
            default -> List.of();
        };
    }

    private List<String> tierSentences(MarginalTiers tiers) {
        List<String> sentences = new ArrayList<>();
        tiers.base().ifPresent(base -> sentences.addAll(pay(base)));
        String of = tiers.on() == Tiers.Basis.ATTAINMENT ? "attainment" : "the credited amount so far";
        sentences.add(tiers.base().isPresent()
                ? "The rate is multiplied by the factor of the tier that " + of + " has reached."
                : "The tier that " + of + " has reached sets the rate.");
        sentences
                .add("Only the part above a boundary is paid at the higher tier: a deal that crosses it is cut there.");
        sentences.add("Each deal's commission is rounded once, half up, to the cent.");
        return sentences;
    }

    private static Optional<RateTable> table(PayFunction pay) {
        return switch (pay) {
            case RateTable table -> Optional.of(table);
            case FlatRate flat -> Optional.empty();
            case Tiers tiers -> tiers.base().flatMap((RateSource base) -> table(base));
            default -> Optional.empty();
        };
    }

    private List<RateRow> rates(RateTable table) {
        List<RateRow> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(new RateRow(
                table.fields().stream().map(field -> row.when().getOrDefault(field, "any")).toList(),
                figures.rate(row.rate()))));
        rows.add(new RateRow(table.fields().stream().map(field -> "anything else").toList(),
                figures.rate(table.otherwise())));
        return rows;
    }

    private static String heading(PayFunction pay) {
        return pay instanceof MarginalTiers tiers && tiers.base().isPresent() ? "Factor on the rate" : "Rate";
    }

    private List<TierRow> tiers(MarginalTiers marginal, PlanDefinition plan) {
        List<TierRow> rows = new ArrayList<>();
        for (int at = 0; at < marginal.tiers().size(); at++) {
            Tiers.Tier tier = marginal.tiers().get(at);
            String to = at + 1 < marginal.tiers().size()
                    ? "below " + boundary(marginal.tiers().get(at + 1).from(), marginal, plan)
                    : "and above";
            rows.add(new TierRow(boundary(tier.from(), marginal, plan), to, pay(tier.pay())));
        }
        return rows;
    }

    private String boundary(Rate from, MarginalTiers marginal, PlanDefinition plan) {
        return marginal.on() == Tiers.Basis.ATTAINMENT
                ? figures.rate(from) + " of quota"
                : plan.currency().getCurrencyCode() + " " + figures.decimal(from.value());
    }

    private String pay(Tiers.TierPay pay) {
        return switch (pay) {
            case Tiers.Factor factor -> "× " + figures.decimal(factor.factor().value());
            case Tiers.OwnRate own -> figures.rate(own.rate());
        };
    }

    /** What the tiers make of the first rate of the table: the quickest way to see what an accelerator does. */
    private List<String> example(PayFunction pay) {
        if (!(pay instanceof MarginalTiers tiers) || table(pay).isEmpty() || table(pay).get().rows().isEmpty()) {
            return List.of();
        }
        RateTable.Row row = table(pay).get().rows().getFirst();
        String what = row.when().values().stream().collect(Collectors.joining(", "));
        return tiers.tiers().stream().map(tier -> {
            BigDecimal factor = tier.pay() instanceof Tiers.Factor by ? by.factor().value() : BigDecimal.ONE;
            return what + " from " + figures.rate(tier.from()) + " of quota: " + figures.rate(row.rate()) + " × "
                    + figures.decimal(factor) + " = " + figures.rate(new Rate(row.rate().value().multiply(factor)));
        }).toList();
    }
}
