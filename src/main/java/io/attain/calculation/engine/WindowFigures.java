package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import io.attain.calculation.engine.Participation.Figures;
import io.attain.plan.language.Component;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Proration;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.Ramp;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * Quota and target pay of every component over its window, from what was agreed: Σ over versions and agreed figures of
 * value × days in the plan ÷ days of the figure's own window, spread by season, ramped by tenure; rounded half-up once.
 */
public final class WindowFigures {

    /** The days on which someone is in one version of a plan; they may begin long before the period. */
    public record Version(PlanDefinition definition, DateRange days) {}

    /** A stretch of days within one month of tenure. */
    private record Piece(DateRange days, DateRange month, int tenure) {}

    private final List<Version> versions;
    private final List<DatedFigure> figures;
    private final LocalDate joined;
    private final DateRange period;
    private final Predicate<LocalDate> isWorkingDay;

    /**
     * @param versions     of one plan, in order of time
     * @param figures      the participant's quotas and target variable pay
     * @param joined       the first day of tenure; the first day in the plan where left out
     * @param isWorkingDay for proration by working days
     */
    public WindowFigures(List<Version> versions, List<DatedFigure> figures, Optional<LocalDate> joined,
            DateRange period, Predicate<LocalDate> isWorkingDay) {
        this.versions = List.copyOf(versions);
        this.figures = List.copyOf(figures);
        this.joined = joined.orElse(versions.getFirst().days().from());
        this.period = period;
        this.isWorkingDay = isWorkingDay;
    }

    /** By component id. */
    public Map<String, Figures> byComponent() {
        Set<String> ids = new LinkedHashSet<>();
        versions.forEach(version -> version.definition().components().forEach(component -> ids.add(component.id())));
        Map<String, Figures> byComponent = new LinkedHashMap<>();
        for (String id : ids) {
            DateRange window = new DateRange(since(id), period.to());
            byComponent.put(id, new Figures(quota(id, window), target(id, window),
                    Math.toIntExact(window.from().toEpochDay())));
        }
        return byComponent;
    }

    /** The target variable pay over the days of the period in the plan, in minor units. */
    public long target() {
        Fraction sum = Fraction.ZERO;
        for (Version version : versions) {
            sum = sum.plus(target(version, period, Rate.ONE));
        }
        return sum.rounded();
    }

    /**
     * The first day of a window.
     *
     * @param firstInPlan the first day in the plan
     */
    public static LocalDate firstDay(Window window, DateRange period, LocalDate firstInPlan) {
        LocalDate last = period.lastDay();
        LocalDate first = switch (window) {
            case CREDIT -> period.from();
            case PERIOD -> period.from();
            case QUARTER_TO_DATE -> last.with(last.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
            case YEAR_TO_DATE -> last.withDayOfYear(1);
            case PLAN_TO_DATE -> firstInPlan;
        };
        return first.isBefore(period.from()) ? first : period.from();
    }

    private LocalDate since(String id) {
        Window window = Window.PERIOD;
        for (Version version : versions) {
            window = version.definition().component(id).map(Component::window).orElse(window);
        }
        return firstDay(window, period, versions.getFirst().days().from());
    }

    private long quota(String id, DateRange window) {
        Fraction sum = Fraction.ZERO;
        for (int v = 0; v < versions.size(); v++) {
            Optional<Component> component = versions.get(v).definition().component(id);
            for (QuotaPart part : partsOf(v, id, window)) {
                sum = sum.plus(part.exact().times(Fraction.of(
                        BigDecimal.ONE.movePointRight(digits(versions.get(v), component.orElseThrow())))));
            }
        }
        return sum.rounded();
    }

    /** What a component's quota over its window is made of; rounded half-up once, their sum is the quota. */
    public List<QuotaPart> quotaParts(String id) {
        DateRange window = new DateRange(since(id), period.to());
        List<QuotaPart> parts = new ArrayList<>();
        for (int v = 0; v < versions.size(); v++) {
            parts.addAll(partsOf(v, id, window));
        }
        return parts;
    }

    private List<QuotaPart> partsOf(int version, String id, DateRange window) {
        Optional<QuotaUse> use = versions.get(version).definition().component(id).flatMap(Component::quota);
        return use.flatMap(quota -> days(version, quota.proration(), window).intersect(window)
                .map(days -> parts(quota, days))).orElse(List.of());
    }

    private static int digits(Version version, Component component) {
        return component.measure().isMoney()
                ? version.definition().currency().getDefaultFractionDigits()
                : Measure.DECIMALS;
    }

    /** Without proration the first version reaches back to the start of the window, and the last to its end. */
    private DateRange days(int version, Proration proration, DateRange window) {
        DateRange days = versions.get(version).days();
        if (proration != Proration.NONE) {
            return days;
        }
        LocalDate from = version == 0 && window.from().isBefore(days.from()) ? window.from() : days.from();
        LocalDate to = version == versions.size() - 1 && window.to().isAfter(days.to()) ? window.to() : days.to();
        return new DateRange(from, to);
    }

    private Fraction quota(QuotaUse use, DateRange days) {
        return parts(use, days).stream().map(QuotaPart::exact).reduce(Fraction.ZERO, Fraction::plus);
    }

    private List<QuotaPart> parts(QuotaUse use, DateRange days) {
        List<QuotaPart> parts = new ArrayList<>();
        for (Piece piece : pieces(use, days)) {
            Optional<Ramp> ramp = use.ramp().filter(given -> piece.tenure() <= given.values().size());
            Optional<Integer> month = ramp.map(given -> piece.tenure());
            if (ramp.isPresent() && ramp.get().kind() == Ramp.Kind.AMOUNTS) {
                Fraction part = part(use, piece.days(), piece.month());
                parts.add(new QuotaPart(use.name(), piece.days(),
                        ramp.get().values().get(piece.tenure() - 1).value(), month, BigDecimal.ONE, part.numerator(),
                        part.denominator()));
                continue;
            }
            BigDecimal factor = ramp.map(given -> given.values().get(piece.tenure() - 1).value())
                    .orElse(BigDecimal.ONE);
            for (DatedFigure figure : figures) {
                Optional<DateRange> both = figure.window().intersect(piece.days());
                if (figure.name().equals(use.name()) && both.isPresent()) {
                    Fraction part = part(use, both.get(), figure.window());
                    parts.add(new QuotaPart(use.name(), both.get(), figure.value(), month, factor, part.numerator(),
                            part.denominator()));
                }
            }
        }
        return parts;
    }

    /** Months of tenure within the days, the first being 1; what comes after the ramp stays in one piece. */
    private List<Piece> pieces(QuotaUse use, DateRange days) {
        if (use.ramp().isEmpty()) {
            return List.of(new Piece(days, days, Integer.MAX_VALUE));
        }
        Ramp ramp = use.ramp().get();
        List<Piece> pieces = new ArrayList<>();
        LocalDate day = days.from();
        while (day.isBefore(days.to())) {
            int tenure = tenure(ramp, day);
            if (tenure > ramp.values().size()) {
                DateRange rest = new DateRange(day, days.to());
                pieces.add(new Piece(rest, rest, tenure));
                return pieces;
            }
            DateRange month = month(ramp, tenure);
            LocalDate end = month.to().isBefore(days.to()) ? month.to() : days.to();
            pieces.add(new Piece(new DateRange(day, end), month, tenure));
            day = end;
        }
        return pieces;
    }

    /** Before joining it is the first month still. */
    private int tenure(Ramp ramp, LocalDate day) {
        long months = switch (ramp.by()) {
            case CALENDAR_MONTH -> ChronoUnit.MONTHS.between(YearMonth.from(joined), YearMonth.from(day));
            case ANNIVERSARY -> {
                long begun = ChronoUnit.MONTHS.between(joined, day);
                yield joined.plusMonths(begun + 1).isAfter(day) ? begun : begun + 1;
            }
        };
        return (int) Math.max(1, months + 1);
    }

    private DateRange month(Ramp ramp, int tenure) {
        return switch (ramp.by()) {
            case CALENDAR_MONTH -> {
                YearMonth month = YearMonth.from(joined).plusMonths(tenure - 1L);
                yield new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
            }
            case ANNIVERSARY -> new DateRange(joined.plusMonths(tenure - 1L), joined.plusMonths(tenure));
        };
    }

    /** Which part of the whole the days are: by calendar days, working days or season. */
    private Fraction part(QuotaUse use, DateRange days, DateRange whole) {
        if (!use.seasonal().isEmpty()) {
            return bySeason(use, days).dividedBy(bySeason(use, whole));
        }
        ToLongFunction<DateRange> count = use.proration() == Proration.WORKING_DAYS
                ? this::workingDays
                : DateRange::days;
        long all = count.applyAsLong(whole);
        return all == 0 ? Fraction.ZERO : Fraction.of(count.applyAsLong(days), all);
    }

    private long workingDays(DateRange range) {
        return range.from().datesUntil(range.to()).filter(isWorkingDay).count();
    }

    private static Fraction bySeason(QuotaUse use, DateRange range) {
        Fraction sum = Fraction.ZERO;
        for (YearMonth month = YearMonth.from(range.from()); month.atDay(1).isBefore(range.to()); month = month
                .plusMonths(1)) {
            DateRange days = new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
            long part = days.intersect(range).map(DateRange::days).orElse(0L);
            sum = sum.plus(Fraction.of(use.seasonal().get(month.getMonthValue() - 1).value())
                    .times(Fraction.of(part, days.days())));
        }
        return sum;
    }

    private long target(String id, DateRange window) {
        Fraction sum = Fraction.ZERO;
        for (Version version : versions) {
            Optional<Component> component = version.definition().component(id);
            if (component.isPresent()) {
                Limit target = component.get().target().orElse(new Limit.OfTarget(Rate.ONE));
                sum = sum.plus(switch (target) {
                    case Limit.OfTarget share -> target(version, window, share.share());
                    case Limit.Amount amount -> version.days().intersect(window)
                            .map(days -> Fraction.of(minor(version, amount.amount().value()))
                                    .times(Fraction.of(days.days(), window.days())))
                            .orElse(Fraction.ZERO);
                });
            }
        }
        return sum.rounded();
    }

    private Fraction target(Version version, DateRange window, Rate share) {
        Fraction sum = Fraction.ZERO;
        for (DatedFigure figure : figures) {
            Optional<DateRange> days = version.days().intersect(window).flatMap(figure.window()::intersect);
            if (figure.name().equals(DatedFigure.TARGET) && days.isPresent()) {
                sum = sum.plus(Fraction.of(minor(version, figure.value().multiply(share.value())))
                        .times(Fraction.of(days.get().days(), figure.window().days())));
            }
        }
        return sum;
    }

    private static BigDecimal minor(Version version, BigDecimal major) {
        return major.movePointRight(version.definition().currency().getDefaultFractionDigits());
    }
}
