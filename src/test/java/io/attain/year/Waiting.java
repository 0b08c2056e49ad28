package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.attain.year.Earnings.Earned;

/** What is earned and may not be paid yet, at the end of a month. */
final class Waiting {

    /** @param why what waits, and for what */
    record Waits(BigDecimal uncollected, BigDecimal heldBack, List<String> why) {

        static final Waits NOTHING = new Waits(BigDecimal.ZERO, BigDecimal.ZERO, List.of());
    }

    private final Facts facts;

    Waiting(Facts facts) {
        this.facts = facts;
    }

    /** @param day the day after the month; what happens on it is not seen yet */
    Waits on(LocalDate day, List<Earned> earned) {
        BigDecimal uncollected = BigDecimal.ZERO;
        BigDecimal heldBack = BigDecimal.ZERO;
        List<String> why = new ArrayList<>();
        for (Earned one : earned) {
            PlanTerms.Payment terms = one.part().payment();
            BigDecimal reached = reached(one, day);
            BigDecimal kept = keptBack(reached, terms).subtract(
                    keptBack(reached(one, day.minusDays(terms.days())), terms));
            BigDecimal open = one.amount().subtract(reached);
            if (open.signum() != 0 || kept.signum() != 0) {
                why.add("%s of %s on %s waits, %s is held back".formatted(open, one.amount(), one.credit().event(),
                        kept));
            }
            uncollected = uncollected.add(open);
            heldBack = heldBack.add(kept);
        }
        return new Waits(uncollected, heldBack, why);
    }

    /** line × min(cash, booked) ÷ booked, cut down to the cent; the last payment takes the rest. */
    private BigDecimal reached(Earned one, LocalDate day) {
        Happening.Sold deal = facts.deal(one.credit().original());
        if (!deal.on().isBefore(day)) {
            return BigDecimal.ZERO;
        }
        if (!one.part().payment().onCash()) {
            return one.amount();
        }
        BigDecimal cash = facts.cash(deal.id()).stream().filter(came -> came.on().isBefore(day))
                .map(Happening.Collected::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal booked = facts.returns(deal.id()).stream().filter(back -> back.on().isBefore(day))
                .map(Happening.Returned::amount).reduce(deal.amount(), BigDecimal::subtract);
        if (cash.compareTo(booked) >= 0) {
            return one.amount();
        }
        return one.amount().multiply(cash.max(BigDecimal.ZERO)).divide(booked, 2, RoundingMode.DOWN);
    }

    private static BigDecimal keptBack(BigDecimal reached, PlanTerms.Payment terms) {
        return reached.multiply(terms.heldBack()).setScale(2, RoundingMode.DOWN);
    }
}
