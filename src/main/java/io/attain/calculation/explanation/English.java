package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.engine.DerivationStep.AtTier;
import io.attain.calculation.engine.DerivationStep.Counting;
import io.attain.calculation.engine.DerivationStep.Figure;
import io.attain.calculation.engine.QuotaPart;
import io.attain.plan.language.Clawback;
import io.attain.shared.DateRange;

/** Facts in English. */
final class English {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Currency currency;

    English(Currency currency) {
        this.currency = currency;
    }

    String of(Fact fact) {
        return switch (fact) {
            case Fact.Event event -> event(event);
            case Fact.Credited credited -> credited(credited);
            case Fact.Converted converted -> "%s is %s in the currency of the plan.".formatted(
                    Written.money(converted.from()), Written.money(converted.to()));
            case Fact.ByPlan plan -> "“%s” of the plan “%s” pays for it, as of version %s.".formatted(
                    plan.component().in(Locale.ENGLISH), plan.plan().in(Locale.ENGLISH), plan.version());
            case Fact.QuotaMade made -> "The quota is %s: %s.".formatted(amount(made.money(), made.quota()),
                    made.parts().stream().map(part -> part(made.money(), part)).collect(Collectors.joining(" + ")));
            case Fact.Derived derived -> of(derived.step());
            case Fact.Corrects corrects -> ("The period of %s was computed again: it comes to %s now, %s was posted, "
                    + "the difference is %s.").formatted(range(corrects.period()), Written.money(corrects.now()),
                            Written.money(corrects.posted()), Written.money(corrects.difference()));
            case Fact.Comes comes -> "The line comes to %s.".formatted(Written.money(comes.amount()));
            case Fact.PaidWhen when -> "It may be paid %s%s.".formatted(switch (when.on()) {
                case BOOKING -> "once it is earned";
                case INVOICE -> "as far as the deal is invoiced";
                case COLLECTION -> "as far as the customer has paid";
            }, when.heldBack().signum() == 0
                    ? ""
                    : "; %s of it is kept back for another %d days".formatted(Written.percent(when.heldBack()),
                            when.days()));
            case Fact.Stands stands ->
                "At the end of the period %s of it may be paid, %s waits for invoice or cash, %s is kept back."
                        .formatted(Written.money(stands.payable()), Written.money(stands.uncollected()),
                                Written.money(stands.heldBack()));
            case Fact.Holds holds -> "Of all that is payable, %s is held%s until it is decided.".formatted(
                    Written.money(holds.amount()), holds.cause().map(cause -> " for " + cause).orElse(""));
            case Fact.Posted posted ->
                "With the other lines of the period, %s went to the account “%s” of the ledger (%s)."
                        .formatted(Written.money(posted.amount()), words(posted.account()), words(posted.transfer()));
        };
    }

    private static String event(Fact.Event event) {
        String what = event.product().isEmpty() ? "" : ", " + event.product();
        String whom = event.account().isEmpty() ? "" : " for " + event.account();
        String happened = switch (event.event()) {
            case "booking" -> "was won";
            case "invoice" -> "was invoiced";
            case "collection" -> "was paid by the customer";
            case "return" -> "was returned";
            case "stage" -> "reached its stage";
            case "activity" -> "was done";
            case "kpi" -> "was read";
            default -> "happened";
        };
        return "%s%s%s %s on %s%s.".formatted(event.id(), what, whom, happened, event.date().format(DAY),
                event.of().isEmpty() ? "" : "; it belongs to " + event.of());
    }

    private static String credited(Fact.Credited credited) {
        String share = Written.percent(credited.share());
        String amount = Written.money(credited.amount());
        return switch (credited.role()) {
            case "direct" -> credited.share().compareTo(BigDecimal.ONE) == 0
                    ? "All of it is credited to you by the rule “%s”: %s.".formatted(credited.rule(), amount)
                    : "%s of it is credited to you by the rule “%s”: %s.".formatted(share, credited.rule(), amount);
            case "split" -> "By the agreed split%s, %s of it is credited to you: %s.".formatted(
                    credited.splitVersion() > 0 ? ", version " + credited.splitVersion() : "", share, amount);
            case "overlay" -> "Beside the seller, %s of it is credited to you by the rule “%s”: %s.".formatted(share,
                    credited.rule(), amount);
            default -> "%s of it was credited to people below you: %s.".formatted(share, amount);
        };
    }

    private String part(boolean money, QuotaPart part) {
        String days = range(part.days());
        String whole = part.numerator().equals(part.denominator())
                ? ""
                : " × %s/%s".formatted(part.numerator(), part.denominator());
        String ramp = part.rampMonth().map(month -> part.factor().compareTo(BigDecimal.ONE) == 0
                ? " (month %d of the ramp)".formatted(month)
                : " × %s (month %d of the ramp)".formatted(Written.percent(part.factor()), month)).orElse("");
        return "%s%s%s for %s".formatted(amount(money, part.agreed()), ramp, whole, days);
    }

    private String of(DerivationStep step) {
        return switch (step) {
            case DerivationStep.Alone alone -> "It counts %s.".formatted(counted(alone.what(), alone.counted()));
            case DerivationStep.Counted counted -> "It counts %s: %s went from %s to %s.".formatted(
                    counted(counted.what(), counted.counted()), name(counted.what()),
                    counted(counted.what(), counted.before()), counted(counted.what(), counted.after()));
            case DerivationStep.WholeWindow window -> "Over the whole window, %s came to %s.".formatted(
                    name(window.what()), counted(window.what(), window.measure()));
            case DerivationStep.Attained attained -> "%s of a quota of %s is %s.".formatted(
                    counted(attained.what(), attained.measure()), counted(attained.what(), attained.quota()),
                    Written.percent(attained.attainment()));
            case DerivationStep.LookedUp found -> found(found);
            case DerivationStep.Sliced sliced -> "%s%s, at %s: %s.".formatted(counted(sliced.what(), sliced.part()),
                    in(sliced.what(), sliced.tier()), rate(sliced.what(), sliced.tier()), money(sliced.exact()));
            case DerivationStep.WholeAtTier whole -> "The window%s, which pays on all of it: %s at %s is %s.".formatted(
                    whole.tier().of() > 1 ? " reached" + tier(whole.what(), whole.tier()) : " has one rate",
                    counted(whole.what(), whole.counted()), rate(whole.what(), whole.tier()), money(whole.exact()));
            case DerivationStep.StepReached reached -> "The step %s %s is reached%s: %s.".formatted(
                    reached.moreThan() ? "beyond" : "at",
                    boundary(reached.what(), reached.onAttainment(), reached.from()),
                    reached.replaces() ? ", the highest one" : "", money(reached.amount()));
            case DerivationStep.NoStepReached none -> "The first step, %s, is not reached; nothing is paid.".formatted(
                    boundary(none.what(), none.onAttainment(), none.from()));
            case DerivationStep.OnCurve curve -> curve.attainment().isEmpty()
                    ? "There is no quota, so the curve pays nothing."
                    : "At %s the curve pays %s of the target of %s: %s.".formatted(
                            Written.percent(curve.attainment().get()), Written.percent(curve.share()),
                            money(curve.target()), money(curve.share().multiply(curve.target())));
            case DerivationStep.ScoreCard card -> card(card);
            case DerivationStep.CellRead cell -> cell(cell);
            case DerivationStep.Computed computed -> "The formula %s with %s comes to %s.".formatted(
                    computed.formula(), figures(computed.figures()), computed.result().map(this::money)
                            .orElse("nothing, for a figure is missing"));
            case DerivationStep.Ranked ranked -> ranked(ranked);
            case DerivationStep.Pooled pooled -> pooled.weights().signum() == 0
                    ? "Nobody has a part in the fund of %s.".formatted(money(pooled.fund()))
                    : "The fund of %s is shared by %d; %s of %s is %s.".formatted(money(pooled.fund()),
                            pooled.members(), Written.plain(pooled.weight()), Written.plain(pooled.weights()),
                            money(pooled.share()));
            case DerivationStep.MultipliedByFigure by -> "Multiplier by %s (%s): × %s.".formatted(by.formula(),
                    by.reached().map(Written::plain).orElse("not known, so it stays as it is"),
                    Written.plain(by.factor()));
            case DerivationStep.MultipliedByField by -> "Multiplier for %s: × %s.".formatted(
                    by.row() == 0 ? "anything else (%s)".formatted(conditions(by.when())) : conditions(by.when()),
                    Written.plain(by.factor()));
            case DerivationStep.Gated gated -> "The condition %s (%s) %s: × %s.".formatted(gated.formula(),
                    figures(gated.figures()), gated.passed() ? "holds" : "does not hold",
                    Written.percent(gated.factor()));
            case DerivationStep.Rounded rounded -> rounded.exact().compareTo(rounded.amount()) == 0
                    ? "Together that is %s.".formatted(money(rounded.amount()))
                    : "Together %s, rounded half-up to %s.".formatted(money(rounded.exact()),
                            money(rounded.amount()));
            case DerivationStep.Cut cut -> cut(cut);
            case DerivationStep.LessEarlier less -> "%s was paid for it in earlier periods; this is the difference."
                    .formatted(money(less.earlier()));
            case DerivationStep.NotTakenBack kept -> "What was paid for a step is not taken back.";
            case DerivationStep.TakenBack taken -> taken(taken);
            case DerivationStep.ComputedAgain again -> ("The return lowers its sale from %s to %s. Computed again, the "
                    + "window comes to %s instead of %s.").formatted(counted(again.what(), again.before()),
                            counted(again.what(), again.left()), money(again.with()), money(again.without()));
            case DerivationStep.TooLate late -> "It came back after %d days; after %d nothing is taken back.".formatted(
                    late.days(), late.window());
            case DerivationStep.ToFloor floor -> ("The floor of the component is %s, it earned %s: %s%s.").formatted(
                    money(floor.limit()), money(floor.without()),
                    floor.held() ? "what is missing is added" : "but its condition does not hold",
                    floor.earlier().signum() == 0
                            ? ""
                            : ", less the %s added before".formatted(money(floor.earlier())));
            case DerivationStep.OverCap over ->
                ("With earlier periods the component comes to %s, its cap is %s; %s was "
                        + "cut of this period's lines, the rest is taken here.").formatted(money(over.window()),
                                money(over.limit()), money(over.cut()));
            case DerivationStep.NoLongerPaid no ->
                "The plan as it is now pays nothing for the window; %s paid before is taken back."
                        .formatted(money(no.earlier()));
        };
    }

    private String found(DerivationStep.LookedUp found) {
        String rate = found.perUnit() ? money(found.rate()) + " each" : Written.percent(found.rate());
        if (found.row() < 0) {
            return "The rate is %s.".formatted(rate);
        }
        return found.row() == 0
                ? "The table says %s for anything else (%s).".formatted(rate, conditions(found.when()))
                : "Row %d of the table, %s, says %s.".formatted(found.row(), conditions(found.when()), rate);
    }

    private String in(Counting what, AtTier tier) {
        return tier.of() > 1 ? " in" + tier(what, tier) : "";
    }

    private String tier(Counting what, AtTier tier) {
        return " tier %d (from %s)".formatted(tier.number(), boundary(what, tier.onAttainment(), tier.from()));
    }

    private String rate(Counting what, AtTier tier) {
        boolean plain = tier.factor().filter(factor -> factor.compareTo(BigDecimal.ONE) != 0).isEmpty();
        return plain || tier.base().isEmpty()
                ? rate(what, tier.rate())
                : "%s × %s".formatted(rate(what, tier.base().get()), Written.plain(tier.factor().get()));
    }

    private String rate(Counting what, BigDecimal rate) {
        return what.isMoney() ? Written.percent(rate) : money(rate) + " each";
    }

    private String boundary(Counting what, boolean onAttainment, BigDecimal from) {
        return onAttainment ? Written.percent(from) + " of quota" : counted(what, from);
    }

    private String card(DerivationStep.ScoreCard card) {
        return "%s: in all %s%s of the target of %s.".formatted(card.scores().stream()
                .map(one -> "%s %s scores %s × weight %s".formatted(one.name().in(Locale.ENGLISH),
                        one.actual().map(Written::plain).orElse("never read"), Written.percent(one.score()),
                        Written.percent(one.weight())))
                .collect(Collectors.joining("; ")), Written.percent(card.total()),
                card.cap().filter(cap -> cap.compareTo(card.total()) == 0).isPresent() ? ", its cap," : "",
                money(card.target()));
    }

    private String cell(DerivationStep.CellRead cell) {
        String where = "Row %s (%s) and column %s (%s) of the matrix".formatted(step(cell.row()),
                cell.rowFigure().map(Written::plain).orElse("not known"), step(cell.column()),
                cell.columnFigure().map(Written::plain).orElse("not known"));
        return switch (cell.pays()) {
            case RATE -> "%s pay %s on it: %s.".formatted(where, Written.percent(cell.cell()),
                    money(cell.cell().multiply(cell.base())));
            case AMOUNT -> "%s pay %s.".formatted(where, money(cell.cell()));
            case TARGET_SHARE -> "%s pay %s of the target of %s: %s.".formatted(where, Written.percent(cell.cell()),
                    money(cell.base()), money(cell.cell().multiply(cell.base())));
        };
    }

    private static String step(int number) {
        return number == 0 ? "none" : Integer.toString(number);
    }

    private String ranked(DerivationStep.Ranked ranked) {
        String reached = counted(ranked.what(), ranked.measure());
        if (ranked.place() == 0) {
            return "With %s you are not ranked.".formatted(reached);
        }
        return ranked.tied() == 1
                ? "With %s you are number %d of %d, which brings %s.".formatted(reached, ranked.place(),
                        ranked.ranked(), money(ranked.share()))
                : "With %s, %d of you are number %d of %d and share the prizes of their places, %s: %s.".formatted(
                        reached, ranked.tied(), ranked.place(), ranked.ranked(), money(ranked.prizes()),
                        money(ranked.share()));
    }

    private String cut(DerivationStep.Cut cut) {
        String by = switch (cut.by()) {
            case LINE -> "A line pays at most %s";
            case COMPONENT -> "The component pays at most %s in the window";
            case PLAN -> "The plan pays at most %s in the period";
            case BUDGET -> "The budget of %s is shared by everyone in the plan";
        };
        return "%s: cut from %s to %s.".formatted(by.formatted(money(cut.limit())), money(cut.from()),
                money(cut.amount()));
    }

    private String taken(DerivationStep.TakenBack taken) {
        String returned = money(taken.returnedNow().subtract(taken.returnedBefore()));
        String before = taken.returnedBefore().signum() == 0
                ? ""
                : ", after %s of it before".formatted(money(taken.returnedBefore()));
        String what = "%s of %s came back%s. The sale had kept %s".formatted(returned, money(taken.whole()), before,
                money(taken.kept()));
        String how = taken.takes() == Clawback.Takes.UNSERVED_TERM
                ? "; %d of %d days of its term are not served".formatted(taken.unservedDays().orElse(0L),
                        taken.termDays().orElse(0L))
                : "";
        String earlier = taken.earlier().signum() == 0
                ? ""
                : "; %s was taken before".formatted(money(taken.earlier().negate()));
        return "%s%s%s: %s is taken back.".formatted(what, how, earlier,
                money(taken.after(BigDecimal.ZERO).negate()));
    }

    private static String figures(List<Figure> figures) {
        return figures.isEmpty()
                ? "no figures"
                : figures.stream()
                        .map(figure -> figure.name() + " = "
                                + (figure.value().isEmpty() ? "not known" : figure.value()))
                        .collect(Collectors.joining(", "));
    }

    private static String conditions(Map<String, String> when) {
        return when.isEmpty()
                ? "everything"
                : when.entrySet().stream()
                        .map(one -> one.getKey() + " " + Optional.of(one.getValue()).filter(text -> !text.isEmpty())
                                .orElse("none"))
                        .collect(Collectors.joining(", "));
    }

    private String money(BigDecimal major) {
        return Written.money(major, currency);
    }

    private String amount(boolean money, BigDecimal amount) {
        return money ? money(amount) : Written.plain(amount);
    }

    private String counted(Counting what, BigDecimal number) {
        return what.isMoney() ? money(number) : Written.plain(number) + switch (what) {
            case QUANTITY -> " units";
            case COUNT -> " events";
            case DISTINCT -> " different values";
            case POINTS -> " points";
            case ATTRIBUTE, AMOUNT, MARGIN, AMOUNT_LESS_COMMISSION_BELOW -> "";
        };
    }

    private static String name(Counting what) {
        return switch (what) {
            case AMOUNT -> "credited sales";
            case MARGIN -> "credited margin";
            case AMOUNT_LESS_COMMISSION_BELOW -> "sales less the commission below";
            case QUANTITY -> "the quantity";
            case COUNT -> "the number of events";
            case DISTINCT -> "the number of different values";
            case ATTRIBUTE -> "the measure";
            case POINTS -> "the points";
        };
    }

    private static String words(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String range(DateRange range) {
        return range.isOpenEnded() ? "since " + day(range.from()) : day(range.from()) + " to " + day(range.lastDay());
    }

    private static String day(LocalDate day) {
        return day.format(DAY);
    }
}
