package io.attain.payable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.attain.calculation.PriorPeriodLine;
import io.attain.calculation.RunId;
import io.attain.ledger.Account;
import io.attain.ledger.Entry;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/** What a lock posts of pay. Every key names period, run and participant, so that nothing is posted twice. */
final class PayTransfers {

    private PayTransfers() {}

    /** One transfer a participant, locked period and cause. */
    static List<Transfer> priorPeriod(Period period, RunId run, List<PriorPeriodLine> lines) {
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

    private static Money less(Money whole, List<Exchange> exchanges, Function<Exchange, Money> part) {
        return exchanges.stream().map(part).reduce(whole, Money::minus);
    }

    /** From what was earned to what may be paid: one transfer a step. */
    static List<Transfer> of(Period period, Payable payable) {
        ParticipantId who = payable.participant();
        Account earned = Account.earned(who);
        Posting posting = new Posting(period, payable, new ArrayList<>());
        List<Exchange> exchanges = payable.exchanges();
        posting.move("accrual", TransferKind.ACCRUAL, Account.expense(), earned,
                less(payable.earned(), exchanges, Exchange::earnedInPay));
        posting.move("collection", TransferKind.COLLECTION, earned, Account.uncollected(who),
                less(payable.uncollected(), exchanges, Exchange::uncollectedInPay));
        posting.move("holdback", TransferKind.HOLDBACK, earned, Account.holdback(who),
                less(payable.heldBack(), exchanges, Exchange::heldBackInPay));
        exchanges.forEach(posting::exchange);
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

        /** What was earned and waits is posted in the plan's currency; what became payable turns into pay. */
        void exchange(Exchange exchange) {
            ParticipantId who = payable.participant();
            String plan = exchange.from().getCurrencyCode();
            post("accrual", ":" + plan, TransferKind.ACCRUAL, Account.expense(), Account.earned(who),
                    exchange.earned());
            post("collection", ":" + plan, TransferKind.COLLECTION, Account.earned(who), Account.uncollected(who),
                    exchange.uncollected());
            post("holdback", ":" + plan, TransferKind.HOLDBACK, Account.earned(who), Account.holdback(who),
                    exchange.heldBack());
            List<Entry> entries = new ArrayList<>();
            if (!exchange.payable().isZero()) {
                entries.add(Entry.debit(Account.earned(who), exchange.payable()));
                entries.add(Entry.credit(Account.exchange(who), exchange.payable()));
            }
            if (!exchange.paid().isZero()) {
                entries.add(Entry.debit(Account.exchange(who), exchange.paid()));
                entries.add(Entry.credit(Account.earned(who), exchange.paid()));
            }
            if (!entries.isEmpty()) {
                transfers.add(new Transfer(key("exchange", ":" + plan), TransferKind.EXCHANGE, period.id(),
                        period.lastDay(), entries, Optional.empty())
                        .because(PayStep.of(exchange).english()));
            }
        }

        void move(String step, TransferKind kind, Account debit, Account credit, Money amount) {
            post(step, "", kind, debit, credit, amount);
        }

        private void post(String step, String of, TransferKind kind, Account debit, Account credit, Money amount) {
            if (!amount.isZero()) {
                transfers.add(Transfer.of(key(step, of), kind, period.id(), period.lastDay(), debit, credit, amount));
            }
        }

        private String key(String step, String of) {
            return "%s:%s:%s:%s%s".formatted(step, period.id(), payable.run().value(), payable.participant().value(),
                    of);
        }
    }
}
