package io.attain.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * The balance of every account, kept beside the entries so that it need not be added up each time. It is a projection:
 * what is posted is the entries, and the projection can be built again from them at any time.
 */
@Service
public class RunningBalances {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectMapper json;

    RunningBalances(JdbcClient jdbc, AuditTrail audit, CurrentUser currentUser, Clock clock, ObjectMapper json) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.json = json;
    }

    /** Takes in what was posted and is finished. Until then it is added when a balance is read, so this is never urgent. */
    @Transactional
    public void advance() {
        jdbc.sql("select ledger.advance_balances()").query(row -> {});
    }

    /** Compares every balance with its entries, writes down what was found, and answers it. Nothing is mended. */
    @Transactional
    public BalanceCheck check() {
        String by = currentUser.find().map(RunningBalances::finance).map(user -> user.id().value())
                .orElse(AuditTrail.SYSTEM);
        // One statement, one snapshot: what is posted meanwhile is on both sides or on neither.
        record Row(long accounts, Optional<BalanceCheck.Difference> difference) {}
        List<Row> rows = jdbc.sql("""
                select (select count(*) from ledger.running_balance) as accounts, d.*
                  from (select 1) one left join ledger.differing_balance d on true
                 order by d.account_type, d.participant_id, d.currency
                """).query((row, number) -> new Row(row.getLong("accounts"), difference(row))).list();
        BalanceCheck found = new BalanceCheck(clock.instant(), by, rows.getFirst().accounts(),
                rows.stream().flatMap(row -> row.difference().stream()).toList());
        jdbc.sql("""
                insert into ledger.balance_check (at, by, accounts, differing)
                values (:at, :by, :accounts, cast(:differing as jsonb))
                """)
                .param("at", Timestamp.from(found.at()))
                .param("by", by)
                .param("accounts", found.accounts())
                .param("differing", text(found.differing()))
                .update();
        if (!found.agrees()) {
            audit.record("ledger.balances-differ", "ledger", Map.of("accounts",
                    found.differing().stream().limit(100).map(one -> one.account().inWords()).toList()));
        }
        return found;
    }

    /** Builds the projection again from the entries alone. */
    @Transactional
    public BalanceCheck rebuild() {
        finance(currentUser.get());
        jdbc.sql("select ledger.rebuild_balances()").query(row -> {});
        audit.record("ledger.balances-rebuilt", "ledger", Map.of());
        return check();
    }

    /** What the latest check found. */
    public Optional<BalanceCheck> latest() {
        return jdbc.sql("select at, by, accounts, differing from ledger.balance_check order by id desc limit 1")
                .query((row, number) -> new BalanceCheck(row.getTimestamp("at").toInstant(), row.getString("by"),
                        row.getLong("accounts"), differences(row.getString("differing"))))
                .optional();
    }

    private static User finance(User user) {
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("the ledger is finance's to check");
        }
        return user;
    }

    private static Optional<BalanceCheck.Difference> difference(ResultSet row) throws SQLException {
        String type = row.getString("account_type");
        if (type == null) {
            return Optional.empty();
        }
        return Optional.of(difference(type, row.getString("participant_id"), row.getString("currency"),
                row.getLong("kept_debits_minor") - row.getLong("kept_credits_minor"),
                row.getLong("debits_minor") - row.getLong("credits_minor")));
    }

    private static BalanceCheck.Difference difference(String type, String participant, String currency, long kept,
            long posted) {
        AccountType known = AccountType.valueOf(type);
        Currency money = Currency.getInstance(currency);
        return new BalanceCheck.Difference(
                new Account(known, participant.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ParticipantId(participant))),
                known.natural(Money.ofMinor(kept, money)), known.natural(Money.ofMinor(posted, money)));
    }

    private String text(List<BalanceCheck.Difference> differing) {
        try {
            return json.writeValueAsString(differing.stream()
                    .map(one -> Map.of("type", one.account().type().name(), "participant",
                            one.account().participant().map(ParticipantId::value).orElse(""), "currency",
                            one.kept().currency().getCurrencyCode(), "kept",
                            one.account().type().natural(one.kept()).minor(), "posted",
                            one.account().type().natural(one.posted()).minor()))
                    .toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<BalanceCheck.Difference> differences(String text) {
        try {
            List<BalanceCheck.Difference> differing = new ArrayList<>();
            for (JsonNode one : json.readTree(text)) {
                differing.add(difference(one.path("type").asText(), one.path("participant").asText(),
                        one.path("currency").asText(), one.path("kept").asLong(), one.path("posted").asLong()));
            }
            return differing;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
