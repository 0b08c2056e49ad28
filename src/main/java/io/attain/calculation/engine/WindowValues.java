package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.calculation.engine.Calculation.Sheet;
import io.attain.plan.formula.Values;

/** The figures of a component's window, and of the others of the plan: money in major units. */
final class WindowValues implements Values {

    /** Any quotient is cut toward zero at 34 digits. */
    static final MathContext QUOTIENT = new MathContext(34, RoundingMode.DOWN);

    private final Calculation calculation;
    private final Sheet sheet;
    private final Tally tally;

    WindowValues(Calculation calculation, Sheet sheet, Tally tally) {
        this.calculation = calculation;
        this.sheet = sheet;
        this.tally = tally;
    }

    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, QUOTIENT);
    }

    /** Measure ÷ quota; none where there is no quota. */
    static Optional<BigDecimal> attainment(Tally tally, long measure) {
        return tally.track.hasQuota()
                ? Optional.of(quotient(BigDecimal.valueOf(measure), BigDecimal.valueOf(tally.track.quota())))
                : Optional.empty();
    }

    @Override
    public Optional<BigDecimal> number(String name) {
        return switch (name) {
            case "target" -> Optional.of(money(tally, tally.track.figures().target()));
            case "tenure" -> tally.payee.tenure(LocalDate.ofEpochDay((long) calculation.periodTo() - 1))
                    .map(BigDecimal::valueOf);
            case "earned" -> Optional.of(money(tally, tally.gross));
            default -> figure(name, tally);
        };
    }

    @Override
    public String text(String name) {
        return switch (name) {
            case "team" -> tally.payee.team();
            case "role" -> tally.payee.role();
            default -> "";
        };
    }

    @Override
    public Optional<LocalDate> date(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<BigDecimal> number(String function, String argument) {
        return function.equals("kpi")
                ? reading(argument)
                : sheet.tally(tally.p, argument).flatMap(other -> {
                    // What counts sales less the commission below is measured late; whoever looks at it needs it now.
                    calculation.measureForContest(other);
                    return figure(function, other);
                });
    }

    private static Optional<BigDecimal> figure(String name, Tally of) {
        return switch (name) {
            case "measure" -> Optional.of(BigDecimal.valueOf(of.total, of.last.measureDigits));
            case "attainment" -> attainment(of, of.total);
            case "quota" -> of.track.hasQuota()
                    ? Optional.of(BigDecimal.valueOf(of.track.quota(), of.last.measureDigits))
                    : Optional.empty();
            case "earned" -> Optional.of(money(of, of.earned));
            default -> Optional.empty();
        };
    }

    private static BigDecimal money(Tally of, long minor) {
        return BigDecimal.valueOf(minor, of.last.currencyDigits);
    }

    /** The latest in the window; of several on its day the last. */
    private Optional<BigDecimal> reading(String name) {
        long since = tally.since(calculation.periodFrom());
        Optional<Reading> latest = Optional.empty();
        for (Reading reading : tally.payee.readings()) {
            long day = reading.day().toEpochDay();
            if (reading.name().equals(name) && day >= since && day < calculation.periodTo()
                    && (latest.isEmpty() || !reading.day().isBefore(latest.get().day()))) {
                latest = Optional.of(reading);
            }
        }
        return latest.map(Reading::value);
    }
}
