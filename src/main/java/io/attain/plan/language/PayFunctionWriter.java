package io.attain.plan.language;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.shared.Rate;

import static io.attain.plan.language.PlanWriter.decimal;
import static io.attain.plan.language.PlanWriter.decimals;
import static io.attain.plan.language.PlanWriter.object;
import static io.attain.plan.language.PlanWriter.optional;
import static io.attain.plan.language.PlanWriter.text;

/** Writes measures, pay functions and multipliers in the canonical form. */
final class PayFunctionWriter {

    private PayFunctionWriter() {}

    static JsonNode measure(Measure measure) {
        return switch (measure) {
            case Measure.Amount amount -> word("amount");
            case Measure.Margin margin -> word("margin");
            case Measure.AmountLessCommissionBelow less -> word("amount-less-commission-below");
            case Measure.Quantity quantity -> word("quantity");
            case Measure.Count count -> word(count.shared() ? "shared-count" : "count");
            case Measure.Distinct distinct -> object().put("type", "distinct").put("field", distinct.field());
            case Measure.Attribute attribute -> object().put("type", "attribute").put("name", attribute.name());
            case Measure.Points points ->
                object().put("type", "points").set("table", pay(points.table()));
        };
    }

    private static JsonNode word(String word) {
        return JsonNodeFactory.instance.textNode(word);
    }

    static JsonNode pay(PayFunction pay) {
        return switch (pay) {
            case FlatRate flat -> object().put("type", "flat-rate").put("rate", decimal(flat.rate()));
            case RateTable table -> table(object().put("type", "rate-table"), table, "rate");
            case MarginalTiers tiers -> tiers(object().put("type", "marginal-tiers"), tiers);
            case RetroactiveTiers tiers -> tiers(object().put("type", "retroactive-tiers"), tiers);
            case BonusSteps bonus -> bonusSteps(bonus);
            case PayCurve curve ->
                curve(object().put("type", "pay-curve"), curve.curve(), "attainment", "payout");
            case PerUnit perUnit -> perUnit(perUnit);
            case Scorecard scorecard -> scorecard(scorecard);
            case RankPrizes rank -> rank(rank);
            case Pool pool -> pool(pool);
            case Matrix matrix -> matrix(matrix);
            case FormulaPay formula ->
                object().put("type", "formula").put("expression", formula.expression().text());
            case UncollectedDeduction deduction ->
                object().put("type", "uncollected-deduction").put("rate", decimal(deduction.rate()));
        };
    }

    private static ObjectNode table(ObjectNode node, RateTable table, String value) {
        ArrayNode fields = node.putArray("fields");
        table.fields().forEach(fields::add);
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(row -> {
            ObjectNode written = rows.addObject();
            ObjectNode when = written.putObject("when");
            row.when().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(condition -> when.put(condition.getKey(), condition.getValue()));
            written.put(value, decimal(row.rate()));
        });
        return node.put("otherwise", decimal(table.otherwise()));
    }

    private static ObjectNode tiers(ObjectNode node, Tiers tiers) {
        node.put("on", tiers.on().key());
        tiers.base().ifPresent(base -> node.set("base", pay(base)));
        ArrayNode written = node.putArray("tiers");
        tiers.tiers().forEach(tier -> written.add(tier(tier)));
        return node;
    }

    private static JsonNode tier(Tier tier) {
        ObjectNode node = from(tier.from(), tier.moreThan());
        return switch (tier.pay()) {
            case Factor factor -> node.put("factor", decimal(factor.factor()));
            case OwnRate own -> node.put("rate", decimal(own.rate()));
        };
    }

    private static ObjectNode from(Rate from, boolean moreThan) {
        ObjectNode node = object().put("from", decimal(from));
        return moreThan ? node.put("moreThan", true) : node;
    }

    private static JsonNode bonusSteps(BonusSteps bonus) {
        ObjectNode node = object().put("type", "bonus-steps").put("on", bonus.on().key())
                .put("pays", bonus.pays().key());
        ArrayNode steps = node.putArray("steps");
        bonus.steps().forEach(step -> steps
                .add(from(step.from(), step.moreThan()).put("amount", decimal(step.amount()))));
        return node;
    }

    private static ObjectNode curve(ObjectNode node, Curve curve, String x, String y) {
        ArrayNode points = node.putArray("points");
        curve.points().forEach(point -> points.addObject().put(x, decimal(point.x())).put(y, decimal(point.y())));
        return curve.open() ? node.put("open", true) : node;
    }

    private static JsonNode perUnit(PerUnit perUnit) {
        ObjectNode node = object().put("type", "per-unit");
        return switch (perUnit.amounts()) {
            case FlatRate flat -> node.put("amount", decimal(flat.rate()));
            case RateTable table -> node.set("table", pay(table));
        };
    }

    private static JsonNode scorecard(Scorecard scorecard) {
        ObjectNode node = object().put("type", "scorecard");
        ArrayNode kpis = node.putArray("kpis");
        scorecard.kpis().forEach(kpi -> {
            ObjectNode written = kpis.addObject().put("id", kpi.id());
            written.set("name", text(kpi.name()));
            written.put("weight", decimal(kpi.weight())).put("actual", kpi.actual().text());
            written.set("score", score(kpi.score()));
            optional(written, "scoreCap", kpi.scoreCap());
            optional(written, "gate", kpi.gate());
        });
        optional(node, "scoreCap", scorecard.scoreCap());
        return node;
    }

    private static JsonNode score(Scorecard.Score score) {
        return switch (score) {
            case Scorecard.Ratio ratio -> {
                ObjectNode node = object().put("type", "ratio").put("goal", decimal(ratio.goal()));
                yield ratio.lowerIsBetter() ? node.put("lowerIsBetter", true) : node;
            }
            case Scorecard.Steps steps -> {
                ObjectNode node = object().put("type", "steps");
                ArrayNode written = node.putArray("steps");
                steps.steps().forEach(step -> written
                        .add(from(step.from(), step.moreThan()).put("score", decimal(step.score()))));
                yield node;
            }
            case Scorecard.AlongCurve along ->
                curve(object().put("type", "curve"), along.curve(), "actual", "score");
        };
    }

    private static JsonNode rank(RankPrizes rank) {
        ObjectNode node = object().put("type", "rank").put("group", rank.group().key());
        decimals(node.putArray("prizes"), rank.prizes());
        optional(node, "atLeast", rank.atLeast());
        return node;
    }

    private static JsonNode pool(Pool pool) {
        ObjectNode node = object().put("type", "pool").put("group", pool.group().key());
        ObjectNode fund = node.putObject("fund");
        switch (pool.fund()) {
            case Pool.FixedFund fixed -> fund.put("amount", decimal(fixed.amount()));
            case Pool.ShareOfMeasure share -> fund.put("share", decimal(share.share()));
        }
        switch (pool.by()) {
            case Pool.ByMeasure byMeasure -> node.put("by", "measure");
            case Pool.Equally equally -> node.put("by", "equal");
            case Pool.ByShares byShares -> {
                ObjectNode shares = node.putObject("by").putObject("shares");
                new TreeMap<>(byShares.shares()).forEach((id, share) -> shares.put(id, decimal(share)));
            }
        }
        pool.qualify().ifPresent(qualify -> node.put("qualify", qualify.text()));
        return node;
    }

    private static JsonNode matrix(Matrix matrix) {
        ObjectNode node = object().put("type", "matrix");
        axis(node.putObject("rows"), matrix.rows());
        axis(node.putObject("columns"), matrix.columns());
        ArrayNode cells = node.putArray("cells");
        for (List<Rate> row : matrix.cells()) {
            decimals(cells.addArray(), row);
        }
        return node.put("pays", matrix.pays().key());
    }

    private static void axis(ObjectNode node, Matrix.Axis axis) {
        decimals(node.put("by", axis.by().text()).putArray("from"), axis.from());
    }

    static JsonNode multiplier(Multiplier multiplier) {
        return switch (multiplier) {
            case Multiplier.ByFigure byFigure -> {
                ObjectNode node = object().put("by", byFigure.by().text());
                ArrayNode steps = node.putArray("steps");
                byFigure.steps().forEach(step -> steps
                        .add(from(step.from(), step.moreThan()).put("factor", decimal(step.factor()))));
                yield node;
            }
            case Multiplier.ByField byField -> table(object(), byField.factors(), "factor");
        };
    }
}
