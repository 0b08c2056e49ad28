package io.attain.reopening;

import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.attain.calculation.RunId;
import io.attain.ledger.Reversible;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatch;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Sha256;
import io.attain.statement.StatementTotals;

/**
 * What the reopening of a period takes back.
 *
 * @param statements the statements that are withdrawn, by participant
 * @param transfers  the postings of the lock that are reversed
 * @param batch      the payout that is sent back
 */
public record Undoing(PeriodId period, RunId run, List<StatementTotals> statements, List<Reversible> transfers,
        Optional<PayoutBatch> batch) {

    /** How many entries of the ledger concern a participant. */
    public long entriesOf(ParticipantId participant) {
        return transfers.stream().flatMap(one -> one.entries().stream())
                .filter(entry -> entry.account().participant().filter(participant::equals).isPresent()).count();
    }

    /** How many transfers are reversed. */
    public int reversals() {
        return transfers.size();
    }

    public Collection<Money> earned() {
        return sums(StatementTotals::earned);
    }

    public Collection<Money> adjustments() {
        return sums(StatementTotals::adjustments);
    }

    public Collection<Money> payable() {
        return sums(StatementTotals::payable);
    }

    private Collection<Money> sums(Function<StatementTotals, Money> figure) {
        Map<String, Money> sums = new TreeMap<>();
        statements.stream().map(figure)
                .forEach(amount -> sums.merge(code(amount.currency()), amount, Money::plus));
        return sums.values();
    }

    private static String code(Currency currency) {
        return currency.getCurrencyCode();
    }

    /** The digest of what an approver approves. */
    Sha256 digest() {
        StringBuilder text = new StringBuilder("reopening\n").append(period).append('\n').append(run.value());
        batch.ifPresent(one -> text.append('\n').append(one.id()).append(' ').append(one.digest().hex()));
        statements.forEach(one -> text.append('\n').append(one.participant().value()).append('|')
                .append(one.payable().currency()).append('|').append(one.earned().minor()).append('|')
                .append(one.payable().minor()));
        transfers.forEach(one -> text.append('\n').append(one.transfer()));
        return Sha256.of(text.toString());
    }
}
