package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Curve;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.Group;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.RetroactiveTiers;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.UncollectedDeduction;
import io.attain.shared.Rate;

/** What a pay function pays, in sentences. */
final class PayInWords {

    private final Figures figures;
    private final PlanDefinition plan;
    private final io.attain.plan.language.Component component;

    PayInWords(Figures figures, PlanDefinition plan, io.attain.plan.language.Component component) {
        this.figures = figures;
        this.plan = plan;
        this.component = component;
    }

    List<String> sentences() {
        return sentences(component.pay());
    }

    private List<String> sentences(PayFunction pay) {
        return switch (pay) {
            case FlatRate flat -> List.of(component.measure().isMoney()
                    ? "Every credited amount pays " + figures.rate(flat.rate()) + "."
                    : "Each of " + measured() + " pays " + money(flat.rate()) + ".");
            case RateTable table ->
                List.of("Every credited amount pays the rate of its row below; a product without a row pays "
                        + figures.rate(table.otherwise()) + ".");
            case MarginalTiers tiers -> marginal(tiers);
            case RetroactiveTiers tiers -> retroactive(tiers);
            case BonusSteps bonus -> bonus(bonus);
            case PayCurve curve -> curve(curve);
            case PerUnit perUnit -> List.of(switch (perUnit.amounts()) {
                case FlatRate flat -> "Each of " + measured() + " pays " + money(flat.rate()) + ".";
                case RateTable table -> "Each of " + measured() + " pays the amount of its row below, in "
                        + plan.currency().getCurrencyCode() + "; anything else pays " + money(table.otherwise()) + ".";
            });
            case Scorecard card -> scorecard(card);
            case RankPrizes rank -> rank(rank);
            case Pool pool -> pool(pool);
            case Matrix matrix -> matrix(matrix);
            case FormulaPay formula -> List.of("You are paid what this comes to, in "
                    + plan.currency().getCurrencyCode() + ": " + formula.expression() + ".");
            case UncollectedDeduction deduction -> List.of("While an invoice is not collected, "
                    + figures.rate(deduction.rate()) + " of its amount is deducted.",
                    "What is collected of it gives that back, to whoever is credited with the collection.");
        };
    }

    private List<String> marginal(MarginalTiers tiers) {
        List<String> sentences = new ArrayList<>();
        tiers.base().ifPresent(base -> sentences.addAll(sentences(base)));
        sentences.add(tiers.base().isPresent()
                ? "The rate is multiplied by the factor of the tier that " + reached(tiers.on()) + " has reached."
                : "The tier that " + reached(tiers.on()) + " has reached sets the rate.");
        sentences
                .add("Only the part above a boundary is paid at the higher tier: a deal that crosses it is cut there.");
        sentences.add("Each deal's commission is rounded once, half up, to the cent.");
        return sentences;
    }

    private List<String> retroactive(RetroactiveTiers tiers) {
        List<String> sentences = new ArrayList<>();
        tiers.base().ifPresent(base -> sentences.addAll(sentences(base)));
        sentences.add(tiers.base().isPresent()
                ? "The rate of every deal is multiplied by the factor of the tier that " + reached(tiers.on())
                        + " has reached in the end."
                : "The tier that " + reached(tiers.on()) + " has reached in the end sets the rate of every deal.");
        sentences.add("Reaching a tier pays from the first deal on, not only for the part above the boundary.");
        return sentences;
    }

    private String reached(Tiers.Basis on) {
        return on == Tiers.Basis.ATTAINMENT
                ? "attainment"
                : component.measure() instanceof Measure.Amount ? "the credited amount so far" : measured();
    }

    private List<String> bonus(BonusSteps bonus) {
        List<String> sentences = new ArrayList<>();
        sentences.add(switch (bonus.pays()) {
            case HIGHEST -> "The highest step you reach pays its bonus; lower ones pay nothing besides.";
            case EVERY -> "Every step you reach pays its bonus.";
            case DIFFERENCE -> "The highest step you reach pays its bonus, less what lower steps paid in earlier "
                    + "periods; what was paid is not taken back.";
        });
        bonus.steps().forEach(step -> sentences.add((step.moreThan() ? "More than " : "From ")
                + boundary(step.from(), bonus.on()) + ": " + money(step.amount()) + "."));
        return sentences;
    }

    String boundary(Rate from, Tiers.Basis on) {
        return switch (on) {
            case ATTAINMENT -> figures.rate(from) + " of quota";
            case MEASURE -> component.measure().isMoney() ? money(from) : figures.decimal(from.value());
        };
    }

    private List<String> curve(PayCurve pay) {
        Curve curve = pay.curve();
        return List.of("Attainment decides which part of your target is paid: " + curve.points().stream()
                .map(point -> figures.rate(point.x()) + " of quota pays " + figures.rate(point.y()) + " of target")
                .collect(Collectors.joining(", ")) + "; in between it rises evenly.",
                "Below the first point nothing changes any more; " + (curve.open()
                        ? "above the last one it goes on rising as before it."
                        : "above the last one it stays."));
    }

    private List<String> scorecard(Scorecard card) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Your target is paid by a scorecard: each figure is scored, weighed, and the sum is your part "
                + "of the target.");
        card.kpis().forEach(kpi -> sentences.add(kpi.name() + " weighs " + figures.rate(kpi.weight()) + ": "
                + score(kpi.score()) + kpi.scoreCap().map(cap -> ", at most " + figures.rate(cap)).orElse("")
                + kpi.gate().map(gate -> "; below a score of " + figures.rate(gate) + " it counts nothing").orElse("")
                + ". It is " + kpi.actual() + "."));
        card.scoreCap().ifPresent(cap -> sentences.add("The total score is at most " + figures.rate(cap) + "."));
        return sentences;
    }

    private String score(Scorecard.Score score) {
        return switch (score) {
            case Scorecard.Ratio ratio ->
                (ratio.lowerIsBetter() ? "goal ÷ actual" : "actual ÷ goal") + " with a goal of "
                        + figures.decimal(ratio.goal().value()) + (ratio.lowerIsBetter() ? ", lower being better" : "");
            case Scorecard.Steps steps -> steps.steps().stream()
                    .map(step -> (step.moreThan() ? "more than " : "from ") + figures.decimal(step.from().value())
                            + " scores " + figures.rate(step.score()))
                    .collect(Collectors.joining(", "));
            case Scorecard.AlongCurve along -> along.curve().points().stream()
                    .map(point -> figures.decimal(point.x().value()) + " scores " + figures.rate(point.y()))
                    .collect(Collectors.joining(", ", "", ", evenly in between"));
        };
    }

    private List<String> rank(RankPrizes rank) {
        List<String> prizes = new ArrayList<>();
        for (int place = 0; place < rank.prizes().size(); place++) {
            prizes.add("place " + (place + 1) + " wins " + money(rank.prizes().get(place)));
        }
        List<String> sentences = new ArrayList<>(List.of("You are ranked by " + measured() + " " + among(rank.group())
                + ": " + String.join(", ", prizes) + ".",
                "Whoever ties shares the prizes of the places they occupy."));
        rank.atLeast().ifPresent(least -> sentences.add("To be ranked you need at least "
                + boundary(least, Tiers.Basis.MEASURE) + "."));
        return sentences;
    }

    private List<String> pool(Pool pool) {
        List<String> sentences = new ArrayList<>();
        sentences.add((switch (pool.fund()) {
            case Pool.FixedFund fixed -> money(fixed.amount());
            case Pool.ShareOfMeasure share -> figures.rate(share.share()) + " of " + measured() + " of all together";
        }) + " is shared " + among(pool.group()) + switch (pool.by()) {
            case Pool.ByMeasure measure -> ", by " + measured() + ".";
            case Pool.Equally equally -> " in equal parts.";
            case Pool.ByShares shares -> " by fixed shares: " + shares.shares().entrySet().stream()
                    .map(share -> share.getKey() + " " + figures.decimal(share.getValue().value()))
                    .collect(Collectors.joining(", ")) + ".";
        });
        pool.qualify().ifPresent(qualify -> sentences.add("You take part if " + qualify + "."));
        return sentences;
    }

    private static String among(Group group) {
        return switch (group) {
            case PLAN -> "among everyone in the plan";
            case TEAM -> "within your team";
            case ROLE -> "among those of your role";
        };
    }

    private List<String> matrix(Matrix matrix) {
        List<String> sentences = new ArrayList<>();
        sentences
                .add("Two figures decide together: " + matrix.rows().by() + " chooses the row, " + matrix.columns().by()
                        + " the column; of each the highest boundary reached counts.");
        for (int row = 0; row < matrix.rows().from().size() && row < matrix.cells().size(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < matrix.columns().from().size()
                    && column < matrix.cells().get(row).size(); column++) {
                Rate cell = matrix.cells().get(row).get(column);
                cells.add("from " + figures.decimal(matrix.columns().from().get(column).value()) + " " + switch (matrix
                        .pays()) {
                    case RATE -> figures.rate(cell) + " of each credited amount";
                    case AMOUNT -> money(cell);
                    case TARGET_SHARE -> figures.rate(cell) + " of target";
                });
            }
            sentences.add("Row from " + figures.decimal(matrix.rows().from().get(row).value()) + ": "
                    + String.join(", ", cells) + ".");
        }
        return sentences;
    }

    /** What is measured, as it stands in a sentence. */
    String measured() {
        return switch (component.measure()) {
            case Measure.Amount amount -> "the credited amount";
            case Measure.Margin margin -> "the credited margin";
            case Measure.AmountLessCommissionBelow less -> "the credited amount less what those below you earn on it";
            case Measure.Quantity quantity -> "the units sold";
            case Measure.Count count -> count.shared() ? "the events, each with your share of it" : "the events";
            case Measure.Distinct distinct -> "the different values of “" + distinct.field() + "”";
            case Measure.Attribute attribute -> "“" + attribute.name() + "”";
            case Measure.Points points -> "the points";
        };
    }

    private String money(Rate amount) {
        return plan.currency().getCurrencyCode() + " " + figures.decimal(amount.value());
    }

    /** The table that rates, amounts or points are looked up in. */
    Optional<RateTable> table() {
        if (component.measure() instanceof Measure.Points points) {
            return Optional.of(points.table());
        }
        return switch (component.pay()) {
            case RateSource source -> table(source);
            case Tiers tiers -> tiers.base().flatMap(PayInWords::table);
            case PerUnit perUnit -> table(perUnit.amounts());
            case BonusSteps bonus -> Optional.empty();
            case PayCurve curve -> Optional.empty();
            case Scorecard card -> Optional.empty();
            case RankPrizes rank -> Optional.empty();
            case Pool pool -> Optional.empty();
            case Matrix matrix -> Optional.empty();
            case FormulaPay formula -> Optional.empty();
            case UncollectedDeduction deduction -> Optional.empty();
        };
    }

    private static Optional<RateTable> table(RateSource source) {
        return switch (source) {
            case RateTable table -> Optional.of(table);
            case FlatRate flat -> Optional.empty();
        };
    }

    /** One value of that table. */
    String value(Rate rate) {
        boolean percent = component.measure().isMoney() && !(component.pay() instanceof PerUnit);
        return percent ? figures.rate(rate) : figures.decimal(rate.value());
    }

    Optional<Tiers> tiers() {
        return component.pay() instanceof Tiers tiers ? Optional.of(tiers) : Optional.empty();
    }

}
