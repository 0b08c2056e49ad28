package io.attain.plan.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.Tiers.TierPay;
import io.attain.shared.Rate;

/** Reads measures, pay functions and multipliers: all that rates, tables, steps and curves are part of. */
final class PayFunctionReader {

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_TIERS = 100;
    private static final int MOST_FIELDS = 4;
    private static final int MOST_PRIZES = 1_000;
    private static final int MOST_SHARES = 10_000;
    private static final List<String> FUNCTIONS = List.of("flat-rate", "rate-table", "marginal-tiers",
            "retroactive-tiers", "bonus-steps", "pay-curve", "per-unit", "scorecard", "rank", "pool", "matrix",
            "formula", "uncollected-deduction");
    private static final FlatRate STAND_IN = new FlatRate(Rate.ZERO);

    private final Function<String, Optional<RateTable>> namedTables;

    PayFunctionReader(Function<String, Optional<RateTable>> namedTables) {
        this.namedTables = namedTables;
    }

    Measure measure(Place place) {
        if (!place.hasFields()) {
            return switch (place.oneOf("the measure",
                    List.of("amount", "margin", "quantity", "count", "shared-count",
                            "amount-less-commission-below"))) {
                case "margin" -> new Measure.Margin();
                case "quantity" -> new Measure.Quantity();
                case "count" -> new Measure.Count(false);
                case "shared-count" -> new Measure.Count(true);
                case "amount-less-commission-below" -> new Measure.AmountLessCommissionBelow();
                default -> new Measure.Amount();
            };
        }
        return switch (place.at("type").oneOf("the type", List.of("distinct", "attribute", "points"))) {
            case "distinct" -> {
                place.allowOnly("type", "field");
                yield new Measure.Distinct(place.at("field").text("the field", 80));
            }
            case "attribute" -> {
                place.allowOnly("type", "name");
                yield new Measure.Attribute(place.at("name").text("the name of the attribute", 80));
            }
            case "points" -> {
                place.allowOnly("type", "table");
                yield new Measure.Points(nestedTable(place.at("table")));
            }
            default -> new Measure.Amount();
        };
    }

    PayFunction pay(Place place) {
        if (!place.isObject("A pay function is an object with a type.")) {
            return STAND_IN;
        }
        return switch (place.at("type").oneOf("the type", FUNCTIONS)) {
            case "flat-rate" -> flatRate(place);
            case "rate-table" -> rateTable(place);
            case "marginal-tiers" -> new MarginalTiers(basis(place, "base", "tiers"), base(place), tiers(place));
            case "retroactive-tiers" -> new RetroactiveTiers(basis(place, "base", "tiers"), base(place), tiers(place));
            case "bonus-steps" -> bonusSteps(place);
            case "pay-curve" -> payCurve(place);
            case "per-unit" -> perUnit(place);
            case "scorecard" -> scorecard(place);
            case "rank" -> rank(place);
            case "pool" -> pool(place);
            case "matrix" -> matrix(place);
            case "formula" -> formula(place);
            case "uncollected-deduction" -> uncollectedDeduction(place);
            default -> STAND_IN;
        };
    }

    private RateSource rateSource(Place place) {
        if (!place.isObject("A base is an object with a type.")) {
            return STAND_IN;
        }
        return switch (place.at("type").oneOf("the type", List.of("flat-rate", "rate-table"))) {
            case "flat-rate" -> flatRate(place);
            case "rate-table" -> rateTable(place);
            default -> STAND_IN;
        };
    }

    private static FlatRate flatRate(Place place) {
        place.allowOnly("type", "rate");
        return new FlatRate(place.at("rate").decimal());
    }

    /** A table inside of something that can hold nothing else, so that its type may be left out. */
    private RateTable nestedTable(Place place) {
        if (!place.isObject("A table is an object with fields, rows and otherwise.")) {
            return new RateTable(List.of(), List.of(), Rate.ZERO);
        }
        place.given("type").ifPresent(type -> type.oneOf("the type", List.of("rate-table")));
        return rateTable(place);
    }

    private RateTable rateTable(Place place) {
        if (place.given("table").isPresent()) {
            place.allowOnly("type", "table");
            Place table = place.at("table");
            String name = table.text("the table", 80);
            Optional<RateTable> known = table.failed() ? Optional.empty() : namedTables.apply(name);
            if (known.isEmpty()) {
                table.fail("There is no complete rate table \"%s\".".formatted(name),
                        "Import it with a row for anything else (product *), or write the rows here.");
            }
            return known.orElse(new RateTable(List.of(), List.of(), Rate.ZERO));
        }
        place.allowOnly("type", "fields", "rows", "otherwise");
        return table(place, "rate", "Add \"otherwise\" with a rate; \"0\" if anything else pays nothing.");
    }

    private static RateTable table(Place place, String value, String remedy) {
        List<String> fields = place.at("fields").list("the fields", 1, MOST_FIELDS).stream()
                .map(field -> field.text("a field", 80)).toList();
        List<RateTable.Row> rows = place.at("rows").list("the rows", 1, MOST_ROWS).stream()
                .map(row -> row(row, value)).toList();
        Place otherwise = place.at("otherwise");
        if (otherwise.optional().isEmpty()) {
            otherwise.fail("The table does not say what holds for anything else.", remedy);
        }
        return new RateTable(fields, rows, otherwise.failed() ? Rate.ZERO : otherwise.decimal());
    }

    private static RateTable.Row row(Place place, String value) {
        if (!place.isObject("A row is an object with when and %s.".formatted(value))) {
            return new RateTable.Row(Map.of(), Rate.ZERO);
        }
        place.allowOnly("when", value);
        Map<String, String> when = new LinkedHashMap<>();
        Place conditions = place.at("when");
        if (conditions.isObject("The conditions of a row are an object of field and value.")) {
            List<String> fields = conditions.fieldNames();
            if (fields.size() > MOST_FIELDS) {
                conditions.fail("The row has more than %d conditions.".formatted(MOST_FIELDS), "Use fewer fields.");
            } else {
                fields.forEach(field -> when.put(field, conditions.at(field).text("the value", 200)));
            }
        }
        return new RateTable.Row(when, place.at(value).decimal());
    }

    private static Basis basis(Place place, String... others) {
        String[] known = new String[others.length + 2];
        known[0] = "type";
        known[1] = "on";
        System.arraycopy(others, 0, known, 2, others.length);
        place.allowOnly(known);
        return place.at("on").word("the basis", Basis.values(), Basis::key);
    }

    private Optional<RateSource> base(Place place) {
        return place.given("base").map(this::rateSource);
    }

    private static List<Tier> tiers(Place place) {
        return place.at("tiers").list("the tiers", 1, MOST_TIERS).stream().map(PayFunctionReader::tier).toList();
    }

    private static Tier tier(Place place) {
        if (!place.isObject("A tier is an object with from and either factor or rate.")) {
            return new Tier(Rate.ZERO, new OwnRate(Rate.ZERO));
        }
        place.allowOnly("from", "moreThan", "factor", "rate");
        Rate from = place.at("from").decimal();
        Optional<Place> factor = place.given("factor");
        Optional<Place> rate = place.given("rate");
        if (factor.isPresent() == rate.isPresent()) {
            place.fail(
                    "The tier has %s."
                            .formatted(factor.isPresent() ? "both a factor and a rate" : "neither factor nor rate"),
                    "Give it a factor on the base, or a rate of its own.");
        }
        TierPay pay = factor.<TierPay>map(given -> new Factor(given.decimal()))
                .orElseGet(() -> new OwnRate(rate.map(Place::decimal).orElse(Rate.ZERO)));
        return new Tier(from, moreThan(place), pay);
    }

    private static boolean moreThan(Place place) {
        return place.given("moreThan").map(Place::yes).orElse(false);
    }

    /** A boundary and what it brings. */
    private interface StepOf<S> {

        S step(Rate from, boolean moreThan, Rate value);
    }

    private static <S> List<S> steps(Place place, String value, StepOf<S> made) {
        return place.list("the steps", 1, MOST_TIERS).stream().map(step -> {
            if (!step.isObject("A step is an object with from and %s.".formatted(value))) {
                return made.step(Rate.ZERO, false, Rate.ZERO);
            }
            step.allowOnly("from", "moreThan", value);
            return made.step(step.at("from").decimal(), moreThan(step), step.at(value).decimal());
        }).toList();
    }

    private static BonusSteps bonusSteps(Place place) {
        return new BonusSteps(basis(place, "pays", "steps"),
                place.at("pays").word("what is paid", BonusSteps.Pays.values(), BonusSteps.Pays::key),
                steps(place.at("steps"), "amount", BonusSteps.Step::new));
    }

    private static PayCurve payCurve(Place place) {
        place.allowOnly("type", "points", "open");
        return new PayCurve(curve(place, "attainment", "payout"));
    }

    private static Curve curve(Place place, String x, String y) {
        return new Curve(place.at("points").list("the points", 2, MOST_TIERS).stream().map(point -> {
            if (!point.isObject("A point is an object with %s and %s.".formatted(x, y))) {
                return new Curve.Point(Rate.ZERO, Rate.ZERO);
            }
            point.allowOnly(x, y);
            return new Curve.Point(point.at(x).decimal(), point.at(y).decimal());
        }).toList(), place.given("open").map(Place::yes).orElse(false));
    }

    private PerUnit perUnit(Place place) {
        place.allowOnly("type", "amount", "table");
        if (place.given("amount").isPresent() == place.given("table").isPresent()) {
            place.fail("There is %s.".formatted(
                    place.given("amount").isPresent() ? "both an amount and a table" : "neither amount nor table"),
                    "Write the amount for one unit, or a table of such amounts.");
            return new PerUnit(STAND_IN);
        }
        return new PerUnit(place.given("amount").<RateSource>map(amount -> new FlatRate(amount.decimal()))
                .orElseGet(() -> nestedTable(place.at("table"))));
    }

    private static Scorecard scorecard(Place place) {
        place.allowOnly("type", "kpis", "scoreCap");
        return new Scorecard(
                place.at("kpis").list("the KPIs", 1, MOST_TIERS).stream().map(PayFunctionReader::kpi).toList(),
                place.given("scoreCap").map(Place::decimal));
    }

    private static Scorecard.Kpi kpi(Place place) {
        if (!place.isObject("A KPI is an object with id, name, weight, actual and score.")) {
            return new Scorecard.Kpi("", Text.of(""), Rate.ZERO, new Formula(""), new Scorecard.Steps(List.of()),
                    Optional.empty(), Optional.empty());
        }
        place.allowOnly("id", "name", "weight", "actual", "score", "scoreCap", "gate");
        return new Scorecard.Kpi(place.at("id").slug("the KPI"), place.at("name").texts("a name", 200),
                place.at("weight").decimal(), place.at("actual").formula(), score(place.at("score")),
                place.given("scoreCap").map(Place::decimal), place.given("gate").map(Place::decimal));
    }

    private static Scorecard.Score score(Place place) {
        if (!place.isObject("A score is an object with a type.")) {
            return new Scorecard.Steps(List.of());
        }
        return switch (place.at("type").oneOf("the type", List.of("ratio", "steps", "curve"))) {
            case "ratio" -> {
                place.allowOnly("type", "goal", "lowerIsBetter");
                yield new Scorecard.Ratio(place.at("goal").decimal(),
                        place.given("lowerIsBetter").map(Place::yes).orElse(false));
            }
            case "curve" -> {
                place.allowOnly("type", "points", "open");
                yield new Scorecard.AlongCurve(curve(place, "actual", "score"));
            }
            case "steps" -> {
                place.allowOnly("type", "steps");
                yield new Scorecard.Steps(steps(place.at("steps"), "score", Scorecard.Step::new));
            }
            default -> new Scorecard.Steps(List.of());
        };
    }

    private static Group group(Place place) {
        return place.given("group").map(given -> given.word("the group", Group.values(), Group::key))
                .orElse(Group.PLAN);
    }

    private static RankPrizes rank(Place place) {
        place.allowOnly("type", "group", "prizes", "atLeast");
        return new RankPrizes(group(place), place.at("prizes").decimals("the prizes", 1, MOST_PRIZES),
                place.given("atLeast").map(Place::decimal));
    }

    private static Pool pool(Place place) {
        place.allowOnly("type", "group", "fund", "by", "qualify");
        return new Pool(fund(place.at("fund")), by(place.at("by")), place.given("qualify").map(Place::formula),
                group(place));
    }

    private static Pool.Fund fund(Place place) {
        if (!place.isObject("A fund is an object with either amount or share.")) {
            return new Pool.FixedFund(Rate.ZERO);
        }
        place.allowOnly("amount", "share");
        if (place.given("amount").isPresent() == place.given("share").isPresent()) {
            place.fail("The fund has %s.".formatted(
                    place.given("amount").isPresent() ? "both amount and share" : "neither amount nor share"),
                    "Write a fixed amount, or a share of what the group measures.");
            return new Pool.FixedFund(Rate.ZERO);
        }
        return place.given("amount").<Pool.Fund>map(amount -> new Pool.FixedFund(amount.decimal()))
                .orElseGet(() -> new Pool.ShareOfMeasure(place.at("share").decimal()));
    }

    private static Pool.By by(Place place) {
        if (place.hasFields()) {
            place.allowOnly("shares");
            return new Pool.ByShares(place.at("shares").decimalsByName("the shares", MOST_SHARES));
        }
        return place.oneOf("the key", List.of("measure", "equal")).equals("equal")
                ? new Pool.Equally()
                : new Pool.ByMeasure();
    }

    private static Matrix matrix(Place place) {
        place.allowOnly("type", "rows", "columns", "cells", "pays");
        return new Matrix(axis(place.at("rows")), axis(place.at("columns")),
                place.at("cells").list("the cells", 1, MOST_TIERS).stream()
                        .map(row -> row.decimals("the cells of a row", 1, MOST_TIERS)).toList(),
                place.at("pays").word("what a cell is", Matrix.Pays.values(), Matrix.Pays::key));
    }

    private static Matrix.Axis axis(Place place) {
        if (!place.isObject("An axis is an object with by and from.")) {
            return new Matrix.Axis(new Formula(""), List.of());
        }
        place.allowOnly("by", "from");
        return new Matrix.Axis(place.at("by").formula(),
                place.at("from").decimals("the boundaries", 1, MOST_TIERS));
    }

    private static FormulaPay formula(Place place) {
        place.allowOnly("type", "expression");
        return new FormulaPay(place.at("expression").formula());
    }

    private static UncollectedDeduction uncollectedDeduction(Place place) {
        place.allowOnly("type", "rate");
        return new UncollectedDeduction(place.at("rate").decimal());
    }

    Multiplier multiplier(Place place) {
        if (!place.isObject("A multiplier is an object with by and steps, or with fields, rows and otherwise.")) {
            return new Multiplier.ByFigure(new Formula(""), List.of());
        }
        if (place.given("by").isPresent()) {
            place.allowOnly("by", "steps");
            return new Multiplier.ByFigure(place.at("by").formula(),
                    steps(place.at("steps"), "factor", Multiplier.Step::new));
        }
        place.allowOnly("fields", "rows", "otherwise");
        return new Multiplier.ByField(
                table(place, "factor", "Add \"otherwise\" with a factor; \"1\" if anything else stays as it is."));
    }
}
