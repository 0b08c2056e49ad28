package io.attain.participant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.audit.Verdict;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.period.Period;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * Quotas of settled periods under four eyes: what one import wants otherwise is one case, which another person approves
 * or rejects as a whole. Refusals carry the codes {@code quota-…}.
 */
@Service
public class QuotaProposals {

    /** The step under which the approval is recorded; this façade records it itself. */
    public static final String STEP = "approve-quota-correction";

    private static final int IN_AUDIT = 50;

    private static final String SELECT = """
			select id, origin, state, proposed_by, proposed_at, decided_by, decided_at, reason
			  from participant.quota_proposal
			""";

    private final JdbcClient jdbc;
    private final Quotas quotas;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectProvider<QuotaCorrectionWorkflow> workflow;

    QuotaProposals(JdbcClient jdbc, Quotas quotas, Approvals approvals, AuditTrail audit, CurrentUser currentUser,
            Clock clock, ObjectProvider<QuotaCorrectionWorkflow> workflow) {
        this.jdbc = jdbc;
        this.quotas = quotas;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.workflow = workflow;
    }

    /**
     * Sets a quota at once where its window meets open periods only, and keeps it for {@link #submit} otherwise. The
     * system itself, which seeds, asks nobody.
     *
     * @param origin what it comes with; everything that comes with it is decided together
     * @param row    its number there
     * @throws Refused when the window overlaps another quota, or a change of the quota waits already
     */
    @Transactional
    public Recorded put(CaseRef origin, int row, Quota quota) {
        Optional<User> user = currentUser.find();
        if (user.isEmpty()) {
            return quotas.put(quota);
        }
        Optional<Recorded> waiting = waiting(quota);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        Optional<Money> before = quotas.before(quota);
        if (before.equals(Optional.of(quota.amount()))) {
            return new Recorded.Unchanged();
        }
        List<Period> settled = quotas.settled(quota);
        if (settled.isEmpty()) {
            return quotas.put(quota);
        }
        QuotaProposalId id = begun(origin, user.get());
        String meets = Quotas.inWords(settled);
        jdbc.sql("""
				insert into participant.quota_proposal_row (proposal_id, row_no, participant_id, measure, valid_from,
				  valid_to, before_minor, before_currency, amount_minor, currency, meets)
				values (:proposal, :row, :id, :measure, :from, :to, :wasMinor, :wasCurrency, :minor, :currency, :meets)
				""").param("proposal", id.value()).param("row", row).param("id", quota.participant().value())
                .param("measure", quota.measure()).param("from", quota.window().from())
                .param("to", quota.window().to()).param("wasMinor", before.map(Money::minor).orElse(null))
                .param("wasCurrency", before.map(was -> was.currency().getCurrencyCode()).orElse(null))
                .param("minor", quota.amount().minor())
                .param("currency", quota.amount().currency().getCurrencyCode()).param("meets", meets).update();
        return new Recorded.Waits(id, meets);
    }

    /** Asks the second person for what was kept of this origin, if anything was. */
    @Transactional
    public void submit(CaseRef origin) {
        from(origin).ifPresent(proposal -> {
            audit.record("quota-correction-proposed", proposal.caseRef().toString(), facts(proposal));
            workflow.ifAvailable(port -> port.proposed(proposal.id()));
        });
    }

    /**
     * Lets all of it count. Refused to who asked for it and to those whose quotas they are.
     *
     * @throws Refused when it is decided already, or one of the quotas is another by now; then nothing is changed
     */
    @Transactional
    public void approve(QuotaProposalId id) {
        QuotaProposal proposal = decided(id, Verdict.APPROVED, Optional.empty());
        User user = currentUser.get();
        for (ProposedQuota one : proposal.rows()) {
            Optional<Money> before = quotas.before(one.quota());
            if (!before.equals(one.before())) {
                throw new Refused("quota-stale",
                        "Row %d: the quota %s of %s from %s is %s by now, not %s as when the change was asked for. Reject this correction; its file can then be imported again."
                                .formatted(one.row(), one.quota().measure(), one.person(), one.quota().window().from(),
                                        inWords(before), inWords(one.before())));
            }
            quotas.apply(one.quota(), before, proposal.proposedBy().value(), Optional.of(user.id().value()), true);
        }
    }

    /** Changes nothing but that it waits no longer. */
    @Transactional
    public void reject(QuotaProposalId id, String reason) {
        if (reason.isBlank()) {
            throw new Refused("quota-reason", "Say why it is rejected.");
        }
        decided(id, Verdict.REJECTED, Optional.of(reason.strip()));
    }

    /** @throws Refused when there is none of this number */
    public QuotaProposal get(QuotaProposalId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(QuotaProposals::proposal).optional()
                .map(found -> found.with(rows(found.id())))
                .orElseThrow(() -> new Refused("quota-unknown", "There is no quota correction " + id + "."));
    }

    /** What was kept of what came with this. */
    public Optional<QuotaProposal> from(CaseRef origin) {
        return jdbc.sql(SELECT + "where origin = :origin").param("origin", origin.toString())
                .query(QuotaProposals::proposal).optional().map(found -> found.with(rows(found.id())));
    }

    /** The latest first, at most 200, without their rows. */
    public List<QuotaProposal> all() {
        return jdbc.sql(SELECT + "order by id desc limit 200").query(QuotaProposals::proposal).list();
    }

    /** The users whose quotas these are. */
    public Set<UserId> owners(QuotaProposalId id) {
        return jdbc.sql("""
				select distinct p.user_id from participant.quota_proposal_row r
				  join participant.participant p on p.id = r.participant_id
				 where r.proposal_id = :id and p.user_id is not null
				""").param("id", id.value()).query(String.class).list().stream().map(UserId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private QuotaProposal decided(QuotaProposalId id, Verdict verdict, Optional<String> reason) {
        User user = currentUser.get();
        if (!user.has(Role.COMP_ADMIN) && !user.has(Role.FINANCE)) {
            throw new AccessDeniedException("comp-admins and finance decide quota corrections");
        }
        // Of two who decide at once the second one sees the decision of the first.
        jdbc.sql("select id from participant.quota_proposal where id = :id for update").param("id", id.value())
                .query(row -> {});
        QuotaProposal proposal = get(id);
        if (proposal.state() != QuotaProposalState.PROPOSED) {
            throw new Refused("quota-decided", "Quota correction " + id + " is decided already.");
        }
        if (proposal.proposedBy().equals(user.id()) || owners(id).contains(user.id())) {
            throw new AccessDeniedException("nobody decides quotas that he asked for or that are his own");
        }
        jdbc.sql("""
				update participant.quota_proposal
				   set state = :state, decided_by = :by, decided_at = :at, reason = :reason
				 where id = :id
				""").param("state", verdict == Verdict.APPROVED
                ? QuotaProposalState.APPROVED.name()
                : QuotaProposalState.REJECTED.name()).param("by", user.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("reason", reason.orElse(null))
                .param("id", id.value()).update();
        approvals
                .record(new Approval(proposal.caseRef(), 1, STEP, "", proposal.proposedBy(), user.id(), verdict, reason,
                        proposal.digest(), clock.instant(), Optional.empty(), Optional.empty()));
        audit.record(verdict == Verdict.APPROVED ? "quota-correction-approved" : "quota-correction-rejected",
                proposal.caseRef().toString(),
                Map.of("digest", proposal.digest().hex(), "rows", proposal.rows().size(), "reason", reason.orElse("")));
        return proposal;
    }

    /** The same change is not asked for twice, and another one not while the first is undecided. */
    private Optional<Recorded> waiting(Quota quota) {
        return jdbc.sql("""
				select r.proposal_id, r.participant_id, r.measure, r.valid_from, r.valid_to, r.amount_minor, r.currency,
				       r.meets
				  from participant.quota_proposal_row r
				  join participant.quota_proposal p on p.id = r.proposal_id and p.state = 'PROPOSED'
				 where r.participant_id = :id and r.measure = :measure
				   and r.valid && daterange(:from::date, :to::date)
				 order by r.proposal_id, r.row_no limit 1
				""").param("id", quota.participant().value()).param("measure", quota.measure())
                .param("from", quota.window().from()).param("to", quota.window().to())
                .query((row, number) -> {
                    QuotaProposalId id = new QuotaProposalId(row.getLong("proposal_id"));
                    Quota there = quota(row);
                    if (!there.equals(quota)) {
                        throw new Refused("quota-waits", ("A change of this quota to %s waits for approval (quota "
                                + "correction %s). Once that is approved or rejected, try this row again.")
                                .formatted(inWords(Optional.of(there.amount())), id));
                    }
                    return (Recorded) new Recorded.Waits(id, row.getString("meets"));
                }).optional();
    }

    private QuotaProposalId begun(CaseRef origin, User user) {
        jdbc.sql("""
				insert into participant.quota_proposal (origin, state, proposed_by, proposed_at)
				values (:origin, 'PROPOSED', :by, :at) on conflict (origin) do nothing
				""").param("origin", origin.toString()).param("by", user.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return new QuotaProposalId(jdbc.sql("select id from participant.quota_proposal where origin = :origin")
                .param("origin", origin.toString()).query(Long.class).single());
    }

    private List<ProposedQuota> rows(QuotaProposalId id) {
        return jdbc.sql("""
				select r.row_no, p.name, r.participant_id, r.measure, r.valid_from, r.valid_to, r.amount_minor, r.currency,
				       r.before_minor, r.before_currency, r.meets
				  from participant.quota_proposal_row r join participant.participant p on p.id = r.participant_id
				 where r.proposal_id = :id order by r.row_no
				""").param("id", id.value())
                .query((row, number) -> new ProposedQuota(row.getInt("row_no"), row.getString("name"), quota(row),
                        Optional.ofNullable(row.getString("before_currency")).map(Currency::getInstance)
                                .map(currency -> Money.ofMinor(before(row), currency)),
                        row.getString("meets")))
                .list();
    }

    private static long before(ResultSet row) {
        try {
            return row.getLong("before_minor");
        } catch (SQLException failure) {
            throw new IllegalStateException("a proposed quota cannot be read", failure);
        }
    }

    private static String inWords(Optional<Money> amount) {
        return amount.map(Money::toString).orElse("not set");
    }

    private static Map<String, ?> facts(QuotaProposal proposal) {
        return Map.of("origin", proposal.origin(), "digest", proposal.digest().hex(), "rows", proposal.rows().size(),
                "quotas", proposal.rows().stream().limit(IN_AUDIT).map(one -> "%s %s from %s: %s > %s".formatted(
                        one.quota().participant(), one.quota().measure(), one.quota().window().from(),
                        inWords(one.before()), inWords(Optional.of(one.quota().amount())))).toList());
    }

    private static Quota quota(ResultSet row) throws SQLException {
        return new Quota(new ParticipantId(row.getString("participant_id")), row.getString("measure"),
                new DateRange(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                Money.ofMinor(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))));
    }

    private static QuotaProposal proposal(ResultSet row, int number) throws SQLException {
        return new QuotaProposal(new QuotaProposalId(row.getLong("id")), row.getString("origin"),
                QuotaProposalState.valueOf(row.getString("state")), new UserId(row.getString("proposed_by")),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("reason")), List.of());
    }
}
