package io.attain.readiness;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/**
 * What stands in the way of a close: every rule's findings, each open until it is resolved in the data or waived by
 * name. A waiver is of what was found word for word; when the finding changes it is open again.
 */
@Service
public class CloseFindings {

    private static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final List<CloseRule> rules;
    private final Periods periods;
    private final Runs runs;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    CloseFindings(JdbcClient jdbc, List<CloseRule> rules, Periods periods, Runs runs, AuditTrail audit,
            CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules.stream().sorted(Comparator.comparing(CloseRule::weight).thenComparing(CloseRule::id))
                .toList();
        this.periods = periods;
        this.runs = runs;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    private record Key(String rule, String subject, Sha256 digest) {}

    /**
     * Everything found in the period as it stands, waived or not, what blocks first. Brings the credits of an open
     * period up to date, for rules look at them.
     *
     * @param run the run of the close under way; without one nothing is said of results
     */
    @Transactional
    public List<CloseFinding> of(PeriodId id, Optional<RunId> run) {
        Period period = periods.get(id);
        if (period.isOpen()) {
            runs.bringCreditsUpToDate(id);
        }
        Map<Key, Waiver> waived = new HashMap<>();
        jdbc.sql("select * from readiness.waiver where period_id = :period")
                .param("period", id.value())
                .query((row, number) -> waived.put(
                        new Key(row.getString("rule"), row.getString("subject"),
                                Sha256.fromBytes(row.getBytes("finding_sha256"))),
                        new Waiver(row.getString("rule"), row.getString("subject"), row.getString("sentence"),
                                row.getString("reason"), new UserId(row.getString("waived_by")),
                                row.getObject("waived_at", OffsetDateTime.class).toInstant())))
                .list();
        List<CloseFinding> findings = new ArrayList<>();
        for (CloseRule rule : rules) {
            for (CloseRule.Found found : rule.find(period, run)) {
                Sha256 digest = Sha256.of(rule.id() + '\n' + found.subject() + '\n' + found.sentence());
                findings.add(new CloseFinding(rule.id(), rule.title(), rule.weight(), found.subject(),
                        found.sentence(), found.remedy(), digest,
                        Optional.ofNullable(waived.get(new Key(rule.id(), found.subject(), digest)))));
            }
        }
        return findings;
    }

    /** What the close cannot go on with. */
    @Transactional
    public List<CloseFinding> blocking(PeriodId period, Optional<RunId> run) {
        return of(period, run).stream().filter(CloseFinding::blocks).toList();
    }

    /** Those who could not be calculated in the run, and of whom somebody said that the close goes on without them. */
    @Transactional
    public Set<ParticipantId> waivedParticipants(PeriodId period, RunId run) {
        return of(period, Optional.of(run)).stream()
                .filter(finding -> finding.rule().equals(NotCalculated.ID) && !finding.isOpen())
                .map(finding -> new ParticipantId(finding.subject()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Lets a finding stand, by name and with a reason. Repeated it changes nothing.
     *
     * @param digest of the finding as it was shown
     * @throws Refused when it is not there any more, has changed since it was shown, or the reason is missing
     */
    @Transactional
    public void waive(PeriodId id, Optional<RunId> run, String rule, String subject, Sha256 digest, String reason) {
        User user = currentUser.get();
        if (!user.has(Role.COMP_ADMIN) && !user.has(Role.FINANCE)) {
            throw new AccessDeniedException("a comp admin or finance waives what is found before a close");
        }
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
            throw new Refused("waiver-reason",
                    "Say in up to %d characters why this may stand.".formatted(LONGEST_REASON));
        }
        Period period = periods.hold(id);
        if (period.state().isFinal()) {
            throw new Refused("waiver-locked", id + " is locked; there is nothing to waive any more.");
        }
        CloseFinding found = of(id, run).stream()
                .filter(one -> one.rule().equals(rule) && one.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new Refused("waiver-gone", "This is resolved already; nothing is left to waive."));
        if (!found.digest().equals(digest)) {
            throw new Refused("waiver-changed",
                    "This has changed since it was shown to you. It says now: " + found.sentence());
        }
        if (!found.isOpen()) {
            return;
        }
        try {
            jdbc.sql("""
                    insert into readiness.waiver (period_id, rule, subject, finding_sha256, sentence, reason, waived_by,
                           waived_at)
                    values (:period, :rule, :subject, :digest, :sentence, :reason, :by, :at)
                    """)
                    .param("period", id.value())
                    .param("rule", rule)
                    .param("subject", subject)
                    .param("digest", digest.bytes())
                    .param("sentence", found.sentence())
                    .param("reason", reason.strip())
                    .param("by", user.id().value())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException meanwhile) {
            throw new Refused("waiver-done", "Somebody else has just waived this.");
        }
        audit.record("close.finding-waived", "period-close " + id,
                Map.of("rule", rule, "subject", subject, "finding", found.sentence(), "reason", reason.strip()));
    }

    /** Every waiver ever given in the period, the earliest first, whether or not its finding still stands. */
    public List<Waiver> waivers(PeriodId period) {
        return jdbc.sql("select * from readiness.waiver where period_id = :period order by id")
                .param("period", period.value())
                .query((row, number) -> new Waiver(row.getString("rule"), row.getString("subject"),
                        row.getString("sentence"), row.getString("reason"), new UserId(row.getString("waived_by")),
                        row.getObject("waived_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
