package io.attain.plan.comparison;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.comparison.Units.Unit;
import io.attain.plan.language.Text;

import static io.attain.plan.comparison.Units.Unit.BOUNDARY;
import static io.attain.plan.comparison.Units.Unit.CELL;
import static io.attain.plan.comparison.Units.Unit.CURVE;
import static io.attain.plan.comparison.Units.Unit.FACTOR;
import static io.attain.plan.comparison.Units.Unit.MONEY;
import static io.attain.plan.comparison.Units.Unit.NUMBER;
import static io.attain.plan.comparison.Units.Unit.PERCENT;
import static io.attain.plan.comparison.Units.Unit.RATE;

/** How the parts of a plan are called in English and Chinese. A test holds it against the records of the language. */
final class Vocabulary {

    /**
     * How a field is called, and what its number is a number of.
     *
     * @param name  empty for a field that only holds others together
     * @param entry how one of its entries is called where it is a list, with {@code #} for the position
     */
    record Field(Text name, Text entry, Unit unit) {}

    private static final Text NAMELESS = Text.of("");

    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, Text> types = new HashMap<>();
    private final Map<String, Text> words = new HashMap<>();

    Vocabulary() {
        plan();
        credits();
        quotas();
        payFunctions();
        modifiers();
        payment();
        examples();
        words();
    }

    Optional<Field> field(Class<?> type, String name) {
        return Optional.ofNullable(fields.get(name(type) + "." + name));
    }

    /** How a part is called on its own. */
    Optional<Text> type(Class<?> type) {
        return Optional.ofNullable(types.get(name(type)));
    }

    Optional<Text> word(Enum<?> constant) {
        return Optional.ofNullable(words.get(name(constant.getDeclaringClass()) + "." + constant.name()));
    }

    /** The name with that of the type around it, such as {@code Matrix.Axis}. */
    static String name(Class<?> type) {
        return type.getDeclaringClass() == null
                ? type.getSimpleName()
                : name(type.getDeclaringClass()) + "." + type.getSimpleName();
    }

    private void plan() {
        type("PlanDefinition", "the plan", "方案");
        field("PlanDefinition.id", "id of the plan", "方案编号");
        field("PlanDefinition.name", "name of the plan", "方案名称");
        field("PlanDefinition.description", "description of the plan", "方案说明");
        field("PlanDefinition.currency", "currency of the plan", "方案币种");
        field("PlanDefinition.calendar", "calendar of the plan", "方案日历");
        field("PlanDefinition.effective", "days in force", "生效期间");
        field("PlanDefinition.conversion", "exchange rate used", "折算汇率");
        list("PlanDefinition.components", "components", "组成部分", "component #", "第#个组成部分", NUMBER);
        silent("PlanDefinition.pay");
        list("PlanDefinition.examples", "examples", "示例", "example #", "示例#", NUMBER);
        type("PlanPay", "plan-wide pay", "方案整体支付");
        field("PlanPay.cap", "cap of the plan", "方案封顶");
        field("PlanPay.budget", "budget of the plan", "方案预算", MONEY);
        field("PlanPay.draw", "draw or guarantee", "预支或保底");
        type("Draw", "draw", "预支");
        field("Draw.kind", "type", "类型");
        field("Draw.amount", "amount", "金额");
        list("Draw.ramp", "ramp", "爬坡系数", "month #", "第#个月", PERCENT);
        field("Draw.months", "months of tenure in force", "有效的在职月数");
        silent("Draw.recovery");
        field("Draw.proration", "proration", "折算方式");
        type("Draw.Recovery", "recovery", "扣回");
        field("Draw.Recovery.atMost", "most recovered of the excess per period", "每期扣回上限", PERCENT);
        field("Draw.Recovery.afterMonths", "months of tenure before recovery", "开始扣回前的在职月数");
        type("Component", "component", "组成部分");
        field("Component.id", "id", "编号");
        field("Component.name", "name", "名称");
        silent("Component.credits");
        field("Component.measure", "measure", "计量");
        field("Component.window", "window", "累计窗口");
        field("Component.quota", "quota", "指标");
        field("Component.target", "target pay", "目标奖金");
        silent("Component.pay");
        silent("Component.modifiers");
        silent("Component.payment");
    }

    private void credits() {
        type("CreditSelection", "credits", "业绩范围");
        field("CreditSelection.roles", "roles credited", "计业绩的角色");
        field("CreditSelection.events", "events counted", "计入的事件");
        field("CreditSelection.where", "condition on credits", "业绩条件");
        field("CreditSelection.customerMonths", "first months of a customer that count", "客户计入的前几个月");
        field("CreditSelection.afterLeaving", "credit after leaving", "离职后计业绩");
        type("Measure.Amount", "amount", "金额");
        type("Measure.Margin", "margin", "毛利");
        type("Measure.AmountLessCommissionBelow", "amount less the commission below", "扣除下级佣金后的金额");
        type("Measure.Quantity", "quantity", "数量");
        type("Measure.Count", "count of events", "事件数");
        field("Measure.Count.shared", "counting by share", "按份额计数");
        type("Measure.Distinct", "count of different values", "不同取值的个数");
        field("Measure.Distinct.field", "field", "字段");
        type("Measure.Attribute", "attribute", "属性值");
        field("Measure.Attribute.name", "attribute", "属性");
        type("Measure.Points", "points", "积分");
        field("Measure.Points.table", "table of points", "积分表");
    }

    private void quotas() {
        type("QuotaUse", "quota", "指标");
        field("QuotaUse.name", "name", "名称");
        field("QuotaUse.ramp", "ramp", "爬坡");
        field("QuotaUse.proration", "proration", "折算方式");
        list("QuotaUse.seasonal", "weights of the months", "各月权重", "weight of month #", "#月权重", NUMBER);
        type("Ramp", "ramp", "爬坡");
        field("Ramp.by", "months", "月份口径");
        field("Ramp.kind", "kind of values", "数值类型");
        list("Ramp.values", "values", "数值", "month #", "第#个月", CELL);
        type("Limit.Amount", "amount", "金额");
        field("Limit.Amount.amount", "", "", MONEY);
        type("Limit.OfTarget", "share of target pay", "目标奖金的比例");
        field("Limit.OfTarget.share", "", "", PERCENT);
    }

    private void payFunctions() {
        type("FlatRate", "flat rate", "固定费率");
        field("FlatRate.rate", "rate", "费率", RATE);
        type("RateTable", "rate table", "费率表");
        field("RateTable.fields", "fields of the table", "费率表字段");
        list("RateTable.rows", "rows", "费率行", "row #", "第#行", NUMBER);
        field("RateTable.otherwise", "rate of anything else", "其他情况的费率", RATE);
        type("RateTable.Row", "row", "行");
        field("RateTable.Row.when", "condition", "条件");
        field("RateTable.Row.rate", "rate", "费率", RATE);
        type("MarginalTiers", "marginal tiers", "分段累进");
        type("RetroactiveTiers", "retroactive tiers", "全额追溯分档");
        for (String tiers : new String[]{ "MarginalTiers", "RetroactiveTiers" }) {
            field(tiers + ".on", "basis of the tiers", "分档依据");
            field(tiers + ".base", "base rate", "基础费率");
            list(tiers + ".tiers", "tiers", "分档", "tier #", "第#档", NUMBER);
        }
        type("Tiers.Tier", "tier", "档");
        field("Tiers.Tier.from", "start", "起点", BOUNDARY);
        field("Tiers.Tier.moreThan", "only beyond the start", "须超过起点");
        silent("Tiers.Tier.pay");
        type("Tiers.OwnRate", "own rate", "自有费率");
        field("Tiers.OwnRate.rate", "rate", "费率", RATE);
        type("Tiers.Factor", "factor on the base", "基础费率的倍数");
        field("Tiers.Factor.factor", "factor", "倍数", FACTOR);
        type("BonusSteps", "bonus steps", "阶梯奖金");
        field("BonusSteps.on", "basis of the steps", "阶梯依据");
        field("BonusSteps.pays", "steps paid", "支付的阶梯");
        list("BonusSteps.steps", "steps", "阶梯", "step #", "第#级", NUMBER);
        type("BonusSteps.Step", "step", "级");
        field("BonusSteps.Step.from", "start", "起点", BOUNDARY);
        field("BonusSteps.Step.moreThan", "only beyond the start", "须超过起点");
        field("BonusSteps.Step.amount", "bonus", "奖金", MONEY);
        type("PayCurve", "pay curve", "支付曲线");
        silent("PayCurve.curve");
        type("Curve", "curve", "曲线");
        list("Curve.points", "points", "曲线点", "point #", "第#点", NUMBER);
        field("Curve.open", "going on beyond the last point", "末点之后延伸");
        type("Curve.Point", "point", "点");
        field("Curve.Point.x", "at", "横坐标", CURVE);
        field("Curve.Point.y", "payout", "得值", PERCENT);
        type("PerUnit", "amount per unit", "按件计酬");
        silent("PerUnit.amounts");
        scorecard();
        contests();
    }

    private void scorecard() {
        type("Scorecard", "scorecard", "考核评分卡");
        list("Scorecard.kpis", "KPIs", "考核指标", "KPI #", "第#项指标", NUMBER);
        field("Scorecard.scoreCap", "cap of the total score", "总分上限", PERCENT);
        type("Scorecard.Kpi", "KPI", "考核指标");
        field("Scorecard.Kpi.id", "id", "编号");
        field("Scorecard.Kpi.name", "name", "名称");
        field("Scorecard.Kpi.weight", "weight", "权重", PERCENT);
        field("Scorecard.Kpi.actual", "actual figure", "实际值");
        field("Scorecard.Kpi.score", "score", "评分");
        field("Scorecard.Kpi.scoreCap", "cap of the score", "得分上限", PERCENT);
        field("Scorecard.Kpi.gate", "least score", "最低得分", PERCENT);
        type("Scorecard.Ratio", "ratio to the goal", "与目标之比");
        field("Scorecard.Ratio.goal", "goal", "目标值", NUMBER);
        field("Scorecard.Ratio.lowerIsBetter", "lower is better", "越低越好");
        type("Scorecard.Steps", "steps", "分级");
        list("Scorecard.Steps.steps", "steps", "分级", "step #", "第#级", NUMBER);
        type("Scorecard.Step", "step", "级");
        field("Scorecard.Step.from", "start", "起点", NUMBER);
        field("Scorecard.Step.moreThan", "only beyond the start", "须超过起点");
        field("Scorecard.Step.score", "score", "得分", PERCENT);
        type("Scorecard.AlongCurve", "curve", "曲线");
        silent("Scorecard.AlongCurve.curve");
    }

    private void contests() {
        type("RankPrizes", "prizes by rank", "排名奖");
        field("RankPrizes.group", "group ranked", "排名范围");
        list("RankPrizes.prizes", "prizes", "奖金", "prize #", "第#名奖金", MONEY);
        field("RankPrizes.atLeast", "least measure to be ranked", "参与排名的最低业绩", NUMBER);
        type("Pool", "pool", "奖金池");
        field("Pool.fund", "fund", "奖金池总额");
        field("Pool.by", "sharing", "分配方式");
        field("Pool.qualify", "condition to take part", "参与条件");
        field("Pool.group", "group sharing", "分配范围");
        type("Pool.FixedFund", "fixed amount", "固定金额");
        field("Pool.FixedFund.amount", "", "", MONEY);
        type("Pool.ShareOfMeasure", "share of what the group measures", "团队业绩的比例");
        field("Pool.ShareOfMeasure.share", "", "", PERCENT);
        type("Pool.ByMeasure", "by measure", "按业绩");
        type("Pool.Equally", "equally", "平均");
        type("Pool.ByShares", "by fixed shares", "按固定份额");
        list("Pool.ByShares.shares", "shares", "份额", "share of #", "#的份额", NUMBER);
        type("Matrix", "matrix", "矩阵");
        field("Matrix.rows", "rows", "行");
        field("Matrix.columns", "columns", "列");
        list("Matrix.cells", "cells", "单元格", "row #", "第#行", CELL);
        field("Matrix.pays", "what a cell is", "单元格含义");
        type("Matrix.Axis", "axis", "轴");
        field("Matrix.Axis.by", "figure", "依据");
        list("Matrix.Axis.from", "boundaries", "分界", "boundary #", "第#个分界", NUMBER);
        type("FormulaPay", "formula", "公式");
        field("FormulaPay.expression", "formula", "公式");
        type("UncollectedDeduction", "deduction while uncollected", "未回款扣减");
        field("UncollectedDeduction.rate", "rate", "扣减率", PERCENT);
    }

    private void modifiers() {
        type("Modifiers", "modifiers", "调整项");
        list("Modifiers.multipliers", "multipliers", "乘数", "multiplier #", "第#个乘数", NUMBER);
        field("Modifiers.gate", "gate", "门槛");
        field("Modifiers.lineCap", "cap of a line", "单笔封顶");
        field("Modifiers.floor", "floor", "保底");
        field("Modifiers.cap", "cap", "封顶");
        type("Multiplier.ByFigure", "multiplier by a figure", "按数值的乘数");
        field("Multiplier.ByFigure.by", "figure", "依据");
        list("Multiplier.ByFigure.steps", "steps", "分级", "step #", "第#级", NUMBER);
        type("Multiplier.Step", "step", "级");
        field("Multiplier.Step.from", "start", "起点", NUMBER);
        field("Multiplier.Step.moreThan", "only beyond the start", "须超过起点");
        field("Multiplier.Step.factor", "factor", "系数", FACTOR);
        type("Multiplier.ByField", "multiplier by fields", "按字段的乘数");
        field("Multiplier.ByField.factors", "table of factors", "系数表");
        type("Gate", "gate", "门槛");
        field("Gate.when", "condition", "条件");
        field("Gate.otherwise", "part paid when it fails", "未达时支付的比例", PERCENT);
        type("Floor", "floor", "保底");
        field("Floor.limit", "", "");
        field("Floor.guaranteed", "guarantee although the gate fails", "未过门槛也保证");
    }

    private void payment() {
        type("Payment", "payment", "支付");
        field("Payment.on", "event that makes it payable", "可支付的条件");
        field("Payment.holdback", "holdback", "留存");
        silent("Payment.clawback");
        type("Payment.Holdback", "holdback", "留存");
        field("Payment.Holdback.share", "share", "比例", PERCENT);
        field("Payment.Holdback.days", "days", "天数");
        type("Clawback", "clawback", "追回");
        field("Clawback.days", "days for taking back", "可追回的天数");
        field("Clawback.takes", "what a return takes back", "退货追回的内容");
        field("Clawback.falls", "attainment falling with a return", "退货降低达成率");
        field("Clawback.termMonths", "months of the term", "服务期月数");
    }

    private void examples() {
        type("Example", "example", "示例");
        field("Example.name", "name", "名称");
        field("Example.period", "period", "期间");
        silent("Example.person");
        list("Example.colleagues", "colleagues", "同事", "colleague #", "同事#", NUMBER);
        silent("Example.opening");
        silent("Example.expected");
        list("Example.then", "periods that follow", "后续期间", "period # after the first", "首期之后第#期", NUMBER);
        type("Example.Owed", "what is owed before", "期初欠款");
        field("Example.Owed.draw", "draw advanced before", "期初预支余额", MONEY);
        field("Example.Owed.receivable", "receivable before", "期初欠款", MONEY);
        type("Example.Person", "person", "人员");
        field("Example.Person.id", "id", "编号");
        field("Example.Person.team", "team", "团队");
        field("Example.Person.role", "role", "岗位");
        field("Example.Person.below", "being below the person of the example", "示例人员的下级");
        field("Example.Person.joined", "day of joining", "入职日");
        field("Example.Person.target", "target pay over the window", "窗口内目标奖金", MONEY);
        list("Example.Person.quotas", "quotas", "指标", "quota “#”", "“#”指标", NUMBER);
        list("Example.Person.kpis", "KPIs", "考核指标", "KPI “#”", "“#”考核指标", NUMBER);
        list("Example.Person.events", "events", "事件", "event #", "第#个事件", NUMBER);
        type("Example.Event", "event", "事件");
        field("Example.Event.on", "day", "日期");
        field("Example.Event.kind", "kind", "类型");
        field("Example.Event.role", "role", "角色");
        field("Example.Event.amount", "amount", "金额", NUMBER);
        field("Example.Event.whole", "amount of the whole event", "事件总额", NUMBER);
        field("Example.Event.refersTo", "event referred to", "所涉原事件");
        list("Example.Event.fields", "fields", "字段", "field “#”", "字段“#”", NUMBER);
        type("Example.Expected", "expected pay", "应得");
        list("Example.Expected.components", "expected pay", "应得", "expected pay of “#”", "“#”应得", MONEY);
        field("Example.Expected.total", "expected total", "应得合计", MONEY);
        list("Example.Expected.lines", "expected lines", "应有明细", "expected line #", "第#笔应有明细", NUMBER);
        list("Example.Expected.pay", "expected payment", "应付", "expected #", "应有的#", MONEY);
        type("Example.ExpectedLine", "line", "明细");
        field("Example.ExpectedLine.component", "component", "组成部分");
        field("Example.ExpectedLine.amount", "amount", "金额", MONEY);
    }

    private void words() {
        word("Conversion.EVENT_DATE", "that of the event's day", "事件当日汇率");
        word("Conversion.PERIOD_AVERAGE", "the average of the period", "期间平均汇率");
        word("Conversion.PERIOD_END", "that of the period's last day", "期末汇率");
        word("CreditSelection.Role.DIRECT", "direct", "直接");
        word("CreditSelection.Role.SPLIT", "split", "分摊");
        word("CreditSelection.Role.OVERLAY", "overlay", "叠加");
        word("CreditSelection.Role.ROLLUP", "roll-up", "汇总");
        word("Example.Kind.BOOKING", "booking", "签约");
        word("Example.Kind.INVOICE", "invoice", "开票");
        word("Example.Kind.COLLECTION", "collection", "回款");
        word("Example.Kind.RETURN", "return", "退货");
        word("Example.Kind.STAGE", "stage", "阶段");
        word("Example.Kind.ACTIVITY", "activity", "活动");
        word("Example.Kind.KPI", "key figure", "考核数据");
        word("PayFigure.PAYABLE", "payable", "可付");
        word("PayFigure.UNCOLLECTED", "uncollected", "待回款");
        word("PayFigure.HELD_BACK", "held back", "留存");
        word("PayFigure.ADVANCED", "draw advanced", "本期预支");
        word("PayFigure.GUARANTEED", "guarantee added", "保底补足");
        word("PayFigure.RECOVERED", "draw recovered", "扣回预支");
        word("PayFigure.DRAW_BALANCE", "draw balance", "预支余额");
        word("PayFigure.TAKEN", "taken for what was owed", "扣回欠款");
        word("PayFigure.CARRIED", "carried as a receivable", "结转欠款");
        word("PayFigure.RECEIVABLE_BALANCE", "receivable balance", "欠款余额");
        word("PayFigure.PAID", "paid", "实付");
        word("EventKind.BOOKING", "bookings", "签约");
        word("EventKind.INVOICE", "invoices", "开票");
        word("EventKind.COLLECTION", "collections", "回款");
        word("EventKind.STAGE", "stages", "阶段");
        word("EventKind.ACTIVITY", "activities", "活动");
        word("EventKind.KPI", "key figures", "考核数据");
        word("Window.CREDIT", "each credit alone", "单笔");
        word("Window.PERIOD", "period", "当期");
        word("Window.QUARTER_TO_DATE", "quarter to date", "季度累计");
        word("Window.YEAR_TO_DATE", "year to date", "年度累计");
        word("Window.PLAN_TO_DATE", "plan to date", "入方案以来累计");
        word("Proration.CALENDAR_DAYS", "by calendar days", "按自然日");
        word("Proration.WORKING_DAYS", "by working days", "按工作日");
        word("Proration.NONE", "none", "不折算");
        word("Ramp.Months.CALENDAR_MONTH", "calendar months", "自然月");
        word("Ramp.Months.ANNIVERSARY", "months from the day of joining", "入职日起的月份");
        word("Ramp.Kind.FACTORS", "factors", "系数");
        word("Ramp.Kind.AMOUNTS", "amounts", "数额");
        word("Tiers.Basis.MEASURE", "measure", "业绩");
        word("Tiers.Basis.ATTAINMENT", "attainment", "达成率");
        word("BonusSteps.Pays.HIGHEST", "the highest reached", "达到的最高级");
        word("BonusSteps.Pays.EVERY", "every one reached", "达到的每一级");
        word("BonusSteps.Pays.DIFFERENCE", "the difference to what was paid", "与已付的差额");
        word("Group.PLAN", "everyone in the plan", "方案全体");
        word("Group.TEAM", "the team", "团队");
        word("Group.ROLE", "the role", "岗位");
        word("Matrix.Pays.RATE", "rate", "费率");
        word("Matrix.Pays.AMOUNT", "amount", "金额");
        word("Matrix.Pays.TARGET_SHARE", "share of the target", "目标奖金的比例");
        word("Payment.On.BOOKING", "booking", "签约");
        word("Payment.On.INVOICE", "invoice", "开票");
        word("Payment.On.COLLECTION", "collection", "回款");
        word("Clawback.Takes.EARNED", "what it earned", "原所得");
        word("Clawback.Takes.RECOMPUTED", "the difference of computing again", "重算差额");
        word("Clawback.Takes.PAID", "what was paid of it", "已支付部分");
        word("Clawback.Takes.UNSERVED_TERM", "the part of the term not served", "未服务期部分");
        word("Draw.Kind.RECOVERABLE", "recoverable", "可扣回");
        word("Draw.Kind.NON_RECOVERABLE", "non-recoverable", "不扣回");
    }

    private void type(String type, String english, String chinese) {
        types.put(type, text(english, chinese));
    }

    private void field(String field, String english, String chinese) {
        field(field, english, chinese, NUMBER);
    }

    private void field(String field, String english, String chinese, Unit unit) {
        fields.put(field, new Field(text(english, chinese), NAMELESS, unit));
    }

    private void list(String field, String english, String chinese, String entryEnglish, String entryChinese,
            Unit unit) {
        fields.put(field, new Field(text(english, chinese), text(entryEnglish, entryChinese), unit));
    }

    private void silent(String field) {
        fields.put(field, new Field(NAMELESS, NAMELESS, NUMBER));
    }

    private void word(String constant, String english, String chinese) {
        words.put(constant, text(english, chinese));
    }

    static Text text(String english, String chinese) {
        return Text.in(Map.of("en", english, "zh", chinese));
    }
}
