package io.attain.payable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.Corrections;
import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.ResultLine;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.ledger.Account;
import io.attain.ledger.AccountType;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.ledger.Balance;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.PayCalendars;
import io.attain.shared.Money;

/**
 * The one place that says what a run makes payable: what was earned, what of it waits, the approved adjustments of the
 * period, what is owed or was advanced from before, and what is held. Statements publish it, payouts are prepared from
 * it. Balances are the ledger's: what changes is the difference between what should stand there and what does.
 */
@Service
public class Payables {

    private final Runs runs;
    private final Corrections corrections;
    private final Adjustments adjustments;
    private final Ledger ledger;
    private final Periods periods;
    private final Participants participants;
    private final WaitingEarnings waitingEarnings;
    private final FrozenWaits frozenWaits;
    private final DrawsOfPeriod drawsOfPeriod;
    private final PayCalendars calendars;
    private final RatesOfPeriod rates;
    private final ExchangeRows exchanges;
    private final JdbcClient jdbc;

    Payables(Runs runs, Corrections corrections, Adjustments adjustments, Ledger ledger, Periods periods,
            Participants participants, WaitingEarnings waitingEarnings, FrozenWaits frozenWaits,
            DrawsOfPeriod drawsOfPeriod, PayCalendars calendars, RatesOfPeriod rates, ExchangeRows exchanges,
            JdbcClient jdbc) {
        this.runs = runs;
        this.corrections = corrections;
        this.adjustments = adjustments;
        this.ledger = ledger;
        this.periods = periods;
        this.participants = participants;
        this.waitingEarnings = waitingEarnings;
        this.frozenWaits = frozenWaits;
        this.drawsOfPeriod = drawsOfPeriod;
        this.calendars = calendars;
        this.rates = rates;
        this.exchanges = exchanges;
        this.jdbc = jdbc;
    }

    /**
     * One row per participant with anything to show, ordered by participant id. What of the run waits is written down the
     * first time, so that cash which comes between the signatures and the lock changes nothing of it; so are the rates it
     * is paid at.
     *
     * @throws io.attain.shared.Refused {@code pay-rate-missing} when someone is paid in another currency than a plan counts
     *         and no rate is listed
     */
    @Transactional
    public List<Payable> of(PeriodId periodId, RunId run) {
        Period period = periods.get(periodId);
        Map<ParticipantId, Participant> people = participants.all().stream()
                .collect(Collectors.toMap(Participant::id, Function.identity()));
        Before before = before(period);
        Map<ParticipantId, List<Waits>> waiting = frozenWaits.of(run,
                () -> waitingEarnings.on(period.span().to(), run, List.of()));
        PayRates rates = this.rates.ofRun(run, period);
        Map<ParticipantId, DrawInForce> draws = drawsOfPeriod.of(period, people, rates);
        Map<ParticipantId, Money> earned = runs.totals(run);
        Map<ParticipantId, Money> adjusted = new HashMap<>();
        for (Adjustment adjustment : adjustments.approvedOf(periodId)) {
            adjusted.merge(adjustment.participant(), adjustment.amount(), Money::plus);
        }
        Map<ParticipantId, List<Money>> corrected = new HashMap<>();
        corrections.of(run).forEach(line -> corrected.computeIfAbsent(line.participant(), one -> new ArrayList<>())
                .add(line.amount()));
        Set<ParticipantId> elsewhere = paidElsewhere(period);
        TreeSet<ParticipantId> everyone = new TreeSet<>(Comparator.comparing(ParticipantId::value));
        everyone.addAll(waiting.keySet());
        everyone.addAll(draws.keySet());
        everyone.addAll(before.participants());
        everyone.removeAll(elsewhere);
        everyone.addAll(earned.keySet());
        everyone.addAll(adjusted.keySet());
        everyone.addAll(corrected.keySet());
        List<Payable> payables = new ArrayList<>(everyone.size());
        for (ParticipantId id : everyone) {
            Participant person = Objects.requireNonNull(people.get(id), id::value);
            Money zero = Money.zero(person.currency());
            Before own = elsewhere.contains(id) ? Before.NOTHING : before;
            List<Waits> waits = elsewhere.contains(id) ? List.of() : waiting.getOrDefault(id, List.of());
            payables.add(settle(period, run, person,
                    own.brought(person, List.of(earned.getOrDefault(id, zero)),
                            corrected.getOrDefault(id, List.of()), waits),
                    rates, adjusted.getOrDefault(id, zero), waits, Optional.ofNullable(draws.get(id)), own));
        }
        return payables;
    }

    /**
     * Whom another calendar pays by now: what waits, is advanced or owed is settled there. A correction of what they earned
     * here is all that is still paid here.
     */
    private Set<ParticipantId> paidElsewhere(Period period) {
        return calendars.before(period.span().to()).entrySet().stream()
                .filter(paid -> !paid.getValue().equals(period.calendar())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * What a participant would be paid if the period were locked with these lines. What no rate is listed for is left out.
     *
     * @param adjusted  the approved adjustments of the period
     * @param corrected the prior-period adjustments it would post
     */
    public Payable preview(Period period, Participant person, List<ResultLine> lines, Money adjusted,
            List<PriorPeriodLine> corrected) {
        boolean elsewhere = paidElsewhere(period).contains(person.id());
        List<ResultLine> all = new ArrayList<>(lines);
        for (PriorPeriodLine line : corrected) {
            all.add(line.asLine(RunId.PREVIEW, all.size() - lines.size() + 1));
        }
        Before own = elsewhere ? Before.NOTHING : before(period);
        List<Waits> waits = elsewhere
                ? List.of()
                : waitingEarnings.on(period.span().to(), RunId.PREVIEW, all).getOrDefault(person.id(), List.of());
        PayRates now = rates.asOfNow(period);
        return settle(period, RunId.PREVIEW, person,
                own.brought(person, lines.stream().map(ResultLine::amount).toList(),
                        corrected.stream().map(PriorPeriodLine::amount).toList(), waits),
                now, adjusted, waits,
                Optional.ofNullable(drawsOfPeriod.of(period, Map.of(person.id(), person), now).get(person.id())), own);
    }

    private static Payable settle(Period period, RunId run, Participant person, SortedMap<Currency, Brought> brought,
            PayRates rates, Money approved, List<Waits> waits, Optional<DrawInForce> draw, Before before) {
        Money zero = Money.zero(person.currency());
        Brought own = brought.getOrDefault(person.currency(), Brought.nothing(person.currency()));
        List<Exchange> exchanges = brought.entrySet().stream()
                .filter(one -> !one.getKey().equals(person.currency()) && !one.getValue().isNothing())
                .map(one -> one.getValue().into(person.currency(), rates)).toList();
        Money earned = sum(own.earned(), exchanges, Exchange::earnedInPay);
        Money adjusted = approved.plus(sum(own.corrected(), exchanges, Exchange::correctedInPay));
        Money uncollected = sum(own.uncollected(), exchanges, Exchange::uncollectedInPay);
        Money heldBack = sum(own.heldBack(), exchanges, Exchange::heldBackInPay);
        Balances opening = new Balances(before.of(AccountType.DRAW_RECEIVABLE, person),
                before.of(AccountType.CLAWBACK_RECEIVABLE, person));
        Money standing = before.of(AccountType.PAYABLE, person);
        boolean left = !person.employed().isOpenEnded() && !person.employed().to().isAfter(period.span().to());
        Settlement settlement = Settlement.of(earned.minus(uncollected).minus(heldBack), adjusted,
                standing.isNegative() ? standing.negate() : zero, draw, opening, left);
        Money drawn = zero;
        Money owed = settlement.balances().clawback();
        for (Movement movement : settlement.movements()) {
            switch (movement) {
                case Movement.Advanced advanced -> drawn = drawn.plus(advanced.amount());
                case Movement.Guaranteed guaranteed -> drawn = drawn.plus(guaranteed.amount());
                case Movement.Recovered recovered -> drawn = drawn.minus(recovered.amount());
                case Movement.DrawBecomesReceivable leaver -> owed = owed.minus(leaver.amount());
                case Movement.ReceivableTaken taken -> {
                }
                case Movement.CarriedAsReceivable carried -> {
                }
                case Movement.Held held -> {
                }
            }
        }
        boolean toppedUp = draw.filter(one -> one.amount().isPositive()).isPresent();
        Money carried = toppedUp ? owed.minus(opening.clawback()) : opening.clawback().negate();
        Money held = settlement.movements().stream().filter(Movement.Held.class::isInstance).map(Movement::amount)
                .reduce(zero, Money::plus).negate().plus(standing.isPositive() ? standing : zero);
        return new Payable(person.id(), period.id(), run, earned, adjusted, carried, uncollected, heldBack, drawn, held,
                opening, settlement, waits, exchanges);
    }

    private static Money sum(Money own, List<Exchange> exchanges, Function<Exchange, Money> part) {
        return exchanges.stream().map(part).reduce(own, Money::plus);
    }

    /** The balances pay begins with; the payable one with the holds and releases of the period. */
    private record Before(Map<AccountType, Map<ParticipantId, List<Balance>>> balances) {

        static final Before NOTHING = new Before(Map.of());

        /** In the pay currency. */
        Money of(AccountType type, Participant person) {
            return all(type, person).stream().map(Balance::amount)
                    .filter(amount -> amount.currency().equals(person.currency()))
                    .reduce(Money.zero(person.currency()), Money::plus);
        }

        private List<Balance> all(AccountType type, Participant person) {
            return balances.getOrDefault(type, Map.of()).getOrDefault(person.id(), List.of());
        }

        SortedMap<Currency, Brought> brought(Participant person, List<Money> earned, List<Money> corrected,
                List<Waits> waits) {
            return Brought.byCurrency(earned, corrected, waits, all(AccountType.UNCOLLECTED, person),
                    all(AccountType.HOLDBACK, person));
        }

        List<ParticipantId> participants() {
            return balances.values().stream().flatMap(byParticipant -> byParticipant.keySet().stream()).distinct()
                    .toList();
        }
    }

    private Before before(Period period) {
        Map<AccountType, Map<ParticipantId, List<Balance>>> balances = new HashMap<>();
        for (AccountType type : List.of(AccountType.UNCOLLECTED, AccountType.HOLDBACK, AccountType.DRAW_RECEIVABLE,
                AccountType.CLAWBACK_RECEIVABLE)) {
            balances.put(type, byParticipant(ledger.balancesBefore(type, period.span().from())));
        }
        List<PeriodId> unpaid = periods.all().stream()
                .filter(other -> other.state() == PeriodState.LOCKED && !other.id().equals(period.id()))
                .map(Period::id).toList();
        balances.put(AccountType.PAYABLE,
                byParticipant(ledger.balancesBefore(AccountType.PAYABLE, period.span().to()).stream()
                        .map(balance -> withoutUnpaid(balance, unpaid)).filter(balance -> !balance.amount().isZero())
                        .toList()));
        return new Before(balances);
    }

    /** The payout of a period that is locked and not paid yet settles its own holds and releases. */
    private Balance withoutUnpaid(Balance payable, List<PeriodId> unpaid) {
        ParticipantId participant = payable.account().participant().orElseThrow();
        return new Balance(payable.account(), unpaid.stream()
                .map(other -> ledger.movement(AccountType.PAYABLE, participant, other, payable.amount().currency()))
                .reduce(payable.amount(), Money::minus));
    }

    private static Map<ParticipantId, List<Balance>> byParticipant(List<Balance> balances) {
        return balances.stream()
                .collect(Collectors.groupingBy(balance -> balance.account().participant().orElseThrow()));
    }

    /**
     * Posts what a lock says of pay, and writes down why. Part of the lock; repeated with the same run it changes
     * nothing.
     */
    @Transactional
    public void post(Period period, List<Payable> payables) {
        List<Transfer> transfers = new ArrayList<>();
        payables.forEach(payable -> transfers.addAll(PayTransfers.of(period, payable)));
        payables.stream().map(Payable::run).distinct()
                .forEach(run -> transfers.addAll(PayTransfers.priorPeriod(period, run, corrections.of(run))));
        ledger.post(transfers);
        payables.forEach(this::write);
    }

    private void write(Payable payable) {
        exchanges.write(payable);
        int ordinal = 1;
        for (PayStep step : steps(payable)) {
            jdbc.sql("""
                    insert into payable.step (participant_id, period_id, run_id, ordinal, kind, currency, amount_minor,
                           english, chinese)
                    values (:participant, :period, :run, :ordinal, :kind, :currency, :amount, :english, :chinese)
                    on conflict do nothing
                    """)
                    .param("participant", payable.participant().value())
                    .param("period", payable.period().value())
                    .param("run", payable.run().value())
                    .param("ordinal", ordinal++)
                    .param("kind", step.kind())
                    .param("currency", step.amount().currency().getCurrencyCode())
                    .param("amount", step.amount().minor())
                    .param("english", step.english())
                    .param("chinese", step.chinese())
                    .update();
        }
    }

    /** The steps of a payable: first what waits, then from what became payable to what is paid. */
    public static List<PayStep> steps(Payable payable) {
        List<PayStep> steps = new ArrayList<>();
        payable.waits().forEach(waits -> steps.add(PayStep.of(waits)));
        payable.exchanges().forEach(exchange -> steps.add(PayStep.of(exchange)));
        payable.settlement().movements().forEach(movement -> steps.add(PayStep.of(movement)));
        return steps;
    }

    /** Where a line of a period stands at its end. */
    public Position position(ResultLine line, Period period) {
        return waitingEarnings.of(line, period.span().to());
    }

    /** What was advanced to a participant, and what the participant owed, before a period. */
    public Balances opening(ParticipantId participant, Period period, Currency currency) {
        return new Balances(
                ledger.balanceBefore(Account.drawReceivable(participant), period.span().from(), currency),
                ledger.balanceBefore(Account.clawbackReceivable(participant), period.span().from(), currency));
    }

    /** At which rates the lock by a run paid what a participant earned in other currencies; by currency. */
    public List<Exchange> exchanges(ParticipantId participant, RunId run) {
        return exchanges.of(participant, run);
    }

    /** The same of everyone who was paid so. */
    public Map<ParticipantId, List<Exchange>> exchanges(RunId run) {
        return exchanges.of(run);
    }

    /** What the lock by a run said of a participant's pay, in order. */
    public List<PayStep> steps(ParticipantId participant, RunId run) {
        return jdbc.sql("""
                select kind, currency, amount_minor, english, chinese from payable.step
                where participant_id = :participant and run_id = :run order by ordinal
                """)
                .param("participant", participant.value())
                .param("run", run.value())
                .query((row, number) -> new PayStep(row.getString("kind"),
                        Money.ofMinor(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))),
                        row.getString("english"), row.getString("chinese")))
                .list();
    }
}
