package io.attain.plan.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** One component under check, and where findings about it go. */
record Subject(PlanDefinition plan, int index, Component component, List<Finding> findings) {

    /** The decimals that a figure may have, and why. */
    record Digits(int most, String because) {}

    /** @param at the place below the component, beginning with a slash; empty for the component itself */
    void error(String at, String sentence, String remedy) {
        findings.add(Finding.error("/components/%d%s".formatted(index, at), sentence, remedy));
    }

    void warning(String at, String sentence, String remedy) {
        findings.add(Finding.warning("/components/%d%s".formatted(index, at), sentence, remedy));
    }

    Digits ofMoney() {
        return new Digits(plan.currency().getDefaultFractionDigits(), "%s cannot hold".formatted(plan.currency()));
    }

    Digits ofMeasure() {
        return component.measure().isMoney()
                ? ofMoney()
                : new Digits(Measure.DECIMALS, "What is no money is counted in millionths, which cannot hold");
    }

    void fits(String at, Rate figure, Digits digits) {
        if (figure.value().scale() > digits.most()) {
            error(at, "%s the decimals of %s.".formatted(digits.because(), figure),
                    "Write it with at most %d decimals.".formatted(digits.most()));
        }
    }

    /** An amount of money that is paid or compared as it stands. */
    void money(String at, Rate amount) {
        fits(at, amount, ofMoney());
        notNegative(at, amount);
    }

    void notNegative(String at, Rate figure) {
        if (figure.compareTo(Rate.ZERO) < 0) {
            error(at, "%s is below zero.".formatted(figure), "Write zero or more.");
        }
    }

    /** The lines of a component that pays a sum of its own belong to no credit. */
    boolean paysSums() {
        return switch (component.pay()) {
            case BonusSteps bonus -> true;
            case PayCurve curve -> true;
            case Scorecard scorecard -> true;
            case RankPrizes prizes -> true;
            case Pool pool -> true;
            case FormulaPay formula -> true;
            case Matrix matrix -> matrix.pays() != Matrix.Pays.RATE;
            case RateSource rate -> false;
            case Tiers tiers -> false;
            case PerUnit perUnit -> false;
            case UncollectedDeduction deduction -> false;
        };
    }

    /** Every limit of the component that is a part of target pay. */
    Stream<Limit> limits() {
        Modifiers modifiers = component.modifiers();
        return Stream.of(modifiers.floor().map(Floor::limit), modifiers.cap(), modifiers.lineCap())
                .flatMap(Optional::stream);
    }
}
