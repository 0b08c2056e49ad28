package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.year.Facts.Membership;
import io.attain.year.Facts.Person;
import io.attain.year.PlanTerms.DrawTerms;

/**
 * From what became payable to what is paid: payable + adjustments − clawback receivable, then the top-up, then recovery;
 * what is held leaves last.
 */
final class Settling {

    /** What someone owes: advanced by draws, and taken back beyond what there was. */
    record Owed(BigDecimal draw, BigDecimal clawback) {

        static final Owed NOTHING = new Owed(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * How a month is settled.
     *
     * @param guaranteed what a guarantee added
     * @param held       what is held of it
     */
    record Settled(BigDecimal paid, BigDecimal guaranteed, BigDecimal held, Owed owed, List<String> why) {}

    private final Facts facts;

    Settling(Facts facts) {
        this.facts = facts;
    }

    Settled of(Person person, YearMonth month, BigDecimal payable, BigDecimal hold, Owed before) {
        List<String> why = new ArrayList<>();
        boolean gone = !person.to().isAfter(month.plusMonths(1).atDay(1));
        BigDecimal net = payable;
        BigDecimal clawback = before.clawback();
        BigDecimal draw = before.draw();
        if (net.signum() < 0) {
            clawback = clawback.subtract(net);
            why.add("%s below zero is carried".formatted(net));
            net = BigDecimal.ZERO;
        } else {
            BigDecimal taken = net.min(clawback);
            clawback = clawback.subtract(taken);
            net = net.subtract(taken);
            why.add("%s of what is owed is taken".formatted(taken));
        }
        Optional<InForce> inForce = drawOf(person, month);
        BigDecimal floor = inForce.map(InForce::amount).orElse(BigDecimal.ZERO);
        BigDecimal guaranteed = BigDecimal.ZERO;
        BigDecimal excess = net.subtract(floor).max(BigDecimal.ZERO);
        BigDecimal missing = floor.subtract(net).max(BigDecimal.ZERO);
        net = net.add(missing);
        if (inForce.isPresent() && inForce.get().terms().recoverable()) {
            draw = draw.add(missing);
        } else {
            guaranteed = missing;
        }
        why.add("%s to the draw of %s".formatted(missing, floor));
        if (gone || inForce.map(InForce::recovering).orElse(true)) {
            BigDecimal most = gone || inForce.isEmpty()
                    ? excess
                    : excess.multiply(inForce.get().terms().recoverable()
                            ? inForce.get().terms().atMost()
                            : BigDecimal.ONE).setScale(2, RoundingMode.DOWN);
            BigDecimal recovered = draw.min(most).min(net.subtract(hold).max(BigDecimal.ZERO));
            draw = draw.subtract(recovered);
            net = net.subtract(recovered);
            why.add("%s of the draw is recovered of %s above it".formatted(recovered, excess));
        }
        if (gone) {
            clawback = clawback.add(draw);
            draw = BigDecimal.ZERO;
        }
        BigDecimal held = hold.min(net);
        why.add("%s is held".formatted(held));
        return new Settled(net.subtract(held), guaranteed, held, new Owed(draw, clawback), why);
    }

    private record InForce(DrawTerms terms, BigDecimal amount, boolean recovering) {}

    /** × ramp of the month of tenure × days in the plan ÷ days of the month, rounded half-up once. */
    private Optional<InForce> drawOf(Person person, YearMonth month) {
        for (Membership one : facts.memberships(person.name())) {
            Optional<DrawTerms> terms = facts.version(one.plan(), month.atEndOfMonth()).flatMap(PlanTerms::draw);
            long days = 0;
            for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
                days += one.on(day) && person.employedOn(day) ? 1 : 0;
            }
            if (terms.isPresent() && days > 0) {
                DrawTerms draw = terms.get();
                int tenure = (int) ChronoUnit.MONTHS.between(YearMonth.from(person.from()), month) + 1;
                BigDecimal factor = tenure <= draw.ramp().size() ? draw.ramp().get(tenure - 1) : BigDecimal.ONE;
                BigDecimal amount = draw.months() > 0 && tenure > draw.months()
                        ? BigDecimal.ZERO
                        : draw.amount().multiply(factor).multiply(BigDecimal.valueOf(days))
                                .divide(BigDecimal.valueOf(month.lengthOfMonth()), 2, RoundingMode.HALF_UP);
                return Optional.of(new InForce(draw, amount, tenure > draw.afterMonth()));
            }
        }
        return Optional.empty();
    }
}
