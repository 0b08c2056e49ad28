package io.attain.payout;

import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * The journal for the general ledger: accruals at the close, their reversal at the payment, and whatever else moved.
 * Every transfer of the ledger is in the journal of one batch, the first one written after it. Summed by day, kind,
 * account, legal entity and cost centre, so that nobody's pay can be read from it.
 */
@Component
class Journal {

    private static final String HEADER = "journal,date,period,text,account,account name,legal entity,cost centre,debit,credit,currency\r\n";

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes what no journal has taken yet. */
    void take(PayoutBatchId batch) {
        jdbc.sql("""
                insert into payout.journal_transfer (transfer_id, batch_id)
                select t.id, :batch from ledger.transfer t
                where not exists (select 1 from payout.journal_transfer taken where taken.transfer_id = t.id)
                """).param("batch", batch.value()).update();
    }

    /**
     * @throws Refused {@code journal-account} when an account of the ledger has no account of the general ledger
     */
    byte[] of(PayoutBatchId batch) {
        List<String> unmapped = jdbc.sql("""
                select distinct e.account_type from payout.journal_transfer j
                join ledger.entry e on e.transfer_id = j.transfer_id
                where j.batch_id = :batch and e.account_type not in (select account_type from payout.gl_account)
                """).param("batch", batch.value()).query(String.class).list();
        if (!unmapped.isEmpty()) {
            throw new Refused("journal-account",
                    "The ledger's account %s has no account of the general ledger; add it under Payout settings."
                            .formatted(unmapped.getFirst().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        StringBuilder csv = new StringBuilder(HEADER);
        Map<String, Long> sums = new TreeMap<>();
        jdbc.sql("""
                with owned as (
                    select e.transfer_id, max(e.participant_id) as participant_id from ledger.entry e
                    join payout.journal_transfer j on j.transfer_id = e.transfer_id
                    where j.batch_id = :batch group by e.transfer_id
                )
                select t.effective_on, t.period_id, t.kind, g.code, g.name, p.legal_entity, p.cost_centre, e.currency,
                       sum(e.amount_minor)::bigint as debits
                from owned o
                join ledger.transfer t on t.id = o.transfer_id
                join ledger.entry e on e.transfer_id = o.transfer_id
                join payout.gl_account g on g.account_type = e.account_type
                left join participant.participant p on p.id = o.participant_id
                group by t.effective_on, t.period_id, t.kind, g.code, g.name, p.legal_entity, p.cost_centre, e.currency
                having sum(e.amount_minor) <> 0
                order by t.effective_on, t.period_id collate "C", t.kind collate "C", p.legal_entity collate "C",
                         p.cost_centre collate "C", e.currency, g.code collate "C"
                """).param("batch", batch.value()).query(rs -> {
            Money debits = Money.ofMinor(rs.getLong("debits"), Currency.getInstance(rs.getString("currency")));
            sums.merge(rs.getString("currency"), debits.minor(), Math::addExact);
            csv.append(batch).append(',')
                    .append(rs.getDate("effective_on").toLocalDate()).append(',')
                    .append(PayrollCsv.text(rs.getString("period_id"))).append(',')
                    .append(PayrollCsv.text(words(rs.getString("kind")) + " " + rs.getString("period_id"))).append(',')
                    .append(PayrollCsv.text(rs.getString("code"))).append(',')
                    .append(PayrollCsv.text(rs.getString("name"))).append(',')
                    .append(PayrollCsv.text(orNone(rs.getString("legal_entity")))).append(',')
                    .append(PayrollCsv.text(orNone(rs.getString("cost_centre")))).append(',')
                    .append(debits.isPositive() ? PayrollCsv.amount(debits) : "").append(',')
                    .append(debits.isNegative() ? PayrollCsv.amount(debits.negate()) : "").append(',')
                    .append(rs.getString("currency")).append("\r\n");
        });
        if (sums.values().stream().anyMatch(sum -> sum != 0)) {
            throw new IllegalStateException("the journal of payout batch " + batch + " does not balance: " + sums);
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String words(String kind) {
        return switch (kind) {
            case "ACCRUAL" -> "Commission accrued";
            case "PAYABLE" -> "Commission payable";
            case "PAID" -> "Commission paid";
            case "ADJUSTMENT" -> "Commission adjusted";
            default -> "Commission " + kind.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
