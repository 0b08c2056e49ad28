package io.attain.simulation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.QuotaPart;
import io.attain.calculation.engine.WindowFigures;
import io.attain.calculation.explanation.Facts;
import io.attain.crediting.Credit;
import io.attain.plan.language.Component;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Money;

/** What explains a line of a simulation. */
final class LineFacts {

    private LineFacts() {}

    /** @param figures of the plan in the period */
    static Facts.Line of(Participation participation, Lines lines, int line, Optional<Credit> credit,
            Derivation derivation, @Nullable WindowFigures figures, Money amount) {
        int segment = lines.segment(line);
        PlanDefinition plan = participation.segments().get(segment).plan().definition();
        Component component = participation.component(lines.component(line), segment).orElseThrow();
        long quota = participation.quota(lines.component(line));
        List<QuotaPart> parts = quota == 0 || figures == null ? List.of() : figures.quotaParts(component.id());
        int digits = component.measure().isMoney()
                ? plan.currency().getDefaultFractionDigits()
                : Measure.DECIMALS;
        return new Facts.Line(plan.name(), version(plan), "", component, credit, parts,
                BigDecimal.valueOf(quota, digits), Optional.of(derivation), Optional.empty(), amount);
    }

    static Facts.Line correcting(PlanDefinition plan, Component component, Optional<Credit> credit,
            Facts.Correction correction, Money amount) {
        return new Facts.Line(plan.name(), version(plan), "", component, credit, List.of(), BigDecimal.ZERO,
                Optional.empty(), Optional.of(correction), amount);
    }

    /** In a scenario versions have no numbers: the day from which one counts names it. */
    private static String version(PlanDefinition plan) {
        return plan.id() + " from " + plan.effective().from();
    }
}
