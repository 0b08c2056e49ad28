package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.engine.QuotaPart;
import io.attain.crediting.Credit;
import io.attain.plan.language.Component;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** Puts the facts of a line into their order: event, credit, plan, quota, derivation, amount, when it is paid. */
public final class Facts {

    /** What computing an ended period again changes of a line. */
    public record Correction(DateRange period, Money posted, Money now) {}

    /**
     * All that is known of one line.
     *
     * @param version    as {@code field-sales/2}
     * @param digest     of the version; empty where nothing is published
     * @param quota      of the parts, in major units or wholes; said only where a step looks at it
     * @param derivation none where a correction is all that is known
     */
    public record Line(Text plan, String version, String digest, Component component, Optional<Credit> credit,
            List<QuotaPart> quotaParts, BigDecimal quota, Optional<Derivation> derivation,
            Optional<Correction> correction, Money amount) {}

    private Facts() {}

    /** @throws IllegalStateException when the arithmetic does not end at the amount of the line */
    public static List<Fact> of(Line line) {
        List<Fact> facts = new ArrayList<>();
        line.credit().ifPresent(credit -> credited(credit, facts));
        facts.add(new Fact.ByPlan(line.plan(), line.version(), line.digest(), line.component().name()));
        line.derivation().ifPresent(derivation -> derived(line, derivation, facts));
        line.correction().ifPresent(correction -> facts.add(new Fact.Corrects(correction.period(),
                correction.posted(), correction.now(), correction.now().minus(correction.posted()))));
        BigDecimal end = line.correction().map(correction -> correction.now().minus(correction.posted()).toDecimal())
                .orElseGet(() -> line.derivation().map(Derivation::amount).orElse(BigDecimal.ZERO));
        if (end.compareTo(line.amount().toDecimal()) != 0) {
            throw new IllegalStateException("explained %s, but the line says %s".formatted(end, line.amount()));
        }
        facts.add(new Fact.Comes(line.amount()));
        facts.add(new Fact.PaidWhen(line.component().payment().on(),
                line.component().payment().holdback().map(holdback -> holdback.share().value())
                        .orElse(BigDecimal.ZERO),
                line.component().payment().holdback().map(holdback -> holdback.days()).orElse(0)));
        return facts;
    }

    private static void credited(Credit credit, List<Fact> facts) {
        facts.add(new Fact.Event(credit.event().source(), credit.event().externalId(), credit.revision(),
                credit.kind().key(), credit.eventDate(), credit.product(), credit.account().orElse(""),
                credit.origin().map(origin -> origin.event().externalId()).orElse("")));
        facts.add(new Fact.Credited(credit.role().name().toLowerCase(Locale.ROOT), credit.rule(),
                credit.splitVersion(), credit.share(), credit.original()));
        if (!credit.original().currency().equals(credit.amount().currency())) {
            facts.add(new Fact.Converted(credit.original(), credit.amount()));
        }
    }

    private static void derived(Line line, Derivation derivation, List<Fact> facts) {
        List<BigDecimal> standings = derivation.standings();
        boolean said = line.quotaParts().isEmpty();
        for (int i = 0; i < standings.size(); i++) {
            DerivationStep step = derivation.steps().get(i);
            if (!said && step instanceof DerivationStep.Attained) {
                facts.add(new Fact.QuotaMade(line.quotaParts(), line.component().measure().isMoney(), line.quota()));
                said = true;
            }
            facts.add(new Fact.Derived(step, standings.get(i)));
        }
    }
}
