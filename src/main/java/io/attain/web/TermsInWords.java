package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.attain.plan.language.Clawback;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Draw;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanPay;
import io.attain.plan.language.Proration;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.Ramp;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Window;
import io.attain.shared.Rate;

import static io.attain.web.Figures.say;

/** The terms around a pay function, in sentences: credits, window, quota, modifiers, payment; and those of the plan. */
final class TermsInWords {

    private final Figures figures;
    private final PlanDefinition plan;

    TermsInWords(Figures figures, PlanDefinition plan) {
        this.figures = figures;
        this.plan = plan;
    }

    /** What is counted. */
    List<String> counted(io.attain.plan.language.Component component) {
        CreditSelection selection = component.credits();
        List<String> sentences = new ArrayList<>();
        sentences.add(roles(selection));
        if (!selection.events().equals(CreditSelection.all().events())) {
            List<String> events = selection.events().stream().map(TermsInWords::event).toList();
            sentences.add(say("What counts is " + String.join(" and ", events) + ".",
                    "计入的是" + String.join("和", events) + "。"));
        }
        selection.where().ifPresent(where -> sentences.add(say("Only this counts: " + where + ".",
                "只计入：" + where + "。")));
        selection.customerMonths().ifPresent(months -> sentences
                .add(say("Only the first " + months + " months of a customer count, from its first deal on.",
                        "只计入客户首笔交易起的前 " + months + " 个月。")));
        if (selection.afterLeaving()) {
            sentences.add(say("What is dated after you leave still counts.", "离职之后的业绩仍计入。"));
        }
        sentences.add(window(component.window()));
        component.quota().ifPresent(quota -> sentences.addAll(quota(quota, component)));
        component.target().ifPresent(target -> sentences.add(say("Your target for this is ", "此项的目标奖金为")
                + switch (target) {
                    case Limit.Amount amount -> money(amount.amount());
                    case Limit.OfTarget share -> say(figures.rate(share.share()) + " of your target variable pay",
                            "您目标奖金的 " + figures.rate(share.share()));
                } + say(".", "。")));
        return sentences;
    }

    private static String roles(CreditSelection selection) {
        boolean direct = selection.roles().contains(CreditSelection.Role.DIRECT);
        boolean split = selection.roles().contains(CreditSelection.Role.SPLIT);
        List<String> sentences = new ArrayList<>();
        if (direct && split) {
            sentences.add(say("Every deal you win counts in full; a deal you share counts with your share.",
                    "独自成交的交易全额计入；分成的交易按您的份额计入。"));
        } else if (direct) {
            sentences.add(say("Deals you win alone count; shared deals do not.", "独自成交的交易计入；分成的交易不计入。"));
        } else if (split) {
            sentences.add(say("Only your shares of shared deals count.", "只计入分成交易中您的份额。"));
        }
        if (selection.roles().contains(CreditSelection.Role.OVERLAY)) {
            sentences.add(say("Deals you support as a specialist count.", "您以专家身份支持的交易计入。"));
        }
        if (selection.roles().contains(CreditSelection.Role.ROLLUP)) {
            sentences.add(say("Deals of everyone below you count.", "您所有下级的交易计入。"));
        }
        return String.join(say(" ", ""), sentences);
    }

    private static String event(EventKind kind) {
        return switch (kind) {
            case BOOKING -> say("what is booked", "签约");
            case INVOICE -> say("what is invoiced", "开票");
            case COLLECTION -> say("what is collected", "回款");
            case STAGE -> say("each stage reached", "达到的每个阶段");
            case ACTIVITY -> say("each activity", "每次活动");
            case KPI -> say("each figure read", "每个考核数据");
        };
    }

    private String window(Window window) {
        return switch (window) {
            case CREDIT -> say("Each deal stands alone: what you sold before does not change its pay.",
                    "每笔交易单独计算：此前的销售不影响其报酬。");
            case PERIOD -> say("Deals add up from the first to the last day of each period of the calendar “"
                    + plan.calendar() + "”, then counting starts again.",
                    "交易在日历“" + plan.calendar() + "”的每个期间内从首日到末日累计，之后重新计算。");
            case QUARTER_TO_DATE -> say(
                    "Deals add up from the first day of the quarter; each period pays the difference.",
                    "交易从季度首日起累计；每期支付差额。");
            case YEAR_TO_DATE -> say("Deals add up from the first day of the year; each period pays the difference.",
                    "交易从年度首日起累计；每期支付差额。");
            case PLAN_TO_DATE -> say(
                    "Deals add up from your first day in the plan; each period pays the difference.",
                    "交易从您进入方案之日起累计；每期支付差额。");
        };
    }

    private List<String> quota(QuotaUse quota, io.attain.plan.language.Component component) {
        List<String> sentences = new ArrayList<>();
        String measured = new PayInWords(figures, plan, component).measured();
        sentences.add(say("Attainment is " + measured + " so far, divided by your quota for “" + quota.name() + "” "
                + (component.window().isToDate() ? "in the same time." : "in the period."),
                "达成率为累计" + measured + "除以您" + (component.window().isToDate() ? "同一时间内" : "当期") + "的“"
                        + quota.name() + "”指标。"));
        quota.ramp().ifPresent(ramp -> sentences.add(ramp(ramp)));
        switch (quota.proration()) {
            case CALENDAR_DAYS -> {
            }
            case WORKING_DAYS -> sentences
                    .add(say("For a part of the window it shrinks by working days.", "窗口不完整时指标按工作日折算。"));
            case NONE -> sentences.add(say("It stays whole also for a part of the window.", "窗口不完整时指标也不折算。"));
        }
        if (!quota.seasonal().isEmpty()) {
            List<String> weights = quota.seasonal().stream().map(Rate::toString).toList();
            sentences.add(say("The year's quota is spread over January to December by the weights "
                    + String.join(", ", weights) + ".", "年度指标按以下权重分配到一月至十二月：" + String.join("、", weights) + "。"));
        }
        return sentences;
    }

    private String ramp(Ramp ramp) {
        boolean factors = ramp.kind() == Ramp.Kind.FACTORS;
        List<String> values = ramp.values().stream()
                .map(value -> factors ? figures.rate(value) : figures.decimal(value.value())).toList();
        return say("As a newcomer your quota is " + String.join(", then ", values)
                + (factors ? " of what it is for others" : "") + ", " + switch (ramp.by()) {
                    case CALENDAR_MONTH -> "by calendar month, the first being the month you join.";
                    case ANNIVERSARY -> "by month from the day you join.";
                }, "新入职时您的指标" + switch (ramp.by()) {
                    case CALENDAR_MONTH -> "按自然月（入职当月为第一个月）";
                    case ANNIVERSARY -> "按入职日起的月份";
                } + "依次为" + (factors ? "他人的 " : " ") + String.join("、", values) + "。");
    }

    List<String> modifiers(Modifiers modifiers) {
        List<String> sentences = new ArrayList<>();
        modifiers.multipliers().forEach(multiplier -> sentences.add(switch (multiplier) {
            case Multiplier.ByFigure by -> {
                String steps = by.steps().stream()
                        .map(step -> (step.moreThan() ? say("more than ", "超过 ") : say("from ", "达到 "))
                                + figures.decimal(step.from().value()) + " × "
                                + figures.decimal(step.factor().value()))
                        .collect(Collectors.joining(say(", ", "，")));
                yield say("What comes out is multiplied by a factor that depends on " + by.by() + ": " + steps + ".",
                        "结果乘以取决于 " + by.by() + " 的系数：" + steps + "。");
            }
            case Multiplier.ByField by -> factors(by.factors());
        }));
        modifiers.gate().ifPresent(gate -> sentences.add(say("It is paid only if " + gate.when() + "; otherwise "
                + (gate.otherwise().equals(Rate.ZERO) ? "nothing is" : figures.rate(gate.otherwise()) + " of it is")
                + ".",
                "仅在满足 " + gate.when() + " 时支付；否则"
                        + (gate.otherwise().equals(Rate.ZERO) ? "不支付" : "支付其 " + figures.rate(gate.otherwise()))
                        + "。")));
        modifiers.lineCap().ifPresent(cap -> sentences.add(say("No single deal pays more than " + limit(cap) + ".",
                "单笔交易最多支付 " + limit(cap) + "。")));
        modifiers.floor().ifPresent(floor -> sentences.add(say("It pays at least " + limit(floor.limit())
                + (floor.guaranteed() ? ", whether or not the condition holds" : "") + ".",
                "至少支付 " + limit(floor.limit()) + (floor.guaranteed() ? "，无论条件是否满足" : "") + "。")));
        modifiers.cap().ifPresent(cap -> sentences.add(say("It pays at most " + limit(cap) + ".",
                "最多支付 " + limit(cap) + "。")));
        return sentences;
    }

    private String factors(RateTable table) {
        String rows = table.rows().stream().map(row -> row.when().entrySet().stream()
                .map(condition -> condition.getKey() + " " + condition.getValue())
                .collect(Collectors.joining(say(" and ", " 且 "))) + " × " + figures.decimal(row.rate().value()))
                .collect(Collectors.joining(say(", ", "，")));
        String otherwise = figures.decimal(table.otherwise().value());
        return say("What a deal pays is multiplied: " + rows + ", anything else × " + otherwise + ".",
                "每笔交易的报酬乘以系数：" + rows + "，其余 × " + otherwise + "。");
    }

    private String limit(Limit limit) {
        return switch (limit) {
            case Limit.Amount amount -> money(amount.amount());
            case Limit.OfTarget ofTarget -> say(figures.rate(ofTarget.share()) + " of target",
                    "目标的 " + figures.rate(ofTarget.share()));
        };
    }

    List<String> payment(Payment payment) {
        List<String> sentences = new ArrayList<>();
        switch (payment.on()) {
            case BOOKING -> {
            }
            case INVOICE -> sentences.add(say("It is paid as far as the deal is invoiced.", "随开票进度支付。"));
            case COLLECTION -> sentences.add(say("It is paid as far as the customer has paid.", "随客户回款进度支付。"));
        }
        payment.holdback().ifPresent(holdback -> sentences.add(say(figures.rate(holdback.share())
                + " is held back for " + holdback.days() + " days.",
                "其中 " + figures.rate(holdback.share()) + " 留存 " + holdback.days() + " 天。")));
        Clawback clawback = payment.clawback();
        if (!clawback.equals(Clawback.DEFAULT)) {
            sentences.add(say("If a deal is returned" + clawback.days().map(days -> " within " + days + " days")
                    .orElse("") + ", " + switch (clawback.takes()) {
                        case EARNED -> "what it earned is taken back";
                        case RECOMPUTED -> "everything is computed again without it, and the difference is taken back";
                        case PAID -> "what was already paid for it is taken back";
                        case UNSERVED_TERM -> "what it earned is taken back for the part of the term"
                                + clawback.termMonths().map(months -> " of " + months + " months").orElse("")
                                + " that is not served";
                    } + (clawback.falls() ? ", and your attainment falls." : "."),
                    clawback.days().map(days -> "交易在 " + days + " 天内退货的，").orElse("交易退货的，")
                            + switch (clawback.takes()) {
                                case EARNED -> "收回其所得";
                                case RECOMPUTED -> "扣除该交易重新计算，收回差额";
                                case PAID -> "收回其已支付的部分";
                                case UNSERVED_TERM -> clawback.termMonths().map(months -> "按 " + months + " 个月期限中")
                                        .orElse("按期限中") + "未服务的部分收回其所得";
                            } + (clawback.falls() ? "，并相应降低达成率。" : "。")));
        }
        return sentences;
    }

    /** What holds for the plan as a whole. */
    List<String> ofPlan() {
        PlanPay pay = plan.pay();
        List<String> sentences = new ArrayList<>();
        pay.cap().ifPresent(cap -> sentences.add(say("All of it together pays at most " + limit(cap) + " in a period.",
                "各项合计每期最多支付 " + limit(cap) + "。")));
        pay.budget().ifPresent(budget -> sentences.add(say("Everyone in the plan together is paid at most "
                + money(budget) + " in a period; beyond it all awards shrink alike.",
                "方案全体每期合计最多支付 " + money(budget) + "；超出时所有人同比例缩减。")));
        pay.draw().ifPresent(draw -> sentences.addAll(draw(draw)));
        switch (plan.conversion()) {
            case EVENT_DATE -> {
            }
            case PERIOD_AVERAGE -> sentences
                    .add(say("Other currencies are converted at the average rate of the period.",
                            "其他币种按期间平均汇率折算。"));
            case PERIOD_END -> sentences.add(say(
                    "Other currencies are converted at the rate of the period's last day.", "其他币种按期末汇率折算。"));
        }
        return sentences;
    }

    private List<String> draw(Draw draw) {
        List<String> sentences = new ArrayList<>();
        sentences.add(switch (draw.kind()) {
            case RECOVERABLE -> say("You are advanced up to " + limit(draw.amount())
                    + " a period; what was advanced is recovered from later pay above it.",
                    "每期预支至 " + limit(draw.amount()) + "；预支部分从以后超出该额度的薪酬中扣回。");
            case NON_RECOVERABLE -> say("You are guaranteed " + limit(draw.amount())
                    + " a period; it is never recovered.", "每期保底 " + limit(draw.amount()) + "；不扣回。");
        });
        if (!draw.ramp().isEmpty()) {
            List<String> factors = draw.ramp().stream().map(figures::rate).toList();
            sentences.add(say("By month of tenure that is " + String.join(", then ", factors) + " of it.",
                    "按在职月份依次为该额度的 " + String.join("、", factors) + "。"));
        }
        draw.months().ifPresent(months -> sentences.add(say("It holds for your first " + months + " months.",
                "在您入职的前 " + months + " 个月内有效。")));
        draw.recovery().atMost().ifPresent(most -> sentences
                .add(say("A period recovers at most " + figures.rate(most) + " of what lies above the draw.",
                        "每期最多扣回超出额度部分的 " + figures.rate(most) + "。")));
        if (draw.recovery().afterMonths() > 0) {
            sentences.add(say("Recovery begins after " + draw.recovery().afterMonths() + " months.",
                    "入职 " + draw.recovery().afterMonths() + " 个月后开始扣回。"));
        }
        if (draw.proration() != Proration.CALENDAR_DAYS) {
            sentences.add(draw.proration() == Proration.NONE
                    ? say("It stays whole also for a part of a period.", "期间不完整时也不折算。")
                    : say("For a part of a period it shrinks by working days.", "期间不完整时按工作日折算。"));
        }
        return sentences;
    }

    private String money(Rate amount) {
        return plan.currency().getCurrencyCode() + " " + figures.decimal(amount.value());
    }
}
