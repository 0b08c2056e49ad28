package io.attain.payable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

import io.attain.plan.language.Payment;
import io.attain.plan.language.Payment.Holdback;
import io.attain.shared.Money;

/**
 * How far an earning is payable on the morning of a day. Depends on nothing but the earning and the day: what a period
 * makes payable is the difference between two mornings, in whatever order the cash became known.
 *
 * @param uncollected what waits for an invoice or for cash
 * @param heldBack    what is payable but kept back for a while
 * @param payable     what may be paid, now or before
 */
public record Position(Money uncollected, Money heldBack, Money payable) {

    /** @param day what happens on the day itself is not seen yet */
    public static Position of(Earning earning, LocalDate day) {
        Money zero = Money.zero(earning.amount().currency());
        if (!earning.earnedOn().isBefore(day)) {
            return new Position(zero, zero, zero);
        }
        Money reached = reached(earning, day);
        Money heldBack = zero;
        if (earning.terms().holdback().isPresent()) {
            Holdback holdback = earning.terms().holdback().get();
            heldBack = kept(reached, holdback).minus(kept(reached(earning, day.minusDays(holdback.days())), holdback));
        }
        return new Position(earning.amount().minus(reached), heldBack, reached.minus(heldBack));
    }

    /** What the same earning adds to this since then. */
    public Position since(Position before) {
        return new Position(uncollected.minus(before.uncollected), heldBack.minus(before.heldBack),
                payable.minus(before.payable));
    }

    public Position plus(Position more) {
        return new Position(uncollected.plus(more.uncollected), heldBack.plus(more.heldBack),
                payable.plus(more.payable));
    }

    /** line × min(cash, booked) ÷ booked, cut down to the minor unit; the last payment takes the rest. */
    private static Money reached(Earning earning, LocalDate day) {
        Money zero = Money.zero(earning.amount().currency());
        if (!earning.since().isBefore(day)) {
            return zero;
        }
        if (earning.terms().on() == Payment.On.BOOKING) {
            return earning.amount();
        }
        Money nothing = Money.zero(earning.booked().currency());
        Money cash = sum(earning.cash(), day, nothing);
        Money booked = earning.booked().minus(sum(earning.returned(), day, nothing));
        if (cash.compareTo(booked) >= 0) {
            return earning.amount();
        }
        if (!cash.isPositive()) {
            return zero;
        }
        BigDecimal exact = earning.amount().toDecimal().multiply(cash.toDecimal());
        int digits = earning.amount().currency().getDefaultFractionDigits();
        return Money.of(exact.divide(booked.toDecimal(), digits, RoundingMode.DOWN),
                earning.amount().currency());
    }

    private static Money sum(List<Cash> cash, LocalDate day, Money nothing) {
        return cash.stream().filter(one -> one.on().isBefore(day)).map(Cash::amount).reduce(nothing, Money::plus);
    }

    private static Money kept(Money reached, Holdback holdback) {
        return reached.multipliedBy(holdback.share(), RoundingMode.DOWN);
    }
}
