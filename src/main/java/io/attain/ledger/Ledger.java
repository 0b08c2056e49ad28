package io.attain.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/**
 * The append-only book. Every transfer balances, is posted once, and is corrected only by another transfer; the
 * database refuses everything else. Balances are sums of entries; what is kept of them is a projection, see
 * {@link RunningBalances}.
 */
@Service
public class Ledger {

    private static final String SELECT_ENTRIES = """
            select t.id, e.line, t.kind, t.period_id, t.effective_on, e.account_type, e.participant_id, e.currency,
                   e.amount_minor, t.posted_at, t.posted_by, t.idempotency_key, t.reverses, t.cause, t.memo
            from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
            """;

    private final JdbcClient jdbc;
    private final Periods periods;
    private final CurrentUser currentUser;
    private final Clock clock;

    Ledger(JdbcClient jdbc, Periods periods, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Posts one transfer, or finds that it is there already. */
    @Transactional
    public Posting post(Transfer transfer) {
        return post(List.of(transfer)).getFirst();
    }

    /**
     * Posts many transfers in two statements. The answers stand in the order of the transfers.
     *
     * @throws IllegalStateException when a key is taken by a transfer with another content
     */
    @Transactional
    public List<Posting> post(Collection<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return List.of();
        }
        Map<String, TransferId> fresh = insertTransfers(transfers);
        insertEntries(transfers, fresh);
        Map<String, Known> known = fresh.size() == transfers.size() ? Map.of() : known(transfers);
        List<Posting> postings = new ArrayList<>(transfers.size());
        for (Transfer transfer : transfers) {
            TransferId id = fresh.get(transfer.idempotencyKey());
            if (id != null) {
                postings.add(new Posting(id, true));
                continue;
            }
            Known there = known.get(transfer.idempotencyKey());
            if (there == null || !there.content().equals(transfer.content())) {
                throw new IllegalStateException(
                        "transfer " + transfer.idempotencyKey() + " is posted already with another content");
            }
            postings.add(new Posting(there.id(), false));
        }
        return postings;
    }

    private record Known(TransferId id, Sha256 content) {}

    private Map<String, TransferId> insertTransfers(Collection<Transfer> transfers) {
        int size = transfers.size();
        String[] ids = new String[size];
        String[] keys = new String[size];
        String[] kinds = new String[size];
        String[] periods = new String[size];
        String[] dates = new String[size];
        String[] reverses = new String[size];
        String[] contents = new String[size];
        String[] causes = new String[size];
        String[] memos = new String[size];
        int i = 0;
        for (Transfer transfer : transfers) {
            ids[i] = TransferId.fresh().toString();
            keys[i] = transfer.idempotencyKey();
            kinds[i] = transfer.kind().name();
            periods[i] = transfer.period().value();
            dates[i] = transfer.effectiveOn().toString();
            reverses[i] = transfer.reverses().map(TransferId::toString).orElse("");
            contents[i] = transfer.content().hex();
            causes[i] = transfer.cause().orElse("");
            memos[i] = transfer.memo().orElse("");
            i++;
        }
        Map<String, TransferId> fresh = new HashMap<>();
        jdbc.sql("""
                insert into ledger.transfer
                    (id, idempotency_key, kind, period_id, effective_on, reverses, cause, memo, content_sha256,
                     posted_at, posted_by)
                select x.id, x.key, x.kind, x.period, x.effective_on, nullif(x.reverses, '')::uuid, nullif(x.cause, ''),
                       nullif(x.memo, ''), decode(x.content, 'hex'), :at, :by
                from unnest(:ids::uuid[], :keys::text[], :kinds::text[], :periods::text[], :dates::date[],
                            :reverses::text[], :contents::text[], :causes::text[], :memos::text[])
                     as x (id, key, kind, period, effective_on, reverses, content, cause, memo)
                on conflict (idempotency_key) do nothing
                returning id, idempotency_key
                """)
                .param("ids", ids)
                .param("keys", keys)
                .param("kinds", kinds)
                .param("periods", periods)
                .param("dates", dates)
                .param("reverses", reverses)
                .param("contents", contents)
                .param("causes", causes)
                .param("memos", memos)
                .param("at", Timestamp.from(clock.instant()))
                .param("by", currentUser.find().map(User::id).map(id -> id.value()).orElse("system"))
                .query(rs -> {
                    fresh.put(rs.getString("idempotency_key"), new TransferId(rs.getObject("id", UUID.class)));
                });
        return fresh;
    }

    /** All entries in one statement: the database checks the balance of every touched transfer at its end. */
    private void insertEntries(Collection<Transfer> transfers, Map<String, TransferId> fresh) {
        List<String> ids = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> participants = new ArrayList<>();
        List<String> currencies = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        for (Transfer transfer : transfers) {
            TransferId id = fresh.get(transfer.idempotencyKey());
            if (id == null) {
                continue;
            }
            int line = 1;
            for (Entry entry : transfer.entries()) {
                ids.add(id.toString());
                lines.add(line++);
                types.add(entry.account().type().name());
                participants.add(entry.account().participant().map(ParticipantId::value).orElse(""));
                currencies.add(entry.amount().currency().getCurrencyCode());
                amounts.add(entry.amount().minor());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into ledger.entry
                    (transfer_id, line, account_type, participant_id, currency, amount_minor)
                select x.id, x.line, x.type, nullif(x.participant, ''), x.currency, x.amount
                from unnest(:ids::uuid[], :lines::int[], :types::text[], :participants::text[], :currencies::text[],
                            :amounts::bigint[])
                     as x (id, line, type, participant, currency, amount)
                """)
                .param("ids", ids.toArray(String[]::new))
                .param("lines", lines.toArray(Integer[]::new))
                .param("types", types.toArray(String[]::new))
                .param("participants", participants.toArray(String[]::new))
                .param("currencies", currencies.toArray(String[]::new))
                .param("amounts", amounts.toArray(Long[]::new))
                .update();
    }

    private Map<String, Known> known(Collection<Transfer> transfers) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql("""
                select id, idempotency_key, encode(content_sha256, 'hex') as content
                from ledger.transfer where idempotency_key = any (:keys::text[])
                """)
                .param("keys", transfers.stream().map(Transfer::idempotencyKey).toArray(String[]::new))
                .query(rs -> {
                    known.put(
                            rs.getString("idempotency_key"),
                            new Known(
                                    new TransferId(rs.getObject("id", UUID.class)),
                                    Sha256.fromHex(rs.getString("content"))));
                });
        return known;
    }

    /**
     * Moves payable to held. The period's payable may go below zero until its lock accrues what is held.
     *
     * @throws Refused {@code hold-sealed} when the period's payout is being signed, {@code hold-locked} when the period
     *                 is locked: then there is nothing left in it to hold
     */
    @Transactional
    public Posting hold(Hold hold) {
        Account from = Account.payable(hold.participant());
        Account to = Account.held(hold.participant());
        return move(hold, TransferKind.HOLD, from, to);
    }

    /**
     * Moves held back to payable, wholly or in part; it is paid by the payout of the period.
     *
     * @throws Refused {@code hold-short} when less is held for the cause; {@code hold-sealed} and {@code hold-locked} as
     *                 when holding
     */
    @Transactional
    public Posting release(Hold part) {
        Optional<Posting> there = posted(part, TransferKind.RELEASE);
        if (there.isPresent()) {
            return there.get();
        }
        Money held = held(part.participant(), part.cause(), part.amount().currency());
        if (held.compareTo(part.amount()) < 0) {
            throw new Refused("hold-short", "%s is held for %s; %s cannot be released."
                    .formatted(held, part.cause(), part.amount()));
        }
        return move(part, TransferKind.RELEASE, Account.held(part.participant()), Account.payable(part.participant()));
    }

    /** Releases everything that is held for a cause; repeated it changes nothing. */
    @Transactional
    public List<Posting> releaseAll(String cause, PeriodId period) {
        return heldFor(cause).stream()
                .map(held -> release(new Hold(
                        "release:%s:%s:%s:%d".formatted(cause, held.participant().value(), period, held.movements()),
                        held.participant(), period, held.amount(), cause)))
                .toList();
    }

    private Posting move(Hold hold, TransferKind kind, Account from, Account to) {
        Optional<Posting> there = posted(hold, kind);
        if (there.isPresent()) {
            return there.get();
        }
        Period period = periods.hold(hold.period());
        if (period.state().isFinal()) {
            throw new Refused("hold-locked",
                    "%s is locked: hold or release in the open period.".formatted(period.id()));
        }
        jdbc.sql("select because from ledger.adjustment_seal where period_id = :period")
                .param("period", period.id().value())
                .query(String.class)
                .optional()
                .ifPresent(because -> {
                    throw new Refused("hold-sealed", because);
                });
        return post(transfer(hold, kind, period, from, to));
    }

    /** Repeating what was done is harmless, whatever became of the period since. */
    private Optional<Posting> posted(Hold hold, TransferKind kind) {
        Period period = periods.get(hold.period());
        Account payable = Account.payable(hold.participant());
        Account held = Account.held(hold.participant());
        Transfer transfer = kind == TransferKind.HOLD
                ? transfer(hold, kind, period, payable, held)
                : transfer(hold, kind, period, held, payable);
        return Optional.ofNullable(known(List.of(transfer)).get(hold.key())).map(there -> {
            if (!there.content().equals(transfer.content())) {
                throw new IllegalStateException("transfer " + hold.key() + " is posted already with another content");
            }
            return new Posting(there.id(), false);
        });
    }

    private static Transfer transfer(Hold hold, TransferKind kind, Period period, Account from, Account to) {
        return new Transfer(hold.key(), kind, period.id(), period.lastDay(),
                List.of(Entry.debit(from, hold.amount()), Entry.credit(to, hold.amount())),
                Optional.empty(), Optional.of(hold.cause()), Optional.empty());
    }

    /** What is held of a participant for a cause; zero when nothing is. */
    public Money held(ParticipantId participant, String cause, Currency currency) {
        long debits = jdbc.sql("""
                select coalesce(sum(e.amount_minor), 0)::bigint
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = 'HELD' and e.participant_id = :participant and e.currency = :currency
                  and t.cause = :cause
                """)
                .param("participant", participant.value())
                .param("currency", currency.getCurrencyCode())
                .param("cause", cause)
                .query(Long.class)
                .single();
        return Money.ofMinor(-debits, currency);
    }

    /** What is held of a participant, by cause; nothing that is released already. */
    public List<Held> held(ParticipantId participant) {
        return held("e.participant_id = :what", participant.value());
    }

    /** What is held for a cause, by participant; nothing that is released already. */
    public List<Held> heldFor(String cause) {
        return held("t.cause = :what", cause);
    }

    private List<Held> held(String where, String what) {
        return jdbc.sql("""
                select e.participant_id, t.cause, e.currency, -sum(e.amount_minor)::bigint as held, count(*) as movements
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = 'HELD' and %s
                group by e.participant_id, t.cause, e.currency having sum(e.amount_minor) <> 0
                order by e.participant_id collate "C", t.cause collate "C", e.currency
                """.formatted(where))
                .param("what", what)
                .query((rs, n) -> new Held(
                        new ParticipantId(rs.getString("participant_id")),
                        rs.getString("cause"),
                        Money.ofMinor(rs.getLong("held"), Currency.getInstance(rs.getString("currency"))),
                        rs.getInt("movements")))
                .list();
    }

    /**
     * The balances that pay of a period begins with: of everyone, in the account's natural direction, as of the end of
     * the day before; zero ones left out.
     */
    public List<Balance> balancesBefore(AccountType type, LocalDate day) {
        return jdbc.sql("""
                select e.participant_id, e.currency, sum(e.amount_minor)::bigint as debits
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = :type and t.effective_on < :day and e.participant_id is not null
                group by e.participant_id, e.currency having sum(e.amount_minor) <> 0
                order by e.participant_id collate "C", e.currency
                """)
                .param("type", type.name())
                .param("day", day)
                .query((rs, n) -> new Balance(
                        new Account(type, Optional.of(new ParticipantId(rs.getString("participant_id")))),
                        type.natural(Money.ofMinor(
                                rs.getLong("debits"), Currency.getInstance(rs.getString("currency"))))))
                .list();
    }

    /** The balance of one account at the end of the day before. */
    public Money balanceBefore(Account account, LocalDate day, Currency currency) {
        long debits = jdbc.sql("""
                select coalesce(sum(e.amount_minor), 0)::bigint
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = :type and e.participant_id is not distinct from nullif(:participant, '')
                  and e.currency = :currency and t.effective_on < :day
                """)
                .param("type", account.type().name())
                .param("participant", account.participant().map(ParticipantId::value).orElse(""))
                .param("currency", currency.getCurrencyCode())
                .param("day", day)
                .query(Long.class)
                .single();
        return account.type().natural(Money.ofMinor(debits, currency));
    }

    /** The balance of one account, zero when it was never used. */
    public Money balance(Account account, Currency currency) {
        long debits = jdbc.sql("""
                select coalesce(sum(amount_minor), 0)::bigint
                from ledger.entry
                where account_type = :type and participant_id is not distinct from nullif(:participant, '')
                  and currency = :currency
                """)
                .param("type", account.type().name())
                .param("participant", account.participant().map(ParticipantId::value).orElse(""))
                .param("currency", currency.getCurrencyCode())
                .query(Long.class)
                .single();
        return account.type().natural(Money.ofMinor(debits, currency));
    }

    /** All balances of a participant, zero ones included once the account was used. */
    public List<Balance> balances(ParticipantId participant) {
        return jdbc.sql("""
                select account_type, currency, debits_minor - credits_minor as debits
                from ledger.running_balance where participant_id = :participant order by currency, account_type
                """)
                .param("participant", participant.value())
                .query((rs, n) -> {
                    AccountType type = AccountType.valueOf(rs.getString("account_type"));
                    Money debits = Money.ofMinor(
                            rs.getLong("debits"), Currency.getInstance(rs.getString("currency")));
                    return new Balance(
                            new Account(type, Optional.of(participant)), type.natural(debits));
                })
                .list();
    }

    /** What moved on the accounts of one type in one period, by participant, in the account's natural direction. */
    public Map<ParticipantId, Money> movements(AccountType type, PeriodId period, Currency currency) {
        Map<ParticipantId, Money> movements = new LinkedHashMap<>();
        jdbc.sql("""
                select e.participant_id, sum(e.amount_minor)::bigint as debits
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = :type and t.period_id = :period and e.currency = :currency
                group by e.participant_id order by e.participant_id collate "C"
                """)
                .param("type", type.name())
                .param("period", period.value())
                .param("currency", currency.getCurrencyCode())
                .query(rs -> {
                    Money debits = Money.ofMinor(rs.getLong("debits"), currency);
                    movements.put(
                            new ParticipantId(rs.getString("participant_id")),
                            type.natural(debits));
                });
        return movements;
    }

    /** What moved on one participant's account of one type in one period, in the account's natural direction. */
    public Money movement(AccountType type, ParticipantId participant, PeriodId period, Currency currency) {
        long debits = jdbc.sql("""
                select coalesce(sum(e.amount_minor), 0)::bigint
                from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = :type and e.participant_id = :participant and t.period_id = :period
                  and e.currency = :currency
                """)
                .param("type", type.name())
                .param("participant", participant.value())
                .param("period", period.value())
                .param("currency", currency.getCurrencyCode())
                .query(Long.class)
                .single();
        return type.natural(Money.ofMinor(debits, currency));
    }

    public TrialBalance trialBalance() {
        return new TrialBalance(jdbc.sql("""
                select account_type, currency, sum(debits_minor)::bigint as debits,
                       sum(credits_minor)::bigint as credits
                from ledger.running_balance group by account_type, currency order by account_type, currency
                """)
                .query((rs, n) -> {
                    Currency currency = Currency.getInstance(rs.getString("currency"));
                    return new TrialBalance.Row(
                            AccountType.valueOf(rs.getString("account_type")),
                            Money.ofMinor(rs.getLong("debits"), currency),
                            Money.ofMinor(rs.getLong("credits"), currency));
                })
                .list());
    }

    /** The entries on a participant's accounts in a period, in the order of posting. */
    public List<PostedEntry> entriesOf(ParticipantId participant, PeriodId period) {
        return jdbc.sql(SELECT_ENTRIES + """
                where e.participant_id = :participant and t.period_id = :period
                order by t.posted_at, t.idempotency_key, e.line
                """)
                .param("participant", participant.value())
                .param("period", period.value())
                .query(Ledger::entry)
                .list();
    }

    /** All entries of a period, in the order of posting. */
    public List<PostedEntry> entriesOf(PeriodId period) {
        return jdbc.sql(SELECT_ENTRIES + """
                where t.period_id = :period order by t.posted_at, t.idempotency_key, e.line
                """).param("period", period.value()).query(Ledger::entry).list();
    }

    private static PostedEntry entry(ResultSet rs, int rowNum) throws SQLException {
        return new PostedEntry(
                new TransferId(rs.getObject("id", UUID.class)),
                rs.getInt("line"),
                TransferKind.valueOf(rs.getString("kind")),
                new PeriodId(rs.getString("period_id")),
                rs.getObject("effective_on", LocalDate.class),
                new Account(
                        AccountType.valueOf(rs.getString("account_type")),
                        Optional.ofNullable(rs.getString("participant_id")).map(ParticipantId::new)),
                Money.ofMinor(rs.getLong("amount_minor"), Currency.getInstance(rs.getString("currency"))),
                rs.getTimestamp("posted_at").toInstant(),
                rs.getString("posted_by"),
                rs.getString("idempotency_key"),
                Optional.ofNullable(rs.getObject("reverses", UUID.class)).map(TransferId::new),
                Optional.ofNullable(rs.getString("cause")),
                Optional.ofNullable(rs.getString("memo")));
    }
}
