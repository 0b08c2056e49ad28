package io.attain.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/** What the lock of a period posted, and its mirror image when the lock is undone. Nothing is ever taken out. */
@Service
public class Reversals {

    /** What a lock posts, and nothing else does. */
    private static final List<TransferKind> OF_A_LOCK = List.of(TransferKind.ACCRUAL, TransferKind.COLLECTION,
            TransferKind.HOLDBACK, TransferKind.EXCHANGE, TransferKind.DRAW, TransferKind.RECOVERY,
            TransferKind.CLAWBACK,
            TransferKind.PRIOR_PERIOD);

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Reversals(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** The transfers that the lock of a period posted and nobody has reversed, in the order of their keys. */
    public List<Reversible> ofLock(PeriodId period) {
        record Head(TransferId id, String key, TransferKind kind, LocalDate effectiveOn, Optional<String> memo) {}
        Map<Head, List<Entry>> transfers = new LinkedHashMap<>();
        jdbc.sql("""
                select t.id, t.idempotency_key, t.kind, t.effective_on, t.memo, e.account_type, e.participant_id, e.currency,
                       e.amount_minor
                from ledger.transfer t join ledger.entry e on e.transfer_id = t.id
                where t.period_id = :period and t.kind = any (:kinds)
                  and not exists (select from ledger.transfer r where r.reverses = t.id)
                order by t.idempotency_key collate "C", e.line
                """)
                .param("period", period.value())
                .param("kinds", OF_A_LOCK.stream().map(TransferKind::name).toArray(String[]::new))
                .query(rs -> {
                    transfers.computeIfAbsent(new Head(new TransferId(rs.getObject("id", UUID.class)),
                            rs.getString("idempotency_key"), TransferKind.valueOf(rs.getString("kind")),
                            rs.getObject("effective_on", LocalDate.class), Optional.ofNullable(rs.getString("memo"))),
                            head -> new ArrayList<>())
                            .add(new Entry(new Account(AccountType.valueOf(rs.getString("account_type")),
                                    Optional.ofNullable(rs.getString("participant_id")).map(ParticipantId::new)),
                                    Money.ofMinor(rs.getLong("amount_minor"),
                                            Currency.getInstance(rs.getString("currency")))));
                });
        return transfers.entrySet().stream().map(one -> new Reversible(one.getKey().id(), one.getKey().key(),
                one.getKey().kind(), one.getKey().effectiveOn(), one.getValue(), one.getKey().memo())).toList();
    }

    /**
     * Posts the mirror image of everything the lock of a period posted, on the same days; the period is open again.
     *
     * @param because why, for people to read
     * @return what was reversed
     */
    @Transactional
    public List<Reversible> reverseLock(PeriodId period, String because) {
        List<Reversible> posted = ofLock(period);
        ledger.post(posted.stream().map(one -> new Transfer("reversal:" + one.transfer(), TransferKind.REVERSAL, period,
                one.effectiveOn(),
                one.entries().stream().map(entry -> new Entry(entry.account(), entry.amount().negate())).toList(),
                Optional.of(one.transfer())).because(
                        Stream.concat(Stream.of(because), one.memo().stream())
                                .reduce((first, second) -> first + " – " + second).orElse(because)))
                .toList());
        return posted;
    }
}
