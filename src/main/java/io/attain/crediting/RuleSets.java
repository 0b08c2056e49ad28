package io.attain.crediting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/**
 * The credit rules, by the day from which they count. Rules that someone proposes count once a second person has approved
 * them; what the system installs counts at once. Refusals carry the codes {@code credit-rules-…}.
 */
@Service
public class RuleSets {

    /** The step under which the approval is recorded; this façade records it itself. */
    public static final String STEP = "approve-credit-rules";

    /** Rules for events from a day on, until later ones take over. */
    public record Dated(LocalDate from, CreditRules rules) {}

    private static final FormulaConditions CONDITIONS = new FormulaConditions();

    private static final String SELECT = """
            select s.number, s.valid_from, s.rules, s.recorded_by, s.recorded_at, d.verdict, d.reason, d.decided_by,
                   d.decided_at
              from crediting.rule_set s left join crediting.rule_set_decision d on d.number = s.number
            """;

    private final JdbcClient jdbc;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectProvider<CreditRulesWorkflow> workflow;

    RuleSets(JdbcClient jdbc, Approvals approvals, AuditTrail audit, CurrentUser currentUser, Clock clock,
            ObjectProvider<CreditRulesWorkflow> workflow) {
        this.jdbc = jdbc;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.workflow = workflow;
    }

    /** The rules that count, the earliest first; of two from one day the later approved. The first are the standard ones. */
    public List<Dated> all() {
        List<Dated> counting = jdbc.sql("""
				select distinct on (s.valid_from) s.valid_from, s.rules
				  from crediting.rule_set s join crediting.rule_set_decision d on d.number = s.number
				 where d.verdict = 'APPROVED'
				 order by s.valid_from, d.decided_at desc, s.number desc
				""").query((row, number) -> new Dated(row.getObject("valid_from", LocalDate.class),
                CreditRules.fromJson(row.getString("rules")))).list();
        return Stream.concat(Stream.of(new Dated(LocalDate.MIN, CreditRules.STANDARD)), counting.stream())
                .toList();
    }

    /** Everything that was ever proposed, the latest first. */
    public List<RuleSet> proposals() {
        return jdbc.sql(SELECT + " order by s.number desc").query(RuleSets::row).list();
    }

    /** @throws Refused when there are none of this number */
    public RuleSet get(int number) {
        return jdbc.sql(SELECT + " where s.number = :number").param("number", number).query(RuleSets::row).optional()
                .orElseThrow(() -> new Refused("credit-rules-unknown", "There are no credit rules " + number + "."));
    }

    /**
     * Proposes rules for events from this day on; a second person is asked to approve them. Without a signed-in user they
     * count at once. What locked periods counted stays as it is.
     *
     * @return their number
     * @throws Refused when a condition cannot be read
     */
    @Transactional
    public int put(Dated dated) {
        check(dated.rules());
        Optional<User> user = currentUser.find();
        if (user.isPresent() && !user.get().has(Role.COMP_ADMIN)) {
            throw new AccessDeniedException("comp-admins propose credit rules");
        }
        // Two proposals at once do not take the same number.
        queue();
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from crediting.rule_set").query(Integer.class)
                .single();
        jdbc.sql("""
				insert into crediting.rule_set (number, valid_from, rules, recorded_by, recorded_at)
				values (:number, :from, :rules, :by, :at)
				""").param("number", number).param("from", dated.from()).param("rules", dated.rules().toJson())
                .param("by", user.map(known -> known.id().value()).orElse(AuditTrail.SYSTEM))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        audit.record("credit-rules-recorded", "credit-rules:" + number,
                Map.of("from", dated.from().toString(), "rules", dated.rules().toJson()));
        if (user.isEmpty()) {
            decide(number, Verdict.APPROVED, Optional.empty(), AuditTrail.SYSTEM);
        } else {
            workflow.ifAvailable(port -> port.proposed(number));
        }
        return number;
    }

    /** @throws Refused when a condition cannot be read */
    public static void check(CreditRules rules) {
        rules.rules().forEach(rule -> rule.where().ifPresent(CONDITIONS::compile));
    }

    /** Lets them count. Refused to whoever proposed them. */
    @Transactional
    public void approve(int number) {
        decideAsSecond(number, Verdict.APPROVED, Optional.empty());
    }

    @Transactional
    public void reject(int number, String reason) {
        if (reason.isBlank()) {
            throw new Refused("credit-rules-reason", "Say why they are rejected.");
        }
        decideAsSecond(number, Verdict.REJECTED, Optional.of(reason.strip()));
    }

    private void decideAsSecond(int number, Verdict verdict, Optional<String> reason) {
        User user = currentUser.get();
        if (!user.has(Role.COMP_ADMIN) && !user.has(Role.FINANCE)) {
            throw new AccessDeniedException("comp-admins and finance decide credit rules");
        }
        // Of two who decide at once the second one sees the decision of the first.
        queue();
        RuleSet proposed = get(number);
        if (proposed.state() != RuleSetState.PROPOSED) {
            throw new Refused("credit-rules-decided", "Credit rules " + number + " are decided already.");
        }
        if (proposed.proposedBy().equals(user.id().value())) {
            throw new AccessDeniedException("who proposed credit rules does not decide them");
        }
        decide(number, verdict, reason, user.id().value());
        approvals.record(new Approval(proposed.caseRef(), 1, STEP, "", new UserId(proposed.proposedBy()), user.id(),
                verdict, reason, proposed.digest(), clock.instant(), Optional.empty(), Optional.empty()));
    }

    private void queue() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.crediting.rule-set'))").query(row -> {});
    }

    private void decide(int number, Verdict verdict, Optional<String> reason, String by) {
        jdbc.sql("""
				insert into crediting.rule_set_decision (number, verdict, reason, decided_by, decided_at)
				values (:number, :verdict, :reason, :by, :at)
				""").param("number", number).param("verdict", verdict.name()).param("reason", reason.orElse(null))
                .param("by", by).param("at", Timestamp.from(clock.instant())).update();
        audit.record(verdict == Verdict.APPROVED ? "credit-rules-approved" : "credit-rules-rejected",
                "credit-rules:" + number, Map.of("by", by, "reason", reason.orElse("")));
    }

    private static RuleSet row(ResultSet row, int number) throws SQLException {
        Optional<String> verdict = Optional.ofNullable(row.getString("verdict"));
        Optional<Timestamp> decidedAt = Optional.ofNullable(row.getTimestamp("decided_at"));
        return new RuleSet(row.getInt("number"), row.getObject("valid_from", LocalDate.class),
                CreditRules.fromJson(row.getString("rules")),
                verdict.map(RuleSetState::valueOf).orElse(RuleSetState.PROPOSED), row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant(), Optional.ofNullable(row.getString("decided_by")),
                decidedAt.map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("reason")));
    }
}
