package io.attain.calculation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.engine.Derivation;
import io.attain.calculation.explanation.Facts;
import io.attain.crediting.Credit;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.plan.language.Component;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Why a number is what it is: the line is derived again from the run's frozen inputs, and must end at the same amount. */
@Service
public class Explanations {

    /** What the lines of one participant are computed from: with everyone they are computed together with. */
    record Basis(RunId run, DateRange period, Participant participant, List<Evaluation.Subject> subjects) {}

    private static final Logger LOG = LoggerFactory.getLogger(Explanations.class);

    private final Runs runs;
    private final Plans plans;
    private final QuotasOfWindow quotas;

    Explanations(Runs runs, Plans plans, QuotasOfWindow quotas) {
        this.runs = runs;
        this.plans = plans;
        this.quotas = quotas;
    }

    /**
     * @throws Refused when there is no such line, or it cannot be derived to the amount that is stored: another version of
     *                 the calculator may have computed it, and nothing is explained that does not end at the amount
     */
    @Transactional(readOnly = true)
    public Explanation explain(RunId run, ParticipantId participant, int lineNo) {
        ResultLine stored = runs.linesOf(run, participant).stream().filter(line -> line.lineNo() == lineNo).findFirst()
                .orElseThrow(() -> noLine(lineNo));
        try {
            Explanation explanation = explain(runs.basis(run, participant), lineNo);
            if (!stored.equals(explanation.line())) {
                throw new IllegalStateException("derived %s, but stored is %s".formatted(explanation.line(), stored));
            }
            return explanation;
        } catch (IllegalStateException differs) {
            LOG.error("Line {} of {} in run {} cannot be explained", lineNo, participant, run, differs);
            throw new Refused("line-not-derivable", "Line %d stands at %s, but is not derived to that amount again."
                    .formatted(lineNo, stored.amount())
                    + " Another version of the calculator may have computed it. Ask the compensation team.");
        }
    }

    /** The same for a line of {@link Runs#preview}. */
    public Explanation explainPreview(PeriodId period, ParticipantId participant, int lineNo) {
        return explain(runs.basis(period, participant), lineNo);
    }

    private Explanation explain(Basis basis, int lineNo) {
        Evaluation evaluation = Evaluation.of(basis.period(),
                basis.subjects().stream().map(Evaluation.Subject::inputs).toList(), plans);
        ResultLine line = evaluation.results(basis.run(), basis.subjects()).stream()
                .filter(result -> result.participant().equals(basis.participant().id()))
                .flatMap(result -> result.lines().stream()).filter(candidate -> candidate.lineNo() == lineNo)
                .findFirst().orElseThrow(() -> noLine(lineNo));
        Derivation derivation = evaluation.derivation(basis.subjects(), basis.participant().id(), lineNo);
        Optional<Credit> credit = basis.subjects().stream().flatMap(subject -> subject.credits().stream())
                .filter(candidate -> line.credit().equals(Optional.of(candidate.id()))).findFirst();
        PlanVersion version = evaluation.version(line.planVersion());
        Component component = version.definition().component(line.component()).orElseThrow();
        FrozenInputs inputs = basis.subjects().stream()
                .filter(subject -> subject.participant().id().equals(basis.participant().id())).findFirst()
                .orElseThrow()
                .inputs();
        Optional<QuotaOfWindow> quota = quotas.of(basis.participant(), basis.period(), inputs,
                line.planVersion().plan(), component);
        return new Explanation(line, Facts.of(new Facts.Line(version.definition().name(), version.id().toString(),
                version.digest().hex(), component, credit, quota.map(QuotaOfWindow::parts).orElse(List.of()),
                quota.map(QuotaOfWindow::quota).orElse(BigDecimal.ZERO), Optional.of(derivation), Optional.empty(),
                line.amount())));
    }

    private static Refused noLine(int lineNo) {
        return new Refused("line-unknown", "There is no line %d.".formatted(lineNo));
    }
}
