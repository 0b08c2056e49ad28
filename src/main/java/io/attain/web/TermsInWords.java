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
            sentences.add("What counts is " + selection.events().stream().map(TermsInWords::event)
                    .collect(Collectors.joining(" and ")) + ".");
        }
        selection.where().ifPresent(where -> sentences.add("Only this counts: " + where + "."));
        selection.customerMonths().ifPresent(months -> sentences
                .add("Only the first " + months + " months of a customer count, from its first deal on."));
        if (selection.afterLeaving()) {
            sentences.add("What is dated after you leave still counts.");
        }
        sentences.add(window(component.window()));
        component.quota().ifPresent(quota -> sentences.addAll(quota(quota, component)));
        component.target().ifPresent(target -> sentences.add("Your target for this is " + switch (target) {
            case Limit.Amount amount -> money(amount.amount());
            case Limit.OfTarget share -> figures.rate(share.share()) + " of your target variable pay";
        } + "."));
        return sentences;
    }

    private static String roles(CreditSelection selection) {
        boolean direct = selection.roles().contains(CreditSelection.Role.DIRECT);
        boolean split = selection.roles().contains(CreditSelection.Role.SPLIT);
        List<String> sentences = new ArrayList<>();
        if (direct && split) {
            sentences.add("Every deal you win counts in full; a deal you share counts with your share.");
        } else if (direct) {
            sentences.add("Deals you win alone count; shared deals do not.");
        } else if (split) {
            sentences.add("Only your shares of shared deals count.");
        }
        if (selection.roles().contains(CreditSelection.Role.OVERLAY)) {
            sentences.add("Deals you support as a specialist count.");
        }
        if (selection.roles().contains(CreditSelection.Role.ROLLUP)) {
            sentences.add("Deals of everyone below you count.");
        }
        return String.join(" ", sentences);
    }

    private static String event(EventKind kind) {
        return switch (kind) {
            case BOOKING -> "what is booked";
            case INVOICE -> "what is invoiced";
            case COLLECTION -> "what is collected";
            case STAGE -> "each stage reached";
            case ACTIVITY -> "each activity";
            case KPI -> "each figure read";
        };
    }

    private String window(Window window) {
        return switch (window) {
            case CREDIT -> "Each deal stands alone: what you sold before does not change its pay.";
            case PERIOD -> "Deals add up from the first to the last day of each period of the calendar “"
                    + plan.calendar() + "”, then counting starts again.";
            case QUARTER_TO_DATE -> "Deals add up from the first day of the quarter; each period pays the difference.";
            case YEAR_TO_DATE -> "Deals add up from the first day of the year; each period pays the difference.";
            case PLAN_TO_DATE -> "Deals add up from your first day in the plan; each period pays the difference.";
        };
    }

    private List<String> quota(QuotaUse quota, io.attain.plan.language.Component component) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Attainment is " + new PayInWords(figures, plan, component).measured()
                + " so far, divided by your quota for “" + quota.name() + "” "
                + (component.window().isToDate() ? "in the same time." : "in the period."));
        quota.ramp().ifPresent(ramp -> sentences.add("As a newcomer your quota is "
                + ramp.values().stream().map(value -> ramp.kind() == Ramp.Kind.FACTORS
                        ? figures.rate(value)
                        : figures.decimal(value.value())).collect(Collectors.joining(", then "))
                + (ramp.kind() == Ramp.Kind.FACTORS ? " of what it is for others" : "") + ", "
                + switch (ramp.by()) {
                    case CALENDAR_MONTH -> "by calendar month, the first being the month you join.";
                    case ANNIVERSARY -> "by month from the day you join.";
                }));
        switch (quota.proration()) {
            case CALENDAR_DAYS -> {
            }
            case WORKING_DAYS -> sentences.add("For a part of the window it shrinks by working days.");
            case NONE -> sentences.add("It stays whole also for a part of the window.");
        }
        if (!quota.seasonal().isEmpty()) {
            sentences.add("The year's quota is spread over January to December by the weights " + quota.seasonal()
                    .stream().map(Rate::toString).collect(Collectors.joining(", ")) + ".");
        }
        return sentences;
    }

    List<String> modifiers(Modifiers modifiers) {
        List<String> sentences = new ArrayList<>();
        modifiers.multipliers().forEach(multiplier -> sentences.add(switch (multiplier) {
            case Multiplier.ByFigure by -> "What comes out is multiplied by a factor that depends on " + by.by() + ": "
                    + by.steps().stream().map(step -> (step.moreThan() ? "more than " : "from ")
                            + figures.decimal(step.from().value()) + " × " + figures.decimal(step.factor().value()))
                            .collect(Collectors.joining(", "))
                    + ".";
            case Multiplier.ByField by -> factors(by.factors());
        }));
        modifiers.gate().ifPresent(gate -> sentences.add("It is paid only if " + gate.when() + "; otherwise "
                + (gate.otherwise().equals(Rate.ZERO) ? "nothing is" : figures.rate(gate.otherwise()) + " of it is")
                + "."));
        modifiers.lineCap().ifPresent(cap -> sentences.add("No single deal pays more than " + limit(cap) + "."));
        modifiers.floor().ifPresent(floor -> sentences.add("It pays at least " + limit(floor.limit())
                + (floor.guaranteed() ? ", whether or not the condition holds" : "") + "."));
        modifiers.cap().ifPresent(cap -> sentences.add("It pays at most " + limit(cap) + "."));
        return sentences;
    }

    private String factors(RateTable table) {
        return "What a deal pays is multiplied: " + table.rows().stream().map(row -> row.when().entrySet().stream()
                .map(condition -> condition.getKey() + " " + condition.getValue())
                .collect(Collectors.joining(" and ")) + " × " + figures.decimal(row.rate().value()))
                .collect(Collectors.joining(", ")) + ", anything else × "
                + figures.decimal(table.otherwise().value()) + ".";
    }

    private String limit(Limit limit) {
        return switch (limit) {
            case Limit.Amount amount -> money(amount.amount());
            case Limit.OfTarget ofTarget -> figures.rate(ofTarget.share()) + " of target";
        };
    }

    List<String> payment(Payment payment) {
        List<String> sentences = new ArrayList<>();
        switch (payment.on()) {
            case BOOKING -> {
            }
            case INVOICE -> sentences.add("It is paid as far as the deal is invoiced.");
            case COLLECTION -> sentences.add("It is paid as far as the customer has paid.");
        }
        payment.holdback().ifPresent(holdback -> sentences.add(figures.rate(holdback.share())
                + " is held back for " + holdback.days() + " days."));
        Clawback clawback = payment.clawback();
        if (!clawback.equals(Clawback.DEFAULT)) {
            sentences.add("If a deal is returned" + clawback.days().map(days -> " within " + days + " days").orElse("")
                    + ", " + switch (clawback.takes()) {
                        case EARNED -> "what it earned is taken back";
                        case RECOMPUTED -> "everything is computed again without it, and the difference is taken back";
                        case PAID -> "what was already paid for it is taken back";
                        case UNSERVED_TERM -> "what it earned is taken back for the part of the term"
                                + clawback.termMonths().map(months -> " of " + months + " months").orElse("")
                                + " that is not served";
                    } + (clawback.falls() ? ", and your attainment falls." : "."));
        }
        return sentences;
    }

    /** What holds for the plan as a whole. */
    List<String> ofPlan() {
        PlanPay pay = plan.pay();
        List<String> sentences = new ArrayList<>();
        pay.cap().ifPresent(cap -> sentences.add("All of it together pays at most " + limit(cap) + " in a period."));
        pay.budget().ifPresent(budget -> sentences.add("Everyone in the plan together is paid at most "
                + money(budget) + " in a period; beyond it all awards shrink alike."));
        pay.draw().ifPresent(draw -> sentences.addAll(draw(draw)));
        switch (plan.conversion()) {
            case EVENT_DATE -> {
            }
            case PERIOD_AVERAGE -> sentences
                    .add("Other currencies are converted at the average rate of the period.");
            case PERIOD_END -> sentences.add("Other currencies are converted at the rate of the period's last day.");
        }
        return sentences;
    }

    private List<String> draw(Draw draw) {
        List<String> sentences = new ArrayList<>();
        sentences.add(switch (draw.kind()) {
            case RECOVERABLE -> "You are advanced up to " + limit(draw.amount())
                    + " a period; what was advanced is recovered from later pay above it.";
            case NON_RECOVERABLE -> "You are guaranteed " + limit(draw.amount()) + " a period; it is never recovered.";
        });
        if (!draw.ramp().isEmpty()) {
            sentences.add("By month of tenure that is " + draw.ramp().stream().map(figures::rate)
                    .collect(Collectors.joining(", then ")) + " of it.");
        }
        draw.months().ifPresent(months -> sentences.add("It holds for your first " + months + " months."));
        draw.recovery().atMost().ifPresent(most -> sentences
                .add("A period recovers at most " + figures.rate(most) + " of what lies above the draw."));
        if (draw.recovery().afterMonths() > 0) {
            sentences.add("Recovery begins after " + draw.recovery().afterMonths() + " months.");
        }
        if (draw.proration() != Proration.CALENDAR_DAYS) {
            sentences.add(draw.proration() == Proration.NONE
                    ? "It stays whole also for a part of a period."
                    : "For a part of a period it shrinks by working days.");
        }
        return sentences;
    }

    private String money(Rate amount) {
        return plan.currency().getCurrencyCode() + " " + figures.decimal(amount.value());
    }
}
