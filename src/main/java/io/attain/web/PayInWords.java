package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

import static io.attain.web.Figures.say;

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
                    ? say("Every credited amount pays " + figures.rate(flat.rate()) + ".",
                            "每笔计入金额按 " + figures.rate(flat.rate()) + " 计酬。")
                    : eachPays(flat.rate()));
            case RateTable table ->
                List.of(say("Every credited amount pays the rate of its row below; a product without a row pays "
                        + figures.rate(table.otherwise()) + ".",
                        "每笔计入金额按下表对应行的费率计酬；表中没有的按 " + figures.rate(table.otherwise()) + " 计酬。"));
            case MarginalTiers tiers -> marginal(tiers);
            case RetroactiveTiers tiers -> retroactive(tiers);
            case BonusSteps bonus -> bonus(bonus);
            case PayCurve curve -> curve(curve);
            case PerUnit perUnit -> List.of(switch (perUnit.amounts()) {
                case FlatRate flat -> eachPays(flat.rate());
                case RateTable table -> say("Each of " + measured() + " pays the amount of its row below, in "
                        + plan.currency().getCurrencyCode() + "; anything else pays " + money(table.otherwise()) + ".",
                        measured() + "每一单位按下表对应行的金额（" + plan.currency().getCurrencyCode() + "）计酬；其余按 "
                                + money(table.otherwise()) + " 计酬。");
            });
            case Scorecard card -> scorecard(card);
            case RankPrizes rank -> rank(rank);
            case Pool pool -> pool(pool);
            case Matrix matrix -> matrix(matrix);
            case FormulaPay formula -> List.of(say("You are paid what this comes to, in "
                    + plan.currency().getCurrencyCode() + ": " + formula.expression() + ".",
                    "按以下公式的结果（" + plan.currency().getCurrencyCode() + "）支付：" + formula.expression() + "。"));
            case UncollectedDeduction deduction -> List.of(say("While an invoice is not collected, "
                    + figures.rate(deduction.rate()) + " of its amount is deducted.",
                    "发票未回款期间，扣减其金额的 " + figures.rate(deduction.rate()) + "。"),
                    say("What is collected of it gives that back, to whoever is credited with the collection.",
                            "回款后，相应部分返还给该回款的业绩所有人。"));
        };
    }

    private List<String> marginal(MarginalTiers tiers) {
        List<String> sentences = new ArrayList<>();
        tiers.base().ifPresent(base -> sentences.addAll(sentences(base)));
        sentences.add(tiers.base().isPresent()
                ? say("The rate is multiplied by the factor of the tier that " + reached(tiers.on()) + " has reached.",
                        "费率乘以" + reached(tiers.on()) + "所达档位的系数。")
                : say("The tier that " + reached(tiers.on()) + " has reached sets the rate.",
                        "费率由" + reached(tiers.on()) + "所达的档位决定。"));
        sentences.add(say(
                "Only the part above a boundary is paid at the higher tier: a deal that crosses it is cut there.",
                "只有超出档位界限的部分按更高档计酬：跨越界限的交易在界限处拆分。"));
        sentences.add(say("Each deal's commission is rounded once, half up, to the cent.",
                "每笔交易的佣金只四舍五入一次，精确到分。"));
        return sentences;
    }

    private List<String> retroactive(RetroactiveTiers tiers) {
        List<String> sentences = new ArrayList<>();
        tiers.base().ifPresent(base -> sentences.addAll(sentences(base)));
        sentences.add(tiers.base().isPresent()
                ? say("The rate of every deal is multiplied by the factor of the tier that " + reached(tiers.on())
                        + " has reached in the end.", "每笔交易的费率乘以" + reached(tiers.on()) + "最终所达档位的系数。")
                : say("The tier that " + reached(tiers.on()) + " has reached in the end sets the rate of every deal.",
                        "每笔交易的费率由" + reached(tiers.on()) + "最终所达的档位决定。"));
        sentences.add(say("Reaching a tier pays from the first deal on, not only for the part above the boundary.",
                "达到某一档后，从第一笔交易起都按该档计酬，而不仅是超出界限的部分。"));
        return sentences;
    }

    private String reached(Tiers.Basis on) {
        return on == Tiers.Basis.ATTAINMENT
                ? say("attainment", "达成率")
                : component.measure() instanceof Measure.Amount
                        ? say("the credited amount so far", "累计计入金额")
                        : measured();
    }

    private List<String> bonus(BonusSteps bonus) {
        List<String> sentences = new ArrayList<>();
        sentences.add(switch (bonus.pays()) {
            case HIGHEST -> say("The highest step you reach pays its bonus; lower ones pay nothing besides.",
                    "按达到的最高一级发放奖金；较低级别不另发。");
            case EVERY -> say("Every step you reach pays its bonus.", "达到的每一级都发放奖金。");
            case DIFFERENCE -> say("The highest step you reach pays its bonus, less what lower steps paid in earlier "
                    + "periods; what was paid is not taken back.", "按达到的最高一级发放奖金，减去以前各期较低级别已发的部分；已发的不收回。");
        });
        bonus.steps().forEach(step -> sentences.add(say((step.moreThan() ? "More than " : "From ")
                + boundary(step.from(), bonus.on()) + ": " + money(step.amount()) + ".",
                (step.moreThan() ? "超过 " : "达到 ") + boundary(step.from(), bonus.on()) + "：" + money(step.amount())
                        + "。")));
        return sentences;
    }

    String boundary(Rate from, Tiers.Basis on) {
        return switch (on) {
            case ATTAINMENT -> say(figures.rate(from) + " of quota", "指标的 " + figures.rate(from));
            case MEASURE -> component.measure().isMoney() ? money(from) : figures.decimal(from.value());
        };
    }

    private List<String> curve(PayCurve pay) {
        Curve curve = pay.curve();
        return List.of(say("Attainment decides which part of your target is paid: " + curve.points().stream()
                .map(point -> figures.rate(point.x()) + " of quota pays " + figures.rate(point.y()) + " of target")
                .collect(Collectors.joining(", ")) + "; in between it rises evenly.",
                "达成率决定支付目标奖金的多少：" + curve.points().stream()
                        .map(point -> "达成指标的 " + figures.rate(point.x()) + " 支付目标的 " + figures.rate(point.y()))
                        .collect(Collectors.joining("，")) + "；其间按比例增减。"),
                say("Below the first point nothing changes any more; " + (curve.open()
                        ? "above the last one it goes on rising as before it."
                        : "above the last one it stays."), "低于第一点不再变化；"
                                + (curve.open()
                                        ? "高于最后一点继续按之前的斜率增长。"
                                        : "高于最后一点保持不变。")));
    }

    private List<String> scorecard(Scorecard card) {
        List<String> sentences = new ArrayList<>();
        sentences
                .add(say("Your target is paid by a scorecard: each figure is scored, weighed, and the sum is your part "
                        + "of the target.", "目标奖金按记分卡支付：各项指标评分、加权，合计即为所得目标奖金的比例。"));
        card.kpis().forEach(kpi -> sentences.add(say(kpi.name() + " weighs " + figures.rate(kpi.weight()) + ": "
                + score(kpi.score()) + kpi.scoreCap().map(cap -> ", at most " + figures.rate(cap)).orElse("")
                + kpi.gate().map(gate -> "; below a score of " + figures.rate(gate) + " it counts nothing").orElse("")
                + ". It is " + kpi.actual() + ".",
                kpi.name().in(Locale.CHINESE) + "权重 " + figures.rate(kpi.weight()) + "：" + score(kpi.score())
                        + kpi.scoreCap().map(cap -> "，最高 " + figures.rate(cap)).orElse("")
                        + kpi.gate().map(gate -> "；评分低于 " + figures.rate(gate) + " 不计").orElse("") + "。取值："
                        + kpi.actual() + "。")));
        card.scoreCap().ifPresent(cap -> sentences.add(say("The total score is at most " + figures.rate(cap) + ".",
                "总评分最高 " + figures.rate(cap) + "。")));
        return sentences;
    }

    private String score(Scorecard.Score score) {
        return switch (score) {
            case Scorecard.Ratio ratio ->
                say((ratio.lowerIsBetter() ? "goal ÷ actual" : "actual ÷ goal") + " with a goal of "
                        + figures.decimal(ratio.goal().value()) + (ratio.lowerIsBetter() ? ", lower being better" : ""),
                        (ratio.lowerIsBetter() ? "目标 ÷ 实际" : "实际 ÷ 目标") + "，目标为 "
                                + figures.decimal(ratio.goal().value()) + (ratio.lowerIsBetter() ? "，越低越好" : ""));
            case Scorecard.Steps steps -> steps.steps().stream()
                    .map(step -> say((step.moreThan() ? "more than " : "from ") + figures.decimal(step.from().value())
                            + " scores " + figures.rate(step.score()),
                            (step.moreThan() ? "超过 " : "达到 ") + figures.decimal(step.from().value()) + " 得 "
                                    + figures.rate(step.score())))
                    .collect(Collectors.joining(say(", ", "，")));
            case Scorecard.AlongCurve along -> along.curve().points().stream()
                    .map(point -> say(figures.decimal(point.x().value()) + " scores " + figures.rate(point.y()),
                            figures.decimal(point.x().value()) + " 得 " + figures.rate(point.y())))
                    .collect(Collectors.joining(say(", ", "，"), "", say(", evenly in between", "，其间按比例")));
        };
    }

    private List<String> rank(RankPrizes rank) {
        List<String> prizes = new ArrayList<>();
        for (int place = 0; place < rank.prizes().size(); place++) {
            prizes.add(say("place " + (place + 1) + " wins " + money(rank.prizes().get(place)),
                    "第 " + (place + 1) + " 名 " + money(rank.prizes().get(place))));
        }
        List<String> sentences = new ArrayList<>(List.of(say("You are ranked by " + measured() + " "
                + among(rank.group()) + ": " + String.join(", ", prizes) + ".",
                among(rank.group()) + "按" + measured() + "排名：" + String.join("，", prizes) + "。"),
                say("Whoever ties shares the prizes of the places they occupy.", "并列者均分所占名次的奖金。")));
        rank.atLeast().ifPresent(least -> sentences.add(say("To be ranked you need at least "
                + boundary(least, Tiers.Basis.MEASURE) + ".",
                "参加排名至少需达到 " + boundary(least, Tiers.Basis.MEASURE) + "。")));
        return sentences;
    }

    private List<String> pool(Pool pool) {
        List<String> sentences = new ArrayList<>();
        String fund = switch (pool.fund()) {
            case Pool.FixedFund fixed -> money(fixed.amount());
            case Pool.ShareOfMeasure share -> say(
                    figures.rate(share.share()) + " of " + measured() + " of all together",
                    "全体" + measured() + "的 " + figures.rate(share.share()));
        };
        String by = switch (pool.by()) {
            case Pool.ByMeasure measure -> say(", by " + measured() + ".", "按" + measured() + "分配。");
            case Pool.Equally equally -> say(" in equal parts.", "平均分配。");
            case Pool.ByShares shares -> {
                List<String> parts = shares.shares().entrySet().stream()
                        .map(share -> share.getKey() + " " + figures.decimal(share.getValue().value())).toList();
                yield say(" by fixed shares: " + String.join(", ", parts) + ".",
                        "按固定份额分配：" + String.join("，", parts) + "。");
            }
        };
        sentences.add(
                say(fund + " is shared " + among(pool.group()) + by, "奖金池为 " + fund + "，" + among(pool.group()) + by));
        pool.qualify().ifPresent(qualify -> sentences.add(say("You take part if " + qualify + ".",
                "参与分配的条件：" + qualify + "。")));
        return sentences;
    }

    private static String among(Group group) {
        return switch (group) {
            case PLAN -> say("among everyone in the plan", "在方案全体人员中");
            case TEAM -> say("within your team", "在团队内");
            case ROLE -> say("among those of your role", "在同岗位人员中");
        };
    }

    private List<String> matrix(Matrix matrix) {
        List<String> sentences = new ArrayList<>();
        sentences.add(say("Two figures decide together: " + matrix.rows().by() + " chooses the row, "
                + matrix.columns().by() + " the column; of each the highest boundary reached counts.",
                "两个数值共同决定：" + matrix.rows().by() + " 决定行，" + matrix.columns().by() + " 决定列；各取达到的最高界限。"));
        for (int row = 0; row < matrix.rows().from().size() && row < matrix.cells().size(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < matrix.columns().from().size()
                    && column < matrix.cells().get(row).size(); column++) {
                Rate cell = matrix.cells().get(row).get(column);
                cells.add(say("from ", "达到 ") + figures.decimal(matrix.columns().from().get(column).value())
                        + say(" ", " 为 ") + switch (matrix.pays()) {
                            case RATE -> say(figures.rate(cell) + " of each credited amount",
                                    "每笔计入金额的 " + figures.rate(cell));
                            case AMOUNT -> money(cell);
                            case TARGET_SHARE -> say(figures.rate(cell) + " of target", "目标的 " + figures.rate(cell));
                        });
            }
            String from = figures.decimal(matrix.rows().from().get(row).value());
            sentences.add(say("Row from " + from + ": " + String.join(", ", cells) + ".",
                    "行：达到 " + from + "：" + String.join("，", cells) + "。"));
        }
        return sentences;
    }

    /** What is measured, as it stands in a sentence. */
    String measured() {
        return switch (component.measure()) {
            case Measure.Amount amount -> say("the credited amount", "计入金额");
            case Measure.Margin margin -> say("the credited margin", "计入毛利");
            case Measure.AmountLessCommissionBelow less -> say(
                    "the credited amount less what those below you earn on it", "扣除下级佣金后的计入金额");
            case Measure.Quantity quantity -> say("the units sold", "销售数量");
            case Measure.Count count -> count.shared()
                    ? say("the events, each with your share of it", "按份额计的事件数")
                    : say("the events", "事件数");
            case Measure.Distinct distinct -> say("the different values of “" + distinct.field() + "”",
                    "“" + distinct.field() + "”的不同取值");
            case Measure.Attribute attribute -> "“" + attribute.name() + "”";
            case Measure.Points points -> say("the points", "积分");
        };
    }

    private String eachPays(Rate amount) {
        return say("Each of " + measured() + " pays " + money(amount) + ".",
                measured() + "每一单位支付 " + money(amount) + "。");
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
