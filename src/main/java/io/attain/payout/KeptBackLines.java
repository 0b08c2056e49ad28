package io.attain.payout;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.ledger.Account;
import io.attain.ledger.Adjustments;
import io.attain.ledger.Entry;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;

/**
 * Pay that leaves a batch and comes back in the next one: lines kept back, payments that bounced. In the ledger it is
 * held for the batch, and released into the period whose payout is not being signed yet.
 */
@Component
class KeptBackLines {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Adjustments adjustments;
    private final Periods periods;
    private final Clock clock;

    KeptBackLines(JdbcClient jdbc, Ledger ledger, Adjustments adjustments, Periods periods, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.adjustments = adjustments;
        this.periods = periods;
        this.clock = clock;
    }

    void keep(PayoutBatchId batch, ParticipantId participant, KeptBack.Kind kind, String reason, UserId by) {
        jdbc.sql("""
                insert into payout.kept_back (batch_id, participant_id, kind, reason, kept_by, kept_at)
                values (:batch, :participant, :kind, :reason, :by, :at)
                """)
                .param("batch", batch.value())
                .param("participant", participant.value())
                .param("kind", kind.name())
                .param("reason", reason)
                .param("by", by.value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    List<KeptBack> of(PayoutBatchId batch) {
        return jdbc.sql("""
                select l.participant_id, l.name, l.employee_number, l.legal_entity, l.cost_centre, l.pay_date,
                       l.currency, l.amount_minor, l.final_settlement, k.kind, k.reason, k.kept_by, k.kept_at
                from payout.kept_back k
                join payout.line l on l.batch_id = k.batch_id and l.participant_id = k.participant_id
                where k.batch_id = :batch order by k.participant_id collate "C"
                """)
                .param("batch", batch.value())
                .query((rs, n) -> new KeptBack(PayoutRows.line(rs, n), KeptBack.Kind.valueOf(rs.getString("kind")),
                        rs.getString("reason"), new UserId(rs.getString("kept_by")),
                        rs.getTimestamp("kept_at").toInstant()))
                .list();
    }

    /** The smallest payout of a currency. */
    Optional<Money> minimum(Money amount) {
        return jdbc.sql("select amount_minor from payout.minimum where currency = :currency")
                .param("currency", amount.currency().getCurrencyCode()).query(Long.class).optional()
                .map(minor -> Money.ofMinor(minor, amount.currency()));
    }

    /** Payable to held, in the batch's own period. */
    Transfer held(String cause, Period period, ParticipantId participant, Money amount) {
        return new Transfer("kept:%s:%s".formatted(cause, participant.value()), TransferKind.HOLD, period.id(),
                period.lastDay(),
                List.of(Entry.debit(Account.payable(participant), amount),
                        Entry.credit(Account.held(participant), amount)),
                Optional.empty(), Optional.of(cause));
    }

    /**
     * Makes everything that batches kept back or banks returned payable in the open period, if it still takes that. The
     * period is held for the look: a payout of it that is being prepared meanwhile has either all of it or nothing.
     */
    void comeBack(String calendar) {
        periods.all().stream()
                .filter(period -> period.calendar().equals(calendar))
                .filter(KeptBackLines::takesPay)
                .map(period -> periods.hold(period.id()))
                .filter(period -> takesPay(period) && !adjustments.isSealed(period.id()))
                .findFirst()
                .ifPresent(period -> comeBackIn(period.id()));
    }

    private static boolean takesPay(Period period) {
        return period.state() == PeriodState.OPEN || period.state() == PeriodState.CLOSING;
    }

    /** The same in one period, whose payout is about to be prepared. */
    void comeBackIn(PeriodId period) {
        jdbc.sql("""
                select distinct t.cause from ledger.transfer t
                join ledger.entry e on e.transfer_id = t.id and e.account_type = 'HELD'
                join period.period p on p.id = t.period_id
                where t.cause ~ '^(payout|bounce)/'
                  and p.calendar = (select calendar from period.period where id = :period)
                group by t.cause, e.participant_id, e.currency having sum(e.amount_minor) <> 0
                order by t.cause
                """).param("period", period.value()).query(String.class).list()
                .forEach(cause -> ledger.heldFor(cause).forEach(held -> ledger.release(new Hold(
                        "back:%s:%s".formatted(cause, held.participant().value()), held.participant(), period,
                        held.amount(), cause))));
    }
}
