package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.ExplanationStep.Fact;
import io.attain.calculation.ExplanationStep.Kind;
import io.attain.calculation.engine.Derivation;
import io.attain.crediting.Credit;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.plan.language.Component;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;
import io.attain.shared.Refused;

/** Why a number is what it is: the line is derived again from the run's frozen inputs, and must end at the same amount. */
@Service
public class Explanations {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** What the lines of one participant are computed from: with everyone they are computed together with. */
    record Basis(RunId run, DateRange period, Participant participant, List<Evaluation.Subject> subjects) {}

    private final Runs runs;
    private final Plans plans;

    Explanations(Runs runs, Plans plans) {
        this.runs = runs;
        this.plans = plans;
    }

    /**
     * @throws Refused               when there is no such line
     * @throws IllegalStateException when the line cannot be derived to the amount that is stored
     */
    @Transactional(readOnly = true)
    public Explanation explain(RunId run, ParticipantId participant, int lineNo) {
        Explanation explanation = explain(runs.basis(run, participant), lineNo);
        ResultLine stored = runs.linesOf(run, participant).stream().filter(line -> line.lineNo() == lineNo).findFirst()
                .orElseThrow(() -> noLine(lineNo));
        if (!stored.equals(explanation.line())) {
            throw new IllegalStateException("derived %s, but stored is %s".formatted(explanation.line(), stored));
        }
        return explanation;
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
        return new Explanation(line, steps(line, credit, version, component, derivation));
    }

    private static List<ExplanationStep> steps(ResultLine line, Optional<Credit> credited, PlanVersion version,
            Component component,
            Derivation derivation) {
        Currency currency = line.amount().currency();
        List<ExplanationStep> steps = new ArrayList<>();
        credited.ifPresent(credit -> {
            steps.add(event(credit));
            steps.add(credit(credit));
        });
        steps.add(plan(line, version, component));
        credited.ifPresent(credit -> derivation.base()
                .ifPresent(base -> steps.add(rate(component, credit, derivation, base))));
        derivation.quota().ifPresent(quota -> steps.add(new ExplanationStep(Kind.QUOTA,
                "The quota is %s.".formatted(written(Money.ofMinor(quota, currency))),
                List.of(new Fact("Quota", Money.ofMinor(quota, currency).toString())))));
        steps.add(measure(derivation, currency));
        derivation.slices().forEach(slice -> steps.add(slice(slice, component, derivation, currency)));
        steps.add(rounding(line, derivation, currency));
        return steps;
    }

    private static ExplanationStep event(Credit credit) {
        String deal = credit.account().map(account -> "%s for %s".formatted(credit.product(), account))
                .orElse(credit.product());
        return new ExplanationStep(Kind.EVENT,
                "Deal %s, %s, was won on %s.".formatted(credit.event().externalId(), deal,
                        credit.eventDate().format(DAY)),
                List.of(new Fact("Deal", credit.event().toString()),
                        new Fact("Revision", Integer.toString(credit.revision())),
                        new Fact("Date", credit.eventDate().toString()), new Fact("Product", credit.product()),
                        new Fact("Account", credit.account().orElse(""))));
    }

    private static ExplanationStep credit(Credit credit) {
        String share = new Rate(credit.share()).inPercent();
        String sentence = switch (credit.role()) {
            case DIRECT -> "The whole deal counts: %s.".formatted(written(credit.amount()));
            case SPLIT -> "By the agreed split, version %d, %s of the deal counts: %s.".formatted(credit.splitVersion(),
                    share, written(credit.amount()));
            case OVERLAY -> "Beside the seller, %s of the deal counts: %s.".formatted(share, written(credit.amount()));
            case ROLLUP -> "Of the deal, %s was credited below: %s.".formatted(share, written(credit.amount()));
        };
        return new ExplanationStep(Kind.CREDIT, sentence,
                List.of(new Fact("Role", credit.role().name().toLowerCase(Locale.ROOT)),
                        new Fact("Share", share), new Fact("Credited", credit.amount().toString())));
    }

    private static ExplanationStep plan(ResultLine line, PlanVersion version, Component component) {
        return new ExplanationStep(Kind.PLAN,
                "%s of the plan %s pays for it, as of version %d.".formatted(component.name(), version.name(),
                        version.id().number()),
                List.of(new Fact("Plan version", version.id().toString()), new Fact("Component", line.component()),
                        new Fact("SHA-256 of the plan", version.digest().hex())));
    }

    private static ExplanationStep rate(Component component, Credit credit, Derivation derivation, Rate base) {
        Optional<RateTable> table = switch (component.pay()) {
            case RateTable own -> Optional.of(own);
            case MarginalTiers tiers -> tiers.base().filter(RateTable.class::isInstance).map(RateTable.class::cast);
            default -> Optional.empty();
        };
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Rate", base.toString()));
        String sentence = "The rate is %s.".formatted(base.inPercent());
        if (table.isPresent()) {
            String row = derivation.row().isPresent()
                    ? "row %d".formatted(derivation.row().getAsInt() + 1)
                    : "anything else";
            facts.add(new Fact("Rate table", row));
            sentence = "The rate table says %s for %s (%s).".formatted(base.inPercent(),
                    derivation.row().isPresent()
                            ? String.join(", ", table.get().rows().get(derivation.row().getAsInt()).when().values())
                            : "anything else, as for " + credit.product(),
                    row);
        }
        return new ExplanationStep(Kind.RATE, sentence, facts);
    }

    private static ExplanationStep measure(Derivation derivation, Currency currency) {
        Money before = Money.ofMinor(derivation.before(), currency);
        Money after = Money.ofMinor(derivation.after(), currency);
        String sentence = "Sales counted before this deal: %s; with it: %s.".formatted(written(before), written(after));
        if (derivation.quota().isPresent()) {
            sentence = "Sales counted before this deal: %s (%s of quota); with it: %s (%s).".formatted(written(before),
                    attainment(derivation.before(), derivation.quota().get()), written(after),
                    attainment(derivation.after(), derivation.quota().get()));
        }
        return new ExplanationStep(Kind.MEASURE, sentence,
                List.of(new Fact("Before", before.toString()), new Fact("After", after.toString())));
    }

    private static ExplanationStep slice(Derivation.Slice slice, Component component, Derivation derivation,
            Currency currency) {
        String where = component.pay() instanceof MarginalTiers tiers && tiers.tiers().size() > 1
                ? "%s in tier %d (from %s)".formatted(major(slice.amount(), currency), slice.tier() + 1,
                        tiers.on() == Tiers.Basis.ATTAINMENT
                                ? slice.from().inPercent() + " of quota"
                                : slice.from() + " " + currency)
                : major(slice.amount(), currency);
        String how = slice.factor().isPresent() && derivation.base().isPresent()
                ? "%s × %s".formatted(derivation.base().get().inPercent(), slice.factor().get())
                : slice.rate().inPercent();
        return new ExplanationStep(Kind.SLICE, "%s at %s = %s.".formatted(where, how, major(slice.exact(), currency)),
                List.of(new Fact("Tier", Integer.toString(slice.tier() + 1)), new Fact("From", slice.from().toString()),
                        new Fact("Amount", plain(slice.amount(), currency)), new Fact("Rate", slice.rate().toString()),
                        new Fact("Earned", plain(slice.exact(), currency))));
    }

    private static ExplanationStep rounding(ResultLine line, Derivation derivation, Currency currency) {
        BigDecimal exact = derivation.exact().movePointLeft(currency.getDefaultFractionDigits());
        boolean whole = exact.compareTo(line.amount().toDecimal()) == 0;
        return new ExplanationStep(Kind.ROUNDING,
                whole
                        ? "The commission is %s.".formatted(written(line.amount()))
                        : "Together %s, rounded half-up to %s.".formatted(major(derivation.exact(), currency),
                                written(line.amount())),
                List.of(new Fact("Exact", plain(derivation.exact(), currency)),
                        new Fact("Amount", line.amount().toString())));
    }

    private static String attainment(long measure, long quota) {
        return "%s %%".formatted(BigDecimal.valueOf(measure).movePointRight(2)
                .divide(BigDecimal.valueOf(quota), 1, RoundingMode.DOWN).toPlainString());
    }

    private static String written(Money money) {
        return "%s %s".formatted(grouped(money.toDecimal()), money.currency());
    }

    /** Minor units with whatever decimals they have, in major units; at least the digits of the currency. */
    private static String major(BigDecimal minor, Currency currency) {
        return "%s %s".formatted(grouped(new BigDecimal(plain(minor, currency))), currency);
    }

    private static String plain(BigDecimal minor, Currency currency) {
        BigDecimal major = minor.movePointLeft(currency.getDefaultFractionDigits()).stripTrailingZeros();
        return (major.scale() < currency.getDefaultFractionDigits()
                ? major.setScale(currency.getDefaultFractionDigits())
                : major)
                .toPlainString();
    }

    private static String grouped(BigDecimal amount) {
        return String.format(Locale.ENGLISH, "%,." + amount.scale() + "f", amount);
    }

    private static Refused noLine(int lineNo) {
        return new Refused("line-unknown", "There is no line %d.".formatted(lineNo));
    }
}
