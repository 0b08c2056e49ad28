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

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.identity.CurrentUser;
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
     * Sets the target of a measure over a window.
     *
     * <p>
     * A window that a locked period meets may be corrected as well: what that changes is paid in the open period.
     *
     * @throws Refused when the window overlaps another quota of the measure
     */
    @Transactional
    public Recorded put(Quota quota) {
        if (quota.window().isOpenEnded() || !quota.amount().isPositive()) {
            throw new Refused("quota-shape", "A quota has a window that ends and an amount above zero.");
        }
        List<Quota> met = jdbc.sql(SELECT + """
				where participant_id = :id and measure = :measure and valid && daterange(:from::date, :to::date)
				order by valid_from for update
				""").param("id", quota.participant().value()).param("measure", quota.measure())
                .param("from", quota.window().from()).param("to", quota.window().to()).query(Quotas::quota).list();
        Optional<Quota> same = met.stream().filter(other -> other.window().equals(quota.window())).findFirst();
        if (same.isPresent() && same.get().equals(quota)) {
            return new Recorded.Unchanged();
        }
        met.stream().filter(other -> !other.window().equals(quota.window())).findFirst().ifPresent(other -> {
            throw new Refused("quota-overlap", "The window overlaps the quota from " + other.window().from() + " to "
                    + other.window().to() + ".");
        });
        if (same.isEmpty()) {
            jdbc.sql("""
					insert into participant.quota (participant_id, measure, valid_from, valid_to, amount_minor, currency)
					values (:id, :measure, :from, :to, :minor, :currency)
					""").param("id", quota.participant().value()).param("measure", quota.measure())
                    .param("from", quota.window().from()).param("to", quota.window().to())
                    .param("minor", quota.amount().minor())
                    .param("currency", quota.amount().currency().getCurrencyCode())
                    .update();
            if (isLocked(quota)) {
                remember(quota, "");
            }
            return new Recorded.Added();
        }
        jdbc.sql("""
				update participant.quota set amount_minor = :minor, currency = :currency
				 where participant_id = :id and measure = :measure and valid_from = :from
				""").param("id", quota.participant().value()).param("measure", quota.measure())
                .param("from", quota.window().from()).param("minor", quota.amount().minor())
                .param("currency", quota.amount().currency().getCurrencyCode()).update();
        FieldChange change = new FieldChange("amount", same.get().amount().toDecimal().toPlainString(),
                quota.amount().toDecimal().toPlainString());
        remember(quota, change.before());
        return new Recorded.Changed(List.of(change));
    }

    /** The latest correction of a quota of the participant whose window meets the range. */
    public Optional<QuotaCorrection> lastCorrection(ParticipantId participant, DateRange range) {
        List<String> fields = of(participant, range).stream().map(Quotas::field).toList();
        return jdbc.sql("""
				select before, after, recorded_by, recorded_at from participant.correction
				 where participant_id = :id and field = any (:fields) order by id desc limit 1
				""").param("id", participant.value()).param("fields", fields.toArray(String[]::new))
                .query((row, number) -> new QuotaCorrection(row.getString("before"), row.getString("after"),
                        row.getString("recorded_by"),
                        row.getObject("recorded_at", OffsetDateTime.class).toLocalDate()))
                .optional();
    }

    private static String field(Quota quota) {
        return "quota " + quota.measure() + " from " + quota.window().from();
    }

    private void remember(Quota quota, String before) {
        jdbc.sql("""
				insert into participant.correction (participant_id, field, before, after, recorded_by, recorded_at)
				values (:id, :field, :before, :after, :by, :at)
				""").param("id", quota.participant().value()).param("field", field(quota)).param("before", before)
                .param("after", quota.amount().toDecimal().toPlainString())
                .param("by", currentUser.find().map(user -> user.id().value()).orElse("system"))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    private boolean isLocked(Quota quota) {
        return periods.all().stream().anyMatch(period -> period.state().isFinal()
                && period.span().overlaps(quota.window()));
    }

    private static Quota quota(ResultSet row, int number) throws SQLException {
        return new Quota(new ParticipantId(row.getString("participant_id")), row.getString("measure"),
                new DateRange(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                Money.ofMinor(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))));
    }
}
