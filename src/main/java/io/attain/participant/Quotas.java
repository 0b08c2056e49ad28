package io.attain.participant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Quotas of participants. */
@Service
public class Quotas {

    private static final String SELECT = """
			select participant_id, measure, valid_from, valid_to, amount_minor, currency from participant.quota
			""";

    private static final String CORRECTIONS = """
			select participant_id, field, before, after, recorded_by, approved_by, recorded_at from participant.correction
			""";

    private final JdbcClient jdbc;
    private final Periods periods;
    private final CurrentUser currentUser;
    private final Clock clock;

    Quotas(JdbcClient jdbc, Periods periods, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The quotas of a participant whose windows meet the range, by measure and first day. */
    public List<Quota> of(ParticipantId participant, DateRange range) {
        return jdbc.sql(SELECT + """
				where participant_id = :id and valid && daterange(:from::date, :to::date) order by measure, valid_from
				""").param("id", participant.value()).param("from", range.from()).param("to", range.to())
                .query(Quotas::quota).list();
    }

    /** All quotas whose windows meet the range, by participant, measure and first day. */
    public List<Quota> all(DateRange range) {
        return jdbc.sql(SELECT + """
				where valid && daterange(:from::date, :to::date)
				order by participant_id collate "C", measure, valid_from
				""").param("from", range.from()).param("to", range.to()).query(Quotas::quota).list();
    }

    /**
     * Sets the target of a measure over a window. Where the window meets a settled period this moves money that was
     * paid: then only the system itself may; people ask by {@link QuotaProposals}.
     *
     * @throws Refused when the window overlaps another quota of the measure, or meets a settled period
     */
    @Transactional
    public Recorded put(Quota quota) {
        Optional<Money> before = before(quota);
        if (before.equals(Optional.of(quota.amount()))) {
            return new Recorded.Unchanged();
        }
        List<Period> settled = settled(quota);
        Optional<String> by = currentUser.find().map(user -> user.id().value());
        if (by.isPresent() && !settled.isEmpty()) {
            throw new Refused("quota-settled", "The window meets " + inWords(settled)
                    + ": somebody else has to approve the change. Import it as a file.");
        }
        return apply(quota, before, by.orElse(AuditTrail.SYSTEM), Optional.empty(), !settled.isEmpty());
    }

    /**
     * What the quota of the same window is, with its row held until the end of the transaction.
     *
     * @throws Refused when the quota is none, or its window overlaps another one
     */
    Optional<Money> before(Quota quota) {
        if (quota.window().isOpenEnded() || !quota.amount().isPositive()) {
            throw new Refused("quota-shape", "A quota has a window that ends and an amount above zero.");
        }
        List<Quota> met = jdbc.sql(SELECT + """
				where participant_id = :id and measure = :measure and valid && daterange(:from::date, :to::date)
				order by valid_from for update
				""").param("id", quota.participant().value()).param("measure", quota.measure())
                .param("from", quota.window().from()).param("to", quota.window().to()).query(Quotas::quota).list();
        met.stream().filter(other -> !other.window().equals(quota.window())).findFirst().ifPresent(other -> {
            throw new Refused("quota-overlap", "The window overlaps the quota from " + other.window().from() + " to "
                    + other.window().to() + ".");
        });
        return met.stream().findFirst().map(Quota::amount);
    }

    /** The periods that the window meets whose inputs are frozen; their states are held until the end of the transaction. */
    List<Period> settled(Quota quota) {
        return periods.holdMeeting(quota.window()).stream().filter(period -> period.state() != PeriodState.OPEN)
                .toList();
    }

    static String inWords(List<Period> settled) {
        return settled.stream().map(period -> period.id() + switch (period.state()) {
            case CLOSING -> " (being closed)";
            case LOCKED -> " (locked)";
            case PAID -> " (paid)";
            case OPEN -> " (open)";
        }).collect(Collectors.joining(", "));
    }

    /** Writes it and, where it corrects something, remembers by whom. */
    Recorded apply(Quota quota, Optional<Money> before, String by, Optional<String> approvedBy, boolean settled) {
        JdbcClient.StatementSpec write = jdbc.sql(before.isEmpty()
                ? """
						insert into participant.quota (participant_id, measure, valid_from, valid_to, amount_minor, currency)
						values (:id, :measure, :from, :to, :minor, :currency)
						"""
                : """
						update participant.quota set amount_minor = :minor, currency = :currency
						 where participant_id = :id and measure = :measure and valid_from = :from and valid_to = :to
						""");
        write.param("id", quota.participant().value()).param("measure", quota.measure())
                .param("from", quota.window().from()).param("to", quota.window().to())
                .param("minor", quota.amount().minor())
                .param("currency", quota.amount().currency().getCurrencyCode()).update();
        String was = before.map(amount -> amount.toDecimal().toPlainString()).orElse("");
        if (settled || before.isPresent()) {
            remember(quota, was, by, approvedBy);
        }
        return before.isEmpty()
                ? new Recorded.Added()
                : new Recorded.Changed(List.of(new FieldChange("amount", was,
                        quota.amount().toDecimal().toPlainString())));
    }

    /** The latest correction of a quota of the participant whose window meets the range. */
    public Optional<QuotaCorrection> lastCorrection(ParticipantId participant, DateRange range) {
        List<String> fields = of(participant, range).stream().map(Quotas::field).toList();
        return jdbc.sql(CORRECTIONS + """
				where participant_id = :id and field = any (:fields) order by id desc limit 1
				""").param("id", participant.value()).param("fields", fields.toArray(String[]::new))
                .query((row, number) -> correction(row)).optional();
    }

    /** The corrections on record, the latest first, at most 200. */
    public List<CorrectedQuota> corrections() {
        return jdbc.sql(CORRECTIONS + "where field like 'quota %' order by id desc limit 200")
                .query((row, number) -> new CorrectedQuota(new ParticipantId(row.getString("participant_id")),
                        row.getString("field").substring("quota ".length()), correction(row)))
                .list();
    }

    private static String field(Quota quota) {
        return "quota " + quota.measure() + " from " + quota.window().from();
    }

    private void remember(Quota quota, String before, String by, Optional<String> approvedBy) {
        jdbc.sql("""
				insert into participant.correction
				  (participant_id, field, before, after, recorded_by, approved_by, recorded_at)
				values (:id, :field, :before, :after, :by, :approvedBy, :at)
				""").param("id", quota.participant().value()).param("field", field(quota)).param("before", before)
                .param("after", quota.amount().toDecimal().toPlainString())
                .param("by", by).param("approvedBy", approvedBy.orElse(null))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    private static QuotaCorrection correction(ResultSet row) throws SQLException {
        return new QuotaCorrection(row.getString("before"), row.getString("after"), row.getString("recorded_by"),
                Optional.ofNullable(row.getString("approved_by")),
                row.getObject("recorded_at", OffsetDateTime.class).toLocalDate());
    }

    private static Quota quota(ResultSet row, int number) throws SQLException {
        return new Quota(new ParticipantId(row.getString("participant_id")), row.getString("measure"),
                new DateRange(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                Money.ofMinor(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))));
    }
}
