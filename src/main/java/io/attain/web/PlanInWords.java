package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers;
import io.attain.shared.Rate;

import static io.attain.web.Figures.say;

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

    /** What holds for the plan as a whole; nothing where each component is paid for itself. */
    List<String> ofPlan(PlanDefinition plan) {
        return new TermsInWords(figures, plan).ofPlan();
    }

    private InWords inWords(io.attain.plan.language.Component component, PlanDefinition plan) {
        TermsInWords terms = new TermsInWords(figures, plan);
        PayInWords pay = new PayInWords(figures, plan, component);
        List<String> sentences = new ArrayList<>(terms.counted(component));
        sentences.addAll(pay.sentences());
        sentences.addAll(terms.modifiers(component.modifiers()));
        sentences.addAll(terms.payment(component.payment()));
        Optional<RateTable> table = pay.table();
        return new InWords(component.id(), component.name().in(LocaleContextHolder.getLocale()), sentences,
                table.map(found -> found.fields().stream().map(figures::words).map(Object::toString).toList())
                        .orElse(List.of()),
                table.map(found -> rates(found, pay)).orElse(List.of()),
                pay.tiers().filter(tiers -> tiers.base().isPresent()).isPresent()
                        ? say("Factor on the rate", "费率系数")
                        : say("Rate", "费率"),
                pay.tiers().map(tiers -> tiers(tiers, pay)).orElse(List.of()),
                pay.tiers().flatMap(tiers -> table.map(found -> example(tiers, found))).orElse(List.of()));
    }

    private static List<RateRow> rates(RateTable table, PayInWords pay) {
        List<RateRow> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(new RateRow(
                table.fields().stream().map(field -> row.when().getOrDefault(field, say("any", "任意"))).toList(),
                pay.value(row.rate()))));
        rows.add(new RateRow(table.fields().stream().map(field -> say("anything else", "其他")).toList(),
                pay.value(table.otherwise())));
        return rows;
    }

    private List<TierRow> tiers(Tiers all, PayInWords pay) {
        List<TierRow> rows = new ArrayList<>();
        for (int at = 0; at < all.tiers().size(); at++) {
            Tiers.Tier tier = all.tiers().get(at);
            String to = say("and above", "及以上");
            if (at + 1 < all.tiers().size()) {
                Tiers.Tier next = all.tiers().get(at + 1);
                String end = pay.boundary(next.from(), all.on());
                to = next.moreThan() ? say("up to " + end, "不超过 " + end) : say("below " + end, "低于 " + end);
            }
            rows.add(new TierRow(
                    (tier.moreThan() ? say("more than ", "超过 ") : "") + pay.boundary(tier.from(), all.on()), to,
                    pay(tier.pay())));
        }
        return rows;
    }

    private String pay(Tiers.TierPay pay) {
        return switch (pay) {
            case Tiers.Factor factor -> "× " + figures.decimal(factor.factor().value());
            case Tiers.OwnRate own -> figures.rate(own.rate());
        };
    }

    /** What the tiers make of the first rate of the table: the quickest way to see what an accelerator does. */
    private List<String> example(Tiers tiers, RateTable table) {
        if (table.rows().isEmpty() || tiers.on() != Tiers.Basis.ATTAINMENT) {
            return List.of();
        }
        RateTable.Row row = table.rows().getFirst();
        String what = String.join(", ", row.when().values());
        return tiers.tiers().stream().map(tier -> say(what + " from " + figures.rate(tier.from()) + " of quota: ",
                what + "，达成指标的 " + figures.rate(tier.from()) + " 起：") + switch (tier.pay()) {
                    case Tiers.Factor by -> figures.rate(row.rate()) + " × " + figures.decimal(by.factor().value())
                            + " = " + figures.rate(new Rate(row.rate().value().multiply(by.factor().value())));
                    case Tiers.OwnRate own -> figures.rate(own.rate());
                }).toList();
    }
}
