package io.attain.plan.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.shared.Rate;

/** Tiers, steps, curves, axes and scores: whatever is ordered by boundaries. */
final class BoundaryChecks {

    private static final Rate UNUSUAL_ATTAINMENT = Rate.of("10");

    /**
     * Boundaries in the order of the document.
     *
     * @param at   the list, below the component
     * @param word the key of a boundary in its entry; empty where the entry is the boundary
     * @param what an entry in words
     */
    private record Ladder(String at, String word, String what, List<Rate> from, Kind kind) {

        String at(int entry) {
            return "%s/%d%s".formatted(at, entry, word.isEmpty() ? "" : "/" + word);
        }
    }

    private enum Kind {
        MEASURE, ATTAINMENT, ANYTHING;

        static Kind of(Basis basis) {
            return basis == Basis.MEASURE ? MEASURE : ATTAINMENT;
        }
    }

    private BoundaryChecks() {}

    private static List<Ladder> ladders(Component component) {
        List<Ladder> ladders = new ArrayList<>();
        switch (component.pay()) {
            case Tiers tiers -> ladders.add(new Ladder("/pay/tiers", "from", "tier",
                    tiers.tiers().stream().map(Tiers.Tier::from).toList(), Kind.of(tiers.on())));
            case BonusSteps bonus -> ladders.add(new Ladder("/pay/steps", "from", "step",
                    bonus.steps().stream().map(BonusSteps.Step::from).toList(), Kind.of(bonus.on())));
            case PayCurve curve -> ladders.add(new Ladder("/pay/points", "attainment", "point",
                    curve.curve().points().stream().map(Curve.Point::x).toList(), Kind.ATTAINMENT));
            case Matrix matrix -> {
                ladders.add(new Ladder("/pay/rows/from", "", "row", matrix.rows().from(), Kind.ANYTHING));
                ladders.add(new Ladder("/pay/columns/from", "", "column", matrix.columns().from(), Kind.ANYTHING));
            }
            case Scorecard card -> {
                for (int k = 0; k < card.kpis().size(); k++) {
                    String at = "/pay/kpis/%d/score".formatted(k);
                    switch (card.kpis().get(k).score()) {
                        case Scorecard.Steps steps -> ladders.add(new Ladder(at + "/steps", "from", "step",
                                steps.steps().stream().map(Scorecard.Step::from).toList(), Kind.ANYTHING));
                        case Scorecard.AlongCurve along -> ladders.add(new Ladder(at + "/points", "actual", "point",
                                along.curve().points().stream().map(Curve.Point::x).toList(), Kind.ANYTHING));
                        case Scorecard.Ratio ratio -> {
                        }
                    }
                }
            }
            case RateSource rate -> {
            }
            case PerUnit perUnit -> {
            }
            case RankPrizes prizes -> {
            }
            case Pool pool -> {
            }
            case FormulaPay formula -> {
            }
            case UncollectedDeduction deduction -> {
            }
        }
        List<Multiplier> multipliers = component.modifiers().multipliers();
        for (int m = 0; m < multipliers.size(); m++) {
            if (multipliers.get(m) instanceof Multiplier.ByFigure figure) {
                ladders.add(new Ladder("/multipliers/%d/steps".formatted(m), "from", "step",
                        figure.steps().stream().map(Multiplier.Step::from).toList(), Kind.ANYTHING));
            }
        }
        return ladders;
    }

    static void boundariesAscend(Subject subject) {
        for (Ladder ladder : ladders(subject.component())) {
            for (int b = 1; b < ladder.from().size(); b++) {
                Rate before = ladder.from().get(b - 1);
                Rate from = ladder.from().get(b);
                if (from.compareTo(before) <= 0) {
                    subject.error(ladder.at(b),
                            "The %s begins at %s, not after the one before it (%s), so that they overlap."
                                    .formatted(ladder.what(), from, before),
                            "Put the %ss in ascending order, each with a boundary of its own."
                                    .formatted(ladder.what()));
                }
            }
        }
    }

    static void boundariesCanBeReached(Subject subject) {
        for (Ladder ladder : ladders(subject.component())) {
            for (int b = 0; b < ladder.from().size(); b++) {
                Rate from = ladder.from().get(b);
                switch (ladder.kind()) {
                    case MEASURE -> subject.fits(ladder.at(b), from, subject.ofMeasure());
                    case ATTAINMENT -> {
                        if (from.compareTo(UNUSUAL_ATTAINMENT) > 0) {
                            subject.warning(ladder.at(b), "%s is %s of quota.".formatted(from, from.inPercent()),
                                    "Write fractions: 1 is the quota reached.");
                        }
                        subject.notNegative(ladder.at(b), from);
                    }
                    case ANYTHING -> {
                    }
                }
            }
        }
    }

    static void tiersBeginAtZero(Subject subject) {
        if (subject.component().pay() instanceof Tiers tiers && !tiers.tiers().isEmpty()) {
            Tiers.Tier first = tiers.tiers().getFirst();
            if (first.from().compareTo(Rate.ZERO) != 0) {
                subject.error("/pay/tiers/0/from",
                        "There is a gap: nothing says what is paid before %s.".formatted(first.from()),
                        "Begin the first tier at \"0\"; give it the rate or factor \"0\" if it pays nothing.");
            } else if (first.moreThan()) {
                subject.error("/pay/tiers/0/moreThan",
                        "There is a gap: nothing says what is paid at 0 exactly, and before it.",
                        "Leave \"moreThan\" out of the first tier.");
            }
        }
    }

    static void factorsHaveABase(Subject subject) {
        if (subject.component().pay() instanceof Tiers tiers) {
            boolean factors = tiers.tiers().stream().anyMatch(tier -> tier.pay() instanceof Factor);
            if (factors && tiers.base().isEmpty()) {
                subject.error("/pay/base", "A tier has a factor, but there is no rate to apply it to.",
                        "Add a base: a flat rate or a rate table; or give the tiers rates of their own.");
            }
            if (!factors && tiers.base().isPresent()) {
                subject.warning("/pay/base", "The base is never used: every tier has a rate of its own.",
                        "Remove the base, or turn rates into factors.");
            }
        }
    }

    static void sumsArePossible(Subject subject) {
        switch (subject.component().pay()) {
            case BonusSteps bonus -> bonus(subject, bonus);
            case PayCurve curve -> payouts(subject, "/pay/points/%d/payout", curve.curve());
            case RankPrizes rank -> rank(subject, rank);
            case Pool pool -> pool(subject, pool);
            case Matrix matrix -> matrix(subject, matrix);
            case Scorecard card -> scorecard(subject, card);
            case RateSource rate -> {
            }
            case Tiers tiers -> {
            }
            case PerUnit perUnit -> {
            }
            case FormulaPay formula -> {
            }
            case UncollectedDeduction deduction -> {
            }
        }
    }

    private static void bonus(Subject subject, BonusSteps bonus) {
        for (int s = 0; s < bonus.steps().size(); s++) {
            String at = "/pay/steps/%d/amount".formatted(s);
            Rate amount = bonus.steps().get(s).amount();
            subject.money(at, amount);
            if (s > 0 && bonus.pays() != BonusSteps.Pays.EVERY
                    && amount.compareTo(bonus.steps().get(s - 1).amount()) < 0) {
                subject.warning(at, "This step pays less than the one before it.",
                        "Let higher steps pay more, or pay every step.");
            }
        }
        if (bonus.pays() == BonusSteps.Pays.DIFFERENCE && !subject.component().window().isToDate()) {
            subject.error("/pay/pays",
                    "There is no difference to earlier periods: the window \"%s\" has none before it."
                            .formatted(subject.component().window().key()),
                    "Use quarter-to-date, year-to-date or plan-to-date, or pay the highest step.");
        }
    }

    private static void payouts(Subject subject, String at, Curve curve) {
        for (int p = 0; p < curve.points().size(); p++) {
            Rate y = curve.points().get(p).y();
            TableChecks.factor(subject, at.formatted(p), y);
            if (p > 0 && y.compareTo(curve.points().get(p - 1).y()) < 0 && at.endsWith("payout")) {
                subject.warning(at.formatted(p), "Whoever reaches this point is paid less than before it.",
                        "Let the curve rise, if that is not meant.");
            }
        }
    }

    private static void rank(Subject subject, RankPrizes rank) {
        for (int p = 0; p < rank.prizes().size(); p++) {
            String at = "/pay/prizes/" + p;
            subject.money(at, rank.prizes().get(p));
            if (p > 0 && rank.prizes().get(p).compareTo(rank.prizes().get(p - 1)) > 0) {
                subject.warning(at, "Place %d wins more than place %d.".formatted(p + 1, p),
                        "Put the prizes in descending order.");
            }
        }
        rank.atLeast().ifPresent(least -> subject.fits("/pay/atLeast", least, subject.ofMeasure()));
    }

    private static void pool(Subject subject, Pool pool) {
        switch (pool.fund()) {
            case Pool.FixedFund fixed -> subject.money("/pay/fund/amount", fixed.amount());
            case Pool.ShareOfMeasure share -> {
                subject.notNegative("/pay/fund/share", share.share());
                if (subject.component().measure().isMoney() && share.share().compareTo(Rate.ONE) > 0) {
                    subject.warning("/pay/fund/share", "The fund is %s of what the group measures."
                            .formatted(share.share().inPercent()), "Write fractions: 0.01 is one per cent.");
                }
            }
        }
        if (pool.by() instanceof Pool.ByShares by) {
            by.shares().forEach((id, share) -> subject.notNegative("/pay/by/shares/" + id, share));
            if (by.shares().values().stream().noneMatch(share -> share.compareTo(Rate.ZERO) > 0)) {
                subject.error("/pay/by/shares", "Nobody has a share of the pool.",
                        "Give at least one participant a share above zero.");
            }
        }
    }

    private static void matrix(Subject subject, Matrix matrix) {
        if (matrix.cells().size() != matrix.rows().from().size()) {
            subject.error("/pay/cells", "There are %d rows of cells for %d rows.".formatted(matrix.cells().size(),
                    matrix.rows().from().size()), "Write one list of cells for each boundary of the rows.");
        }
        for (int r = 0; r < matrix.cells().size(); r++) {
            if (matrix.cells().get(r).size() != matrix.columns().from().size()) {
                subject.error("/pay/cells/" + r, "There are %d cells for %d columns.".formatted(
                        matrix.cells().get(r).size(), matrix.columns().from().size()),
                        "Write one cell for each boundary of the columns.");
            }
            for (int c = 0; c < matrix.cells().get(r).size(); c++) {
                String at = "/pay/cells/%d/%d".formatted(r, c);
                Rate cell = matrix.cells().get(r).get(c);
                switch (matrix.pays()) {
                    case AMOUNT -> subject.money(at, cell);
                    case RATE, TARGET_SHARE -> TableChecks.factor(subject, at, cell);
                }
            }
        }
    }

    private static void scorecard(Subject subject, Scorecard card) {
        Set<String> ids = new HashSet<>();
        Rate total = Rate.ZERO;
        for (int k = 0; k < card.kpis().size(); k++) {
            Scorecard.Kpi kpi = card.kpis().get(k);
            String at = "/pay/kpis/" + k;
            total = new Rate(total.value().add(kpi.weight().value()));
            if (!ids.add(kpi.id())) {
                subject.error(at + "/id", "Two KPIs are called \"%s\".".formatted(kpi.id()),
                        "Give this one an id of its own.");
            }
            if (kpi.weight().compareTo(Rate.ZERO) < 0) {
                subject.notNegative(at + "/weight", kpi.weight());
            } else if (kpi.weight().equals(Rate.ZERO)) {
                subject.warning(at + "/weight", "The KPI weighs nothing.", "Remove it, or give it a weight.");
            }
            score(subject, at + "/score", kpi.score());
            kpi.scoreCap().ifPresent(cap -> subject.notNegative(at + "/scoreCap", cap));
            if (kpi.gate().isPresent() && kpi.scoreCap().isPresent()
                    && kpi.scoreCap().get().compareTo(kpi.gate().get()) < 0) {
                subject.error(at + "/scoreCap", "The score is cut to %s and scores 0 below %s: it is always 0."
                        .formatted(kpi.scoreCap().get(), kpi.gate().get()), "Raise the cap, or lower the gate.");
            }
        }
        if (!total.equals(Rate.ONE)) {
            subject.error("/pay/kpis", "The weights total %s, not 100 %%.".formatted(total.inPercent()),
                    "Change the weights so that they total 1.");
        }
        card.scoreCap().ifPresent(cap -> subject.notNegative("/pay/scoreCap", cap));
    }

    private static void score(Subject subject, String at, Scorecard.Score score) {
        switch (score) {
            case Scorecard.Ratio ratio -> {
                if (ratio.goal().compareTo(Rate.ZERO) <= 0) {
                    subject.error(at + "/goal", "A goal of %s cannot be compared with.".formatted(ratio.goal()),
                            "Write a goal above zero, or use steps or a curve.");
                }
            }
            case Scorecard.Steps steps -> {
                for (int s = 0; s < steps.steps().size(); s++) {
                    TableChecks.factor(subject, at + "/steps/%d/score".formatted(s), steps.steps().get(s).score());
                }
            }
            case Scorecard.AlongCurve along -> payouts(subject, at + "/points/%d/score", along.curve());
        }
    }

    static void windowSuitsThePay(Subject subject) {
        if (subject.component().window() != Window.CREDIT) {
            return;
        }
        if (subject.component().onAttainment()) {
            subject.error("/window", "A single credit has no attainment.",
                    "Use the window \"period\", or tiers on the measure.");
        } else if (subject.paysSums()) {
            subject.error("/window", "This pay function pays a sum for a window; a single credit has none.",
                    "Use the window \"period\" or one to date.");
        }
    }

    static void multipliersMatter(Subject subject) {
        List<Multiplier> multipliers = subject.component().modifiers().multipliers();
        for (int m = 0; m < multipliers.size(); m++) {
            String at = "/multipliers/" + m;
            List<Rate> factors = switch (multipliers.get(m)) {
                case Multiplier.ByFigure figure -> figure.steps().stream().map(Multiplier.Step::factor).toList();
                case Multiplier.ByField byField -> {
                    if (subject.paysSums()) {
                        subject.warning(at, "Lines without a credit take no factor by field, and there are no others.",
                                "Multiply by a figure instead.");
                    }
                    List<Rate> all = new ArrayList<>(byField.factors().rows().stream().map(RateTable.Row::rate)
                            .toList());
                    all.add(byField.factors().otherwise());
                    yield all;
                }
            };
            if (multipliers.get(m) instanceof Multiplier.ByFigure) {
                for (int s = 0; s < factors.size(); s++) {
                    TableChecks.factor(subject, at + "/steps/%d/factor".formatted(s), factors.get(s));
                }
            }
            Optional<Rate> changing = factors.stream().filter(factor -> !factor.equals(Rate.ONE)).findFirst();
            if (changing.isEmpty()) {
                subject.warning(at, "The multiplier changes nothing: every factor is 1.", "Remove it.");
            }
        }
    }
}
