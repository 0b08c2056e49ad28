package io.attain.payable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import io.attain.ledger.TransferKind;
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
    private final JdbcClient jdbc;

    Payables(Runs runs, Corrections corrections, Adjustments adjustments, Ledger ledger, Periods periods,
            Participants participants, WaitingEarnings waitingEarnings, FrozenWaits frozenWaits,
            DrawsOfPeriod drawsOfPeriod, PayCalendars calendars, JdbcClient jdbc) {
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
        this.jdbc = jdbc;
    }

    /**
     * One row per participant with anything to show, ordered by participant id. What of the run waits is written down the
     * first time, so that cash which comes between the signatures and the lock changes nothing of it.
     */
    @Transactional
    public List<Payable> of(PeriodId periodId, RunId run) {
        Period period = periods.get(periodId);
        Map<ParticipantId, Participant> people = participants.all().stream()
                .collect(Collectors.toMap(Participant::id, Function.identity()));
        Before before = before(period);
        Map<ParticipantId, List<Waits>> waiting = frozenWaits.of(run,
                () -> waitingEarnings.on(period.span().to(), run, List.of()));
        Map<ParticipantId, DrawInForce> draws = drawsOfPeriod.of(period, people);
        Map<ParticipantId, Money> earned = runs.totals(run);
        Map<ParticipantId, Money> adjusted = new HashMap<>();
        for (Adjustment adjustment : adjustments.approvedOf(periodId)) {
            adjusted.merge(adjustment.participant(), adjustment.amount(), Money::plus);
        }
        corrections.totals(run).forEach((participant, amount) -> adjusted.merge(participant, amount, Money::plus));
        Set<ParticipantId> elsewhere = paidElsewhere(period);
        TreeSet<ParticipantId> everyone = new TreeSet<>(Comparator.comparing(ParticipantId::value));
        everyone.addAll(waiting.keySet());
        everyone.addAll(draws.keySet());
        everyone.addAll(before.participants());
        everyone.removeAll(elsewhere);
        everyone.addAll(earned.keySet());
        everyone.addAll(adjusted.keySet());
        List<Payable> payables = new ArrayList<>(everyone.size());
        for (ParticipantId id : everyone) {
            Participant person = Objects.requireNonNull(people.get(id), id::value);
            Money zero = Money.zero(person.currency());
            payables.add(settle(period, run, person, earned.getOrDefault(id, zero), adjusted.getOrDefault(id, zero),
                    elsewhere.contains(id) ? List.of() : waiting.getOrDefault(id, List.of()),
                    Optional.ofNullable(draws.get(id)), elsewhere.contains(id) ? Before.NOTHING : before));
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
     * What a participant would be paid if the period were locked with these lines.
     *
     * @param adjusted  the approved adjustments of the period
     * @param corrected the prior-period adjustments it would post
     */
    public Payable preview(Period period, Participant person, List<ResultLine> lines, Money adjusted,
            List<PriorPeriodLine> corrected) {
        Money zero = Money.zero(person.currency());
        boolean elsewhere = paidElsewhere(period).contains(person.id());
        List<ResultLine> all = new ArrayList<>(lines);
        Money withCorrections = adjusted;
        for (PriorPeriodLine line : corrected) {
            withCorrections = withCorrections.plus(line.amount());
            all.add(line.asLine(RunId.PREVIEW, all.size() - lines.size() + 1));
        }
        return settle(period, RunId.PREVIEW, person, lines.stream().map(ResultLine::amount).reduce(zero, Money::plus),
                withCorrections,
                elsewhere
                        ? List.of()
                        : waitingEarnings.on(period.span().to(), RunId.PREVIEW, all).getOrDefault(person.id(),
                                List.of()),
                Optional.ofNullable(drawsOfPeriod.of(period, Map.of(person.id(), person)).get(person.id())),
                elsewhere ? Before.NOTHING : before(period));
    }

    private static Payable settle(Period period, RunId run, Participant person, Money earned, Money adjusted,
            List<Waits> waits, Optional<DrawInForce> draw, Before before) {
        Money zero = Money.zero(person.currency());
        Money uncollected = WaitingEarnings.uncollected(waits, zero)
                .minus(before.of(AccountType.UNCOLLECTED, person));
        Money heldBack = WaitingEarnings.heldBack(waits, zero).minus(before.of(AccountType.HOLDBACK, person));
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
                opening, settlement, waits);
    }

    /** The balances pay begins with; the payable one with the holds and releases of the period. */
    private record Before(Map<AccountType, Map<ParticipantId, Balance>> balances) {

        static final Before NOTHING = new Before(Map.of());

        Money of(AccountType type, Participant person) {
            return Optional.ofNullable(balances.getOrDefault(type, Map.of()).get(person.id())).map(Balance::amount)
                    .orElse(Money.zero(person.currency()));
        }

        List<ParticipantId> participants() {
            return balances.values().stream().flatMap(byParticipant -> byParticipant.keySet().stream()).distinct()
                    .toList();
        }
    }

    private Before before(Period period) {
        Map<AccountType, Map<ParticipantId, Balance>> balances = new HashMap<>();
        for (AccountType type : List.of(AccountType.UNCOLLECTED, AccountType.HOLDBACK, AccountType.DRAW_RECEIVABLE,
                AccountType.CLAWBACK_RECEIVABLE)) {
            balances.put(type, byParticipant(ledger.balancesBefore(type, period.span().from())));
        }
        Map<ParticipantId, Balance> payable = byParticipant(
                ledger.balancesBefore(AccountType.PAYABLE, period.span().to()));
        // The payout of a period that is locked and not paid yet settles its own holds and releases.
        periods.all().stream()
                .filter(other -> other.state() == PeriodState.LOCKED && !other.id().equals(period.id()))
                .forEach(other -> payable.replaceAll((participant, balance) -> new Balance(balance.account(),
                        balance.amount().minus(ledger.movement(AccountType.PAYABLE, participant, other.id(),
                                balance.amount().currency())))));
        payable.values().removeIf(balance -> balance.amount().isZero());
        balances.put(AccountType.PAYABLE, payable);
        return new Before(balances);
    }

    private static Map<ParticipantId, Balance> byParticipant(List<Balance> balances) {
        Map<ParticipantId, Balance> byParticipant = new HashMap<>();
        balances.forEach(balance -> byParticipant.put(balance.account().participant().orElseThrow(), balance));
        return byParticipant;
    }

    /**
     * Posts what a lock says of pay, and writes down why. Part of the lock; repeated with the same run it changes
     * nothing.
     */
    @Transactional
    public void post(Period period, List<Payable> payables) {
        List<Transfer> transfers = new ArrayList<>();
        payables.forEach(payable -> transfers.addAll(transfers(period, payable)));
        payables.stream().map(Payable::run).distinct()
                .forEach(run -> transfers.addAll(priorPeriod(period, run, corrections.of(run))));
        ledger.post(transfers);
        payables.forEach(this::write);
    }

    /** One transfer a participant, locked period and cause. */
    private static List<Transfer> priorPeriod(Period period, RunId run, List<PriorPeriodLine> lines) {
        record Why(ParticipantId participant, PeriodId of, String cause) {}
        Map<Why, Money> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(new Why(line.participant(), line.period(), line.cause()), line.amount(),
                Money::plus));
        List<Transfer> transfers = new ArrayList<>();
        int number = 1;
        for (Map.Entry<Why, Money> sum : sums.entrySet()) {
            Why why = sum.getKey();
            String key = "prior:%s:%s:%s:%d".formatted(period.id(), run.value(), why.participant().value(), number++);
            if (!sum.getValue().isZero()) {
                transfers.add(Transfer.of(key, TransferKind.PRIOR_PERIOD, period.id(), period.lastDay(),
                        Account.expense(), Account.earned(why.participant()), sum.getValue())
                        .because("%s: %s".formatted(why.of(), why.cause())));
            }
        }
        return transfers;
    }

    private static List<Transfer> transfers(Period period, Payable payable) {
        ParticipantId who = payable.participant();
        Account earned = Account.earned(who);
        Posting posting = new Posting(period, payable, new ArrayList<>());
        posting.move("accrual", TransferKind.ACCRUAL, Account.expense(), earned, payable.earned());
        posting.move("collection", TransferKind.COLLECTION, earned, Account.uncollected(who), payable.uncollected());
        posting.move("holdback", TransferKind.HOLDBACK, earned, Account.holdback(who), payable.heldBack());
        for (Movement movement : payable.settlement().movements()) {
            switch (movement) {
                case Movement.ReceivableTaken taken -> posting.move("clawback", TransferKind.CLAWBACK, earned,
                        Account.clawbackReceivable(who), taken.amount());
                case Movement.CarriedAsReceivable carried -> posting.move("carried", TransferKind.CLAWBACK,
                        Account.clawbackReceivable(who), earned, carried.amount());
                case Movement.Advanced advanced -> posting.move("draw", TransferKind.DRAW, Account.drawReceivable(who),
                        earned, advanced.amount());
                case Movement.Guaranteed guaranteed -> posting.move("guarantee", TransferKind.DRAW, Account.expense(),
                        earned, guaranteed.amount());
                case Movement.Recovered recovered -> posting.move("recovery", TransferKind.RECOVERY, earned,
                        Account.drawReceivable(who), recovered.amount());
                case Movement.DrawBecomesReceivable leaver -> posting.move("leaver", TransferKind.CLAWBACK,
                        Account.clawbackReceivable(who), Account.drawReceivable(who), leaver.amount());
                case Movement.Held held -> {
                }
            }
        }
        return posting.transfers();
    }

    private record Posting(Period period, Payable payable, List<Transfer> transfers) {

        void move(String step, TransferKind kind, Account debit, Account credit, Money amount) {
            if (!amount.isZero()) {
                transfers.add(Transfer.of(
                        "%s:%s:%s:%s".formatted(step, period.id(), payable.run().value(),
                                payable.participant().value()),
                        kind, period.id(), period.lastDay(), debit, credit, amount));
            }
        }
    }

    private void write(Payable payable) {
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
