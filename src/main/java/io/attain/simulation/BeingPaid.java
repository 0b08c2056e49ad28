package io.attain.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.calculation.engine.Participation;
import io.attain.crediting.Credit;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.payable.Cash;
import io.attain.payable.Earning;
import io.attain.payable.Exchange;
import io.attain.payable.PayRate;
import io.attain.payable.PayRates;
import io.attain.payable.Position;
import io.attain.payable.Settlement;
import io.attain.plan.language.Component;
import io.attain.plan.language.Payment;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * From earnings to pay, period by period: the rules of being paid as in a close. Remembers what waits and what is owed.
 */
final class BeingPaid {

    /** What waits together: what an event earned in a component, and what corrected it later. */
    private record Pay(String plan, String component, Optional<EventKey> event, LocalDate on) {}

    /** What someone earned, on its way to being paid. */
    private static final class Tracked {

        private final Component component;
        private final Optional<Credit> credit;
        private final String key;
        private final LocalDate earnedOn;
        private Money amount;
        private Position last;

        Tracked(Outcome.Line first, String key, LocalDate earnedOn) {
            this.component = first.component();
            this.credit = first.credit();
            this.key = key;
            this.earnedOn = earnedOn;
            Money zero = Money.zero(first.amount().currency());
            this.amount = zero;
            this.last = new Position(zero, zero, zero);
        }

        void add(Outcome.Line line) {
            amount = amount.plus(line.amount());
        }
    }

    private final Enrolment enrolment;
    private final ExchangeRates listed;
    private final Map<ParticipantId, Map<Pay, Tracked>> tracked = new TreeMap<>();
    private final Map<ParticipantId, Balances> balances = new HashMap<>();

    /** @param opening balances before the first period */
    BeingPaid(Enrolment enrolment, ExchangeRates listed, Map<ParticipantId, Balances> opening) {
        this.enrolment = enrolment;
        this.listed = listed;
        balances.putAll(opening);
    }

    /**
     * Pays what someone earned in a period, and what waited, and carries on what waits or is owed.
     *
     * @param own         what was earned in the period
     * @param corrections of what was earned in earlier ones
     */
    Outcome.PersonOutcome pay(Sheet sheet, List<Outcome.Line> own, List<Outcome.Line> corrections,
            Cashbook cashbook) {
        Scenario.Person person = sheet.person();
        Currency currency = person.currency();
        DateRange period = sheet.period();
        List<Outcome.Line> lines = new ArrayList<>(own);
        List<Outcome.Part> parts = sheet.parts();
        lines.addAll(corrections);
        Map<Pay, Tracked> earnings = tracked.computeIfAbsent(person.id(), one -> new LinkedHashMap<>());
        for (Outcome.Line line : lines) {
            LocalDate earnedOn = line.credit().map(Credit::eventDate).filter(day -> day.isBefore(period.to()))
                    .orElse(line.ofPeriod().orElse(period).lastDay());
            Pay pay = new Pay(line.plan(), line.component().id(), line.credit().map(Credit::event), earnedOn);
            earnings.computeIfAbsent(pay, one -> new Tracked(line, period.from() + "/" + earnings.size(), earnedOn))
                    .add(line);
        }
        List<Credit> credits = sheet.credits().stream().filter(one -> period.contains(one.eventDate())).toList();
        Optional<String> problem = sheet.lines().obstacle()
                .or(() -> unconvertible(lines, earnings.values(), currency, period))
                .or(() -> otherMoney(sheet));
        Balances before = balances.getOrDefault(person.id(), Balances.none(currency));
        Money zero = Money.zero(currency);
        if (problem.isPresent()) {
            return new Outcome.PersonOutcome(person.id(), problem, credits, List.of(), List.of(), zero, zero, zero,
                    zero, List.of(), zero, before);
        }
        Map<Currency, Position> became = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        for (Tracked one : earnings.values()) {
            Position now = Position.of(earning(one, cashbook), period.to());
            became.merge(now.payable().currency(), now.since(one.last), Position::plus);
            one.last = now;
        }
        PayRates rates = payRates(period);
        Map<Currency, Money> earned = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        lines.forEach(line -> earned.merge(line.amount().currency(), line.amount(), Money::plus));
        Money total = zero;
        Money payable = zero;
        Money uncollected = zero;
        Money heldBack = zero;
        for (Map.Entry<Currency, Position> one : became.entrySet()) {
            Money nothing = Money.zero(one.getKey());
            Exchange exchange = new Exchange(earned.getOrDefault(one.getKey(), nothing), nothing,
                    one.getValue().uncollected(), one.getValue().heldBack(), currency,
                    rates.of(one.getKey(), currency));
            total = total.plus(exchange.earnedInPay());
            payable = payable.plus(exchange.paid());
            uncollected = uncollected.plus(exchange.uncollectedInPay());
            heldBack = heldBack.plus(exchange.heldBackInPay());
        }
        boolean leaves = person.left().filter(day -> day.isAfter(period.from()) && !day.isAfter(period.to()))
                .isPresent();
        Settlement settlement = Settlement.of(payable, zero, zero, enrolment.draw(person, period, rates), before,
                leaves);
        balances.put(person.id(), settlement.balances());
        return new Outcome.PersonOutcome(person.id(), Optional.empty(), credits, lines, parts, total, payable,
                uncollected, heldBack, settlement.movements(), settlement.pay(), settlement.balances());
    }

    private Optional<String> unconvertible(List<Outcome.Line> lines, Collection<Tracked> earnings, Currency currency,
            DateRange period) {
        return java.util.stream.Stream
                .concat(lines.stream().map(Outcome.Line::amount), earnings.stream().map(one -> one.amount))
                .map(Money::currency)
                .filter(from -> payRates(period).of(from, currency).isEmpty()).findFirst()
                .map(from -> "There is no rate from %s to %s on %s.".formatted(from, currency, period.lastDay()));
    }

    private static Optional<String> otherMoney(Sheet sheet) {
        for (Participation participation : sheet.payee().participations()) {
            Currency of = participation.segments().getLast().plan().definition().currency();
            for (Credit credit : sheet.credits()) {
                if (!credit.amount().currency().equals(of) && sheet.payee().participations().size() == 1) {
                    return Optional.of("The event %s is in %s, and there is no rate to %s on its day.".formatted(
                            credit.event().externalId(), credit.amount().currency(), of));
                }
            }
        }
        return Optional.empty();
    }

    /** As a close pays: at the rate of the period's last day. */
    private PayRates payRates(DateRange period) {
        return (from, to) -> from.equals(to)
                ? Optional.of(new PayRate(BigDecimal.ONE, period.lastDay()))
                : listed.listedOn(from, to, period.lastDay()).map(one -> new PayRate(one.rate(), one.date()));
    }

    /** With what was booked, returned and received for its event, or for that of its original. */
    private static Earning earning(Tracked one, Cashbook cashbook) {
        Payment terms = one.component.payment();
        if (one.credit.isEmpty()) {
            return Earning.ofNoEvent(one.key, one.component.id(), one.amount, terms, one.earnedOn);
        }
        Credit credit = one.credit.get();
        if (credit.kind() != EventKind.BOOKING && credit.kind() != EventKind.RETURN) {
            return Earning.atOnce(one.key, one.component.id(), one.amount, one.earnedOn);
        }
        EventKey original = credit.kind() == EventKind.RETURN
                ? credit.origin().map(Credit.Origin::event).orElse(credit.event())
                : credit.event();
        Money booked = cashbook.booked(original).orElse(credit.original());
        List<Cash> cash = switch (terms.on()) {
            case BOOKING -> List.of();
            case INVOICE -> cashbook.of(original, EventKind.INVOICE, booked.currency());
            case COLLECTION -> cashbook.of(original, EventKind.COLLECTION, booked.currency());
        };
        return new Earning(one.key, one.component.id(), one.amount, terms, one.earnedOn,
                cashbook.bookedOn(original).orElse(one.earnedOn), booked,
                cashbook.returned(original, booked.currency()), cash);
    }
}
