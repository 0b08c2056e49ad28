package io.attain.bank;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.shared.Refused;

/**
 * Bank details: asked for by the participant, a comp-admin or finance, and in force once another person of finance has
 * approved them; nobody approves their own. The audit trail holds masked account numbers only. Refusals carry the codes
 * {@code bank-…}.
 */
@Service
public class BankDetails {

    /** The step under which the approval is recorded; this façade records it itself. */
    public static final String STEP = "approve-bank-detail";

    private static final int LONGEST_HOLDER = 70;

    private static final String SELECT = """
            select id, participant_id, valid_from, holder, iban, bic, state, proposed_by, proposed_at, decided_by,
                   decided_at, decision_reason
            from bank.detail
            """;

    private final JdbcClient jdbc;
    private final Participants participants;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectProvider<BankDetailWorkflow> workflow;

    BankDetails(JdbcClient jdbc, Participants participants, Approvals approvals, AuditTrail audit,
            CurrentUser currentUser, Clock clock, ObjectProvider<BankDetailWorkflow> workflow) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.workflow = workflow;
    }

    /** Asks for a change; it counts once somebody else has approved it. */
    @Transactional
    public BankDetailId propose(BankDetailDraft draft) {
        User user = currentUser.get();
        Participant participant = participants.get(draft.participant());
        boolean own = participant.user().filter(user.id()::equals).isPresent();
        if (!own && !user.has(Role.FINANCE) && !user.has(Role.COMP_ADMIN)) {
            throw new AccessDeniedException("participants, finance and comp-admins ask for changes of bank details");
        }
        if (draft.holder().isEmpty() || draft.holder().length() > LONGEST_HOLDER) {
            throw new Refused("bank-holder",
                    "Give the name on the account, up to " + LONGEST_HOLDER + " characters.");
        }
        long id = jdbc.sql("""
                insert into bank.detail (participant_id, valid_from, holder, iban, bic, state, proposed_by, proposed_at)
                values (:participant, :from, :holder, :iban, :bic, 'PROPOSED', :by, :at) returning id
                """)
                .param("participant", draft.participant().value())
                .param("from", draft.validFrom())
                .param("holder", draft.holder())
                .param("iban", draft.iban().value())
                .param("bic", draft.bic().map(Bic::value).orElse(""))
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        BankDetail created = get(new BankDetailId(id));
        audit.record("bank.change-proposed", subject(created.id()), facts(created));
        workflow.ifAvailable(port -> port.proposed(created.id()));
        return created.id();
    }

    /** Puts a change in force. Refused to whoever asked for it and to the one it pays. */
    @Transactional
    public BankDetail approve(BankDetailId id) {
        return decide(id, BankDetailState.APPROVED, Optional.empty());
    }

    @Transactional
    public BankDetail reject(BankDetailId id, String reason) {
        if (reason.isBlank()) {
            throw new Refused("bank-reason", "Say why it is rejected.");
        }
        return decide(id, BankDetailState.REJECTED, Optional.of(reason.strip()));
    }

    private BankDetail decide(BankDetailId id, BankDetailState verdict, Optional<String> reason) {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance decides on bank details");
        }
        BankDetail detail = jdbc.sql(SELECT + "where id = :id for update").param("id", id.value())
                .query(BankDetails::row).optional().orElseThrow(() -> unknown(id));
        if (detail.state() != BankDetailState.PROPOSED) {
            throw new Refused("bank-decided", "This change of bank details is decided already.");
        }
        if (detail.proposedBy().equals(user.id())
                || participants.get(detail.participant()).user().filter(user.id()::equals).isPresent()) {
            throw new AccessDeniedException("nobody approves his own bank details nor what he asked for");
        }
        jdbc.sql("""
                update bank.detail set state = :state, decided_by = :by, decided_at = :at, decision_reason = :reason
                where id = :id
                """)
                .param("state", verdict.name())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", reason.orElse(null))
                .param("id", id.value())
                .update();
        approvals.record(new Approval(detail.caseRef(), 1, STEP, "", detail.proposedBy(), user.id(),
                verdict == BankDetailState.APPROVED ? Verdict.APPROVED : Verdict.REJECTED, reason, detail.digest(),
                clock.instant(), Optional.empty(), Optional.empty()));
        audit.record(verdict == BankDetailState.APPROVED ? "bank.change-approved" : "bank.change-rejected",
                subject(id), facts(detail));
        return get(id);
    }

    public BankDetail get(BankDetailId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(BankDetails::row).optional()
                .orElseThrow(() -> unknown(id));
    }

    /** Every change of a participant, the latest first. */
    public List<BankDetail> of(ParticipantId participant) {
        return jdbc.sql(SELECT + "where participant_id = :participant order by valid_from desc, id desc")
                .param("participant", participant.value()).query(BankDetails::row).list();
    }

    /** Where a participant is paid to on a day: the latest approved change that had begun by then. */
    public Optional<BankDetail> on(ParticipantId participant, LocalDate day) {
        return jdbc.sql(SELECT + """
                where participant_id = :participant and state = 'APPROVED' and valid_from <= :day
                order by valid_from desc, id desc limit 1
                """)
                .param("participant", participant.value()).param("day", day).query(BankDetails::row).optional();
    }

    /** What waits for a second name, the oldest first. */
    public List<BankDetail> pending() {
        return jdbc.sql(SELECT + "where state = 'PROPOSED' order by id").query(BankDetails::row).list();
    }

    private static Refused unknown(BankDetailId id) {
        return new Refused("bank-unknown", "There is no change of bank details " + id + ".");
    }

    private static String subject(BankDetailId id) {
        return "bank-detail " + id;
    }

    private static Map<String, ?> facts(BankDetail detail) {
        return Map.of("participant", detail.participant().value(), "validFrom", detail.validFrom().toString(),
                "account", detail.iban().masked(), "digest", detail.digest().hex());
    }

    private static BankDetail row(ResultSet rs, int rowNum) throws SQLException {
        return new BankDetail(new BankDetailId(rs.getLong("id")), new ParticipantId(rs.getString("participant_id")),
                rs.getObject("valid_from", LocalDate.class), rs.getString("holder"), new Iban(rs.getString("iban")),
                Optional.of(rs.getString("bic")).filter(Predicate.not(String::isEmpty)).map(Bic::new),
                BankDetailState.valueOf(rs.getString("state")), new UserId(rs.getString("proposed_by")),
                rs.getTimestamp("proposed_at").toInstant(),
                Optional.ofNullable(rs.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(rs.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getString("decision_reason")));
    }
}
