package io.attain.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.year.Earnings.Earned;
import io.attain.year.Facts.Person;
import io.attain.year.Settling.Owed;
import io.attain.year.Settling.Settled;
import io.attain.year.Waiting.Waits;

/** What must stand in the books after each month, worked out from what happened alone. */
final class Model {

    /**
     * Where someone stands after a month; sums since the beginning, except for those of the month.
     *
     * @param expense     earned, adjusted and guaranteed
     * @param earnedNow   in the month
     * @param adjustedNow in the month
     * @param paidNow     in the month
     * @param why         how the month came to that
     */
    record Standing(BigDecimal earned, BigDecimal expense, BigDecimal uncollected, BigDecimal heldBack, BigDecimal held,
            BigDecimal paid, Owed owed, BigDecimal earnedNow, BigDecimal adjustedNow, BigDecimal paidNow,
            List<String> why) {

        static final Standing NONE = new Standing(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, BigDecimal.ZERO, Owed.NOTHING, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                List.of());
    }

    private final List<Happening> told = new ArrayList<>();
    private final Map<String, Map<String, BigDecimal>> holds = new TreeMap<>();
    private Map<String, Standing> standings = new TreeMap<>();

    /** By name, after the chapter. Chapters come in order. */
    Map<String, Standing> after(Chapter chapter) {
        told.addAll(chapter.happenings());
        Map<String, BigDecimal> adjusted = new HashMap<>();
        Map<String, BigDecimal> hold = new HashMap<>();
        Map<String, BigDecimal> release = new HashMap<>();
        for (Happening happening : chapter.happenings()) {
            switch (happening) {
                case Happening.Adjusted one -> adjusted.merge(one.name(), one.amount(), BigDecimal::add);
                case Happening.Claimed one -> {
                    Map<String, BigDecimal> losses = losses(one, chapter, adjusted);
                    holds.put(one.deal(), losses);
                    losses.forEach((name, amount) -> hold.merge(name, amount, BigDecimal::add));
                }
                case Happening.Decided one -> Optional.ofNullable(holds.remove(one.deal())).orElse(Map.of())
                        .forEach((name, amount) -> release.merge(name, amount, BigDecimal::add));
                default -> {
                }
            }
        }
        standings = settled(told, chapter, adjusted, hold, release);
        return standings;
    }

    /** Who would lose what by a claim, at most what there is to pay. */
    private Map<String, BigDecimal> losses(Happening.Claimed claim, Chapter chapter,
            Map<String, BigDecimal> adjusted) {
        List<Happening> known = new ArrayList<>(told.subList(0, told.indexOf(claim)));
        Map<String, Standing> now = settled(known, chapter, adjusted, Map.of(), Map.of());
        known.add(new Happening.Shared(claim.deal(), claim.proposed()));
        Map<String, Standing> then = settled(known, chapter, adjusted, Map.of(), Map.of());
        Map<String, BigDecimal> losses = new TreeMap<>();
        now.forEach((name, standing) -> {
            BigDecimal loss = standing.paidNow()
                    .subtract(Optional.ofNullable(then.get(name)).orElse(Standing.NONE).paidNow());
            if (loss.signum() > 0) {
                losses.put(name, loss.min(standing.paidNow()));
            }
        });
        return losses;
    }

    private Map<String, Standing> settled(List<Happening> known, Chapter chapter, Map<String, BigDecimal> adjusted,
            Map<String, BigDecimal> hold, Map<String, BigDecimal> release) {
        Facts facts = new Facts(known);
        LocalDate next = chapter.month().plusMonths(1).atDay(1);
        Map<String, List<Earned>> earned = new Earnings(facts).through(chapter.month());
        Waiting waiting = new Waiting(facts);
        Settling settling = new Settling(facts);
        Map<String, Standing> after = new TreeMap<>();
        for (Person person : facts.people()) {
            String name = person.name();
            Standing before = Optional.ofNullable(standings.get(name)).orElse(Standing.NONE);
            List<Earned> own = earned.getOrDefault(name, List.of());
            BigDecimal total = own.stream().map(Earned::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal now = total.subtract(before.earned());
            Waits waits = waiting.on(next, own);
            BigDecimal corrected = adjusted.getOrDefault(name, BigDecimal.ZERO);
            BigDecimal payable = now.subtract(waits.uncollected().subtract(before.uncollected()))
                    .subtract(waits.heldBack().subtract(before.heldBack())).add(corrected);
            BigDecimal netHold = hold.getOrDefault(name, BigDecimal.ZERO)
                    .subtract(release.getOrDefault(name, BigDecimal.ZERO));
            Settled settled = settling.of(person, chapter.month(), payable, netHold.max(BigDecimal.ZERO),
                    before.owed());
            BigDecimal released = netHold.negate().max(BigDecimal.ZERO);
            BigDecimal paid = settled.paid().add(released);
            after.put(name, new Standing(total, before.expense().add(now).add(corrected).add(settled.guaranteed()),
                    waits.uncollected(), waits.heldBack(), before.held().add(settled.held()).subtract(released),
                    before.paid().add(paid), settled.owed(), now, corrected, paid,
                    derivation(chapter.month(), own, waits, payable, settled)));
        }
        return after;
    }

    private static List<String> derivation(YearMonth month, List<Earned> own, Waits waits, BigDecimal payable,
            Settled settled) {
        List<String> why = new ArrayList<>();
        own.stream().filter(one -> one.part().yearToDate() || YearMonth.from(one.credit().on()).equals(month))
                .forEach(one -> why.add("%s %s %s %s: %s = %s".formatted(one.credit().on(), one.credit().event(),
                        one.credit().role(), one.part().id(), one.why(), one.amount())));
        why.addAll(waits.why());
        why.add("payable and adjustments: " + payable);
        why.addAll(settled.why());
        return why;
    }
}
