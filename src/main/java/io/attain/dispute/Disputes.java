package io.attain.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.calculation.ParticipantResult;
import io.attain.calculation.Preview;
import io.attain.calculation.Runs;
import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Held;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * Split requests and contested credits: filed and answered by participants, decided by the nearest superior of all of
 * them who is no party. A decision that changes something puts a new version of the deal's split in force; the open
 * period follows. Refusals carry the codes {@code dispute-…}.
 */
@Service
public class Disputes {

    private static final int LONGEST_TEXT = 1000;

    private static final String SELECT = """
            select d.id, d.deal_source, d.deal_external_id, d.kind, d.state, d.period_id, d.claimant_id, d.filed_by,
                   d.filed_at, d.reason, d.statement_line, d.shares_before, d.shares_proposed, d.as_of, d.decider_id,
                   d.decider_user, d.escalations, d.accepted_of, d.shares_decided, d.decided_by, d.decided_at, d.decision_reason
            from dispute.dispute d
            """;

    private final JdbcClient jdbc;
    private final Deals deals;
    private final Splits splits;
    private final Credits credits;
    private final Runs runs;
    private final Periods periods;
    private final Ledger ledger;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Disputes(
            JdbcClient jdbc,
            Deals deals,
            Splits splits,
            Credits credits,
            Runs runs,
            Periods periods,
            Ledger ledger,
            Participants participants,
            ReportingLines reportingLines,
            CurrentUser currentUser,
            AuditTrail audit,
            ObjectProvider<DisputeWorkflow> workflow,
            Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.splits = splits;
        this.credits = credits;
        this.runs = runs;
        this.periods = periods;
        this.ledger = ledger;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.currentUser = currentUser;
        this.audit = audit;
        this.workflow = workflow;
        this.clock = clock;
    }

    /**
     * Files a claim in the name of the current user, who must be a participant. Counterparts are the others credited
     * with the deal; with none, the claim goes to the manager at once.
     */
    @Transactional
    public FilingResult file(FileClaim claim) {
        User user = currentUser.get();
        Participant claimant = participants
                .byUser(user.id())
                .orElseThrow(() -> new AccessDeniedException("only participants file claims"));
        if (deals.find(claim.deal()).isEmpty()) {
            return new FilingResult.Refused("dispute-deal-unknown", "There is no deal " + claim.deal() + ".");
        }
        Optional<SalesEvent> event = deals.eventOf(claim.deal());
        if (event.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-deal-open", "Deal %s is not won yet; nobody is credited with it.".formatted(
                            claim.deal().externalId()));
        }
        Optional<Period> counted = periods.containing(event.get().eventDate());
        if (counted.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-period-unknown", "No period of the calendar holds " + event.get().eventDate() + ".");
        }
        Period period = periods.hold(counted.get().id());
        if (!period.isOpen()) {
            return new FilingResult.Refused("dispute-period-locked", closed(claim.deal(), period));
        }
        List<Share> before = splits.sharesOf(claim.deal());
        Optional<FilingResult> flaw = flaw(claim, claimant.id(), before);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        List<Participant> counterparts = before.stream()
                .map(Share::participant)
                .filter(p -> !p.equals(claimant.id()))
                .map(participants::get)
                .toList();
        LocalDate asOf = periods.businessDate();
        Optional<Participant> decider = decider(
                claimant.id(), counterparts.stream().map(Participant::id).toList(), asOf);
        boolean answerable = counterparts.stream().anyMatch(p -> p.user().isPresent());
        Optional<Long> id = jdbc.sql("""
                insert into dispute.dispute (deal_source, deal_external_id, kind, state, period_id, claimant_id, filed_by,
                       filed_at, reason, statement_line, shares_before, shares_proposed, as_of, decider_id, decider_user)
                values (:source, :externalId, :kind, :state, :period, :claimant, :by, :at, :reason, :line, :before,
                       :proposed, :asOf, :decider, :deciderUser)
                on conflict (deal_source, deal_external_id)
                    where state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED') do nothing
                returning id
                """)
                .param("source", claim.deal().source())
                .param("externalId", claim.deal().externalId())
                .param("kind", claim.kind().name())
                .param("state", (answerable ? DisputeState.WITH_COUNTERPART : DisputeState.WITH_MANAGER).name())
                .param("period", period.id().value())
                .param("claimant", claimant.id().value())
                .param("by", user.id().value())
                .param("at", now())
                .param("reason", claim.reason())
                .param("line", claim.line().orElse(null))
                .param("before", Shares.text(before))
                .param("proposed", Shares.text(claim.proposed()))
                .param("asOf", asOf)
                .param("decider", decider.map(d -> d.id().value()).orElse(null))
                .param("deciderUser", decider.flatMap(Participant::user).map(UserId::value).orElse(null))
                .query(Long.class)
                .optional();
        if (id.isEmpty()) {
            return new FilingResult.Refused(
                    "dispute-open-already",
                    "Deal %s already has an open dispute; it has to end first.".formatted(claim.deal().externalId()));
        }
        DisputeId filed = new DisputeId(id.get());
        int ordinal = 1;
        for (Participant counterpart : counterparts) {
            jdbc.sql("""
                    insert into dispute.party (dispute_id, ordinal, participant_id, user_id)
                    values (:dispute, :ordinal, :participant, :user)
                    """)
                    .param("dispute", filed.value())
                    .param("ordinal", ordinal++)
                    .param("participant", counterpart.id().value())
                    .param("user", counterpart.user().map(UserId::value).orElse(null))
                    .update();
        }
        say(filed, claim.reason());
        audit.record(
                "dispute.filed",
                subject(filed),
                Map.of(
                        "deal", claim.deal().toString(),
                        "kind", claim.kind().name(),
                        "claimant", claimant.id().value(),
                        "before", Shares.text(before),
                        "proposed", Shares.text(claim.proposed())));
        workflow.ifAvailable(port -> port.opened(filed));
        return new FilingResult.Filed(filed);
    }

    private static String closed(EventKey deal, Period period) {
        String state = switch (period.state()) {
            case CLOSING -> "is being closed";
            case LOCKED -> "is locked";
            case PAID -> "is locked and paid";
            case OPEN -> throw new IllegalArgumentException(period + " is open");
        };
        return "Deal %s counts in %s, which %s; disputes about it are not taken."
                .formatted(deal.externalId(), period.id(), state);
    }

    private Optional<FilingResult> flaw(FileClaim claim, ParticipantId claimant, List<Share> before) {
        if (claim.reason().isEmpty() || claim.reason().length() > LONGEST_TEXT) {
            return refused("dispute-reason", "Say why, in up to " + LONGEST_TEXT + " characters.");
        }
        Optional<String> flaw = flaw(claim.proposed());
        if (flaw.isPresent()) {
            return refused("dispute-shares", flaw.get());
        }
        if (Shares.same(claim.proposed(), before)) {
            return refused("dispute-no-change", "This is how the deal is shared already.");
        }
        Optional<Share> now = before.stream().filter(s -> s.participant().equals(claimant)).findAny();
        return switch (claim.kind()) {
            case SPLIT_REQUEST -> {
                Optional<Share> wanted = claim.proposed().stream()
                        .filter(s -> s.participant().equals(claimant))
                        .findAny();
                boolean more = wanted.isPresent()
                        && (now.isEmpty() || wanted.get().percent().compareTo(now.get().percent()) > 0);
                yield more
                        ? Optional.empty()
                        : refused("dispute-no-gain", "A split request asks for a larger share for yourself.");
            }
            case CREDIT_CONTEST ->
                now.isPresent()
                        ? Optional.empty()
                        : refused("dispute-not-credited",
                                "You are not credited with this deal; request a split of it.");
        };
    }

    private Optional<String> flaw(List<Share> shares) {
        return Shares.flaw(shares).or(() -> shares.stream()
                .map(Share::participant)
                .filter(p -> participants.find(p).isEmpty())
                .findFirst()
                .map(p -> "There is no participant " + p.value() + "."));
    }

    private static Optional<FilingResult> refused(String code, String sentence) {
        return Optional.of(new FilingResult.Refused(code, sentence));
    }

    private Optional<Participant> decider(ParticipantId claimant, List<ParticipantId> counterparts, LocalDate asOf) {
        return deciders(claimant, counterparts, asOf).stream().findFirst();
    }

    /** Who in the claimant's line is above every counterpart too, is no party, and can sign in; the nearest first. */
    private List<Participant> deciders(ParticipantId claimant, List<ParticipantId> counterparts, LocalDate asOf) {
        List<List<ParticipantId>> others = counterparts.stream().map(c -> reportingLines.line(c, asOf)).toList();
        return reportingLines.line(claimant, asOf).stream()
                .filter(s -> !s.equals(claimant) && !counterparts.contains(s))
                .filter(s -> others.stream().allMatch(line -> line.contains(s)))
                .map(participants::get)
                .filter(s -> s.user().isPresent())
                .toList();
    }

    /** A counterpart's answer, in the name of the current user; the last one hands the case to the manager. */
    @Transactional
    public Dispute answer(DisputeId id, Answer answer, String note) {
        User user = currentUser.get();
        Period period = periods.hold(get(id).period());
        Dispute dispute = hold(id);
        Party party = dispute.counterparts().stream()
                .filter(p -> p.user().filter(user.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new AccessDeniedException("only the counterparts answer a claim"));
        if (dispute.state() != DisputeState.WITH_COUNTERPART) {
            throw over(dispute);
        }
        if (party.hasAnswered()) {
            throw new Refused("dispute-answered", "You have answered already.");
        }
        requireShort(note);
        if (answer instanceof Answer.Counter counter) {
            flaw(counter.shares()).ifPresent(flaw -> {
                throw new Refused("dispute-shares", flaw);
            });
        }
        jdbc.sql("""
                update dispute.party set answer = :answer, note = :note, answered_at = :at
                where dispute_id = :dispute and participant_id = :participant
                """)
                .param("answer", Shares.text(answer))
                .param("note", note.strip())
                .param("at", now())
                .param("dispute", id.value())
                .param("participant", party.participant().value())
                .update();
        String said = switch (answer) {
            case Answer.Agree() -> "Agrees.";
            case Answer.Contest() -> "Contests the claim.";
            case Answer.Counter(List<Share> shares) -> "Proposes instead: " + inWords(shares) + ".";
        };
        say(id, note.isBlank() ? said : said + " " + note.strip());
        audit.record(
                "dispute.answered",
                subject(id),
                Map.of("counterpart", party.participant().value(), "answer", Shares.text(answer)));
        if (dispute.awaiting().stream()
                .allMatch(p -> p.participant().equals(party.participant()) || p.user().isEmpty())) {
            setState(dispute, DisputeState.WITH_MANAGER);
            holdLosses(get(id), period);
        }
        return get(id);
    }

    /** The time for answers is over: the manager decides without. Harmless when the case has moved on. */
    @Transactional
    public Dispute noAnswer(DisputeId id) {
        Period period = periods.hold(get(id).period());
        Dispute dispute = hold(id);
        if (dispute.state() == DisputeState.WITH_COUNTERPART) {
            setState(dispute, DisputeState.WITH_MANAGER);
            say(id, "No answer in time; the manager decides without it.");
            audit.record("dispute.unanswered", subject(id), Map.of());
            holdLosses(get(id), period);
        }
        return get(id);
    }

    /**
     * The claimant accepts a counterpart's counter-proposal, so that both sides want the same; the decider still
     * decides. Accepting another one later takes the place of the first.
     *
     * @throws Refused when that counterpart proposed nothing, or the dispute is decided
     */
    @Transactional
    public Dispute acceptCounter(DisputeId id, ParticipantId counterpart) {
        User user = currentUser.get();
        Dispute dispute = hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant accepts a counter-proposal");
        }
        if (!dispute.state().isOpen()) {
            throw over(dispute);
        }
        Answer.Counter counter = dispute.counterparts().stream()
                .filter(p -> p.participant().equals(counterpart))
                .flatMap(p -> p.answer().stream())
                .filter(Answer.Counter.class::isInstance)
                .map(Answer.Counter.class::cast)
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "dispute-no-counter", nameOf(counterpart) + " has not proposed other shares."));
        jdbc.sql("update dispute.dispute set accepted_of = :counterpart where id = :id")
                .param("counterpart", counterpart.value())
                .param("id", id.value())
                .update();
        say(id, "Accepts the proposal of " + nameOf(counterpart) + ": " + inWords(counter.shares()) + ".");
        audit.record("dispute.counter-accepted", subject(id), Map.of("counterpart", counterpart.value(), "shares",
                Shares.text(counter.shares())));
        return get(id);
    }

    /** Something said by a party or the decider to everyone in the dispute, up to 1000 characters. */
    @Transactional
    public void comment(DisputeId id, String text) {
        User user = currentUser.get();
        Dispute dispute = hold(id);
        if (!dispute.partyUsers().contains(user.id()) && !mayDecide(dispute, user)) {
            throw new AccessDeniedException("only the parties and the decider write in a dispute");
        }
        if (text.isBlank()) {
            throw new Refused("dispute-text", "There is nothing to say yet: write a message first.");
        }
        requireShort(text);
        say(id, text.strip());
    }

    /** The decider asks the claimant for information; the decision waits for it. */
    @Transactional
    public Dispute askInformation(DisputeId id, String question) {
        Dispute dispute = hold(id);
        if (!mayDecide(dispute, currentUser.get())) {
            throw new AccessDeniedException("only the decider asks for information");
        }
        if (question.isBlank()) {
            throw new Refused("dispute-reason", "Say what the claimant shall tell you.");
        }
        requireShort(question);
        setState(dispute, DisputeState.INFORMATION_ASKED);
        say(id, "Asks the claimant: " + question.strip());
        audit.record("dispute.information-asked", subject(id), Map.of("question", question.strip()));
        return get(id);
    }

    /**
     * The claimant gives the information asked for.
     *
     * @param text blank for nothing to add
     */
    @Transactional
    public Dispute giveInformation(DisputeId id, String text) {
        Dispute dispute = hold(id);
        if (!dispute.filedBy().equals(currentUser.get().id())) {
            throw new AccessDeniedException("only the claimant gives the information");
        }
        if (dispute.state() != DisputeState.INFORMATION_ASKED) {
            throw over(dispute);
        }
        requireShort(text);
        setState(dispute, DisputeState.WITH_MANAGER);
        say(id, text.isBlank() ? "Has nothing to add." : text.strip());
        audit.record("dispute.information-given", subject(id), Map.of("text", text.strip()));
        return get(id);
    }

    /** The time for giving information is over. Harmless when the case has moved on. */
    @Transactional
    public Dispute noInformation(DisputeId id) {
        Dispute dispute = hold(id);
        if (dispute.state() == DisputeState.INFORMATION_ASKED) {
            setState(dispute, DisputeState.WITH_MANAGER);
            say(id, "No information in time; the decision is taken without it.");
            audit.record("dispute.uninformed", subject(id), Map.of());
        }
        return get(id);
    }

    /** Half the time of a step is over: whoever is next is reminded, for all to see. */
    @Transactional
    public void remind(DisputeId id, Step step) {
        Dispute dispute = hold(id);
        Optional<String> reminded = switch (step) {
            case ANSWER -> dispute.state() == DisputeState.WITH_COUNTERPART
                    ? Optional.of(String.join(", ", dispute.awaiting().stream().map(Party::name).toList()))
                    : Optional.empty();
            case DECISION -> dispute.state() == DisputeState.WITH_MANAGER
                    ? Optional.of(dispute.decider().map(this::nameOf).orElse("the finance director"))
                    : Optional.empty();
            case INFORMATION -> dispute.state() == DisputeState.INFORMATION_ASKED
                    ? Optional.of(dispute.claimantName())
                    : Optional.empty();
        };
        reminded.ifPresent(who -> {
            say(id, "Reminds " + who + ": half the time is over.");
            audit.record("dispute.reminded", subject(id), Map.of("step", step.name()));
        });
    }

    /**
     * Nobody decided in time: the next superior of all parties decides, at last the finance director, who is only
     * noted to be late. Harmless when the case has moved on.
     */
    @Transactional
    public Dispute escalate(DisputeId id) {
        Dispute dispute = hold(id);
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            return dispute;
        }
        Optional<Participant> next = dispute.decider().flatMap(late -> deciders(dispute.claimant(),
                dispute.counterparts().stream().map(Party::participant).toList(), dispute.asOf()).stream()
                .dropWhile(level -> !level.id().equals(late))
                .skip(1)
                .findFirst());
        jdbc.sql("""
                update dispute.dispute
                set decider_id = :decider, decider_user = :user, escalations = escalations + 1
                where id = :id
                """)
                .param("decider", next.map(n -> n.id().value()).orElse(null))
                .param("user", next.flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("id", id.value())
                .update();
        String who = next.map(Participant::name).orElse("the finance director");
        say(id, "No decision in time; " + who + " decides.");
        audit.record("dispute.escalated", subject(id), Map.of(
                "from", dispute.decider().map(ParticipantId::value).orElse(Role.FINANCE_DIRECTOR.key()),
                "to", next.map(n -> n.id().value()).orElse(Role.FINANCE_DIRECTOR.key())));
        return get(id);
    }

    /** A step's clock has started, or goes on; the moments come from the table of time limits. */
    @Transactional
    public void clockStarted(DisputeId id, Deadline deadline) {
        jdbc.sql("""
                insert into dispute.deadline (dispute_id, step, started_at, half_time, due_at)
                values (:dispute, :step, :started, :half, :due)
                """)
                .param("dispute", id.value())
                .param("step", deadline.step().name())
                .param("started", Timestamp.from(deadline.startedAt()))
                .param("half", Timestamp.from(deadline.halfTime()))
                .param("due", Timestamp.from(deadline.due()))
                .update();
    }

    /** The clock that runs now; none once the dispute is over. */
    public Optional<Deadline> deadline(DisputeId id) {
        return jdbc.sql("""
                select l.step, l.started_at, l.half_time, l.due_at from dispute.deadline l
                join dispute.dispute d on d.id = l.dispute_id
                where l.dispute_id = :id and d.state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED')
                order by l.id desc limit 1
                """).param("id", id.value()).query(Disputes::deadline).optional();
    }

    /** The clocks that run now, by dispute. */
    public Map<DisputeId, Deadline> deadlines() {
        Map<DisputeId, Deadline> running = new HashMap<>();
        jdbc.sql("""
                select distinct on (l.dispute_id) l.dispute_id, l.step, l.started_at, l.half_time, l.due_at
                from dispute.deadline l join dispute.dispute d on d.id = l.dispute_id
                where d.state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED')
                order by l.dispute_id, l.id desc
                """).query(rs -> {
            running.put(new DisputeId(rs.getLong("dispute_id")), deadline(rs, 0));
        });
        return Map.copyOf(running);
    }

    /** The clock of a step as it started last. */
    public Optional<Deadline> deadline(DisputeId id, Step step) {
        return jdbc.sql("""
                select step, started_at, half_time, due_at from dispute.deadline
                where dispute_id = :id and step = :step order by id desc limit 1
                """).param("id", id.value()).param("step", step.name()).query(Disputes::deadline).optional();
    }

    private static Deadline deadline(ResultSet rs, int rowNum) throws SQLException {
        return new Deadline(
                Step.valueOf(rs.getString("step")),
                rs.getTimestamp("started_at").toInstant(),
                rs.getTimestamp("half_time").toInstant(),
                rs.getTimestamp("due_at").toInstant());
    }

    /**
     * Changes of state after a number, the earliest first.
     *
     * @param most at most this many, up to 1000
     */
    public List<StateChange> changesAfter(long seq, int most) {
        return jdbc.sql("""
                select seq, dispute_id, was, became, changed_at from dispute.state_change
                where seq > :seq order by seq limit :most
                """)
                .param("seq", seq)
                .param("most", Math.clamp(most, 1, 1000))
                .query((rs, n) -> new StateChange(
                        rs.getLong("seq"),
                        new DisputeId(rs.getLong("dispute_id")),
                        Optional.ofNullable(rs.getString("was")).map(DisputeState::valueOf),
                        DisputeState.valueOf(rs.getString("became")),
                        rs.getTimestamp("changed_at").toInstant()))
                .list();
    }

    /**
     * Decides, in the name of the current user, who must be the decider and no party. Upholding, wholly or partly,
     * needs the deal's period to be open.
     */
    @Transactional
    public Dispute decide(DisputeId id, Decision decision, String reason) {
        User user = currentUser.get();
        Period period = periods.hold(get(id).period());
        Dispute dispute = hold(id);
        if (!mayDecide(dispute, user)) {
            throw new AccessDeniedException("only the superior of all parties decides a dispute");
        }
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            throw dispute.state() == DisputeState.WITH_COUNTERPART
                    ? new Refused("dispute-unanswered", "The counterpart has not answered yet.")
                    : over(dispute);
        }
        if (reason.isBlank()) {
            throw new Refused("dispute-reason", "Give the parties a reason for the decision.");
        }
        requireShort(reason);
        Optional<List<Share>> change = switch (decision) {
            case Decision.Uphold() -> Optional.of(dispute.proposed());
            case Decision.Partly(List<Share> shares) -> Optional.of(shares);
            case Decision.Deny() -> Optional.empty();
        };
        change.ifPresent(shares -> put(dispute, period, shares));
        DisputeState end = switch (decision) {
            case Decision.Uphold() -> DisputeState.UPHELD;
            case Decision.Partly(List<Share> shares) -> DisputeState.PARTLY;
            case Decision.Deny() -> DisputeState.DENIED;
        };
        jdbc.sql("""
                update dispute.dispute
                set state = :state, shares_decided = :shares, decided_by = :by, decided_at = :at,
                    decision_reason = :reason
                where id = :id
                """)
                .param("state", end.name())
                .param("shares", change.map(Shares::text).orElse(null))
                .param("by", user.id().value())
                .param("at", now())
                .param("reason", reason.strip())
                .param("id", id.value())
                .update();
        release(dispute, period);
        String said = switch (decision) {
            case Decision.Uphold() -> "Upholds the claim.";
            case Decision.Partly(List<Share> shares) -> "Decides: " + inWords(shares) + ".";
            case Decision.Deny() -> "Denies the claim.";
        };
        say(id, said + " " + reason.strip());
        audit.record(
                "dispute.decided",
                subject(id),
                Map.of("decision", end.name(), "shares", change.map(Shares::text).orElse(""), "reason",
                        reason.strip()));
        return get(id);
    }

    /**
     * From the answer, or its lack, to the decision each who would lose by the claim is not paid min(loss, unpaid). A
     * filing alone holds nothing, and neither does a claim whose period is being closed.
     */
    private void holdLosses(Dispute dispute, Period period) {
        if (!period.isOpen()) {
            return;
        }
        for (Consequence consequence : weighed(dispute, Optional.empty(), dispute.proposed()).consequences()) {
            Money loss = consequence.difference().negate();
            Money held = loss.compareTo(consequence.before()) < 0 ? loss : consequence.before();
            if (held.isPositive()) {
                ledger.hold(new Hold(
                        "hold:%s:%s".formatted(cause(dispute.id()), consequence.participant().value()),
                        consequence.participant(), period.id(), held, cause(dispute.id())));
                note(dispute.id(), "What the claim would take from " + nameOf(consequence.participant())
                        + " is held until it is decided; everything else is paid.");
                audit.record("dispute.held", subject(dispute.id()), Map.of(
                        "participant", consequence.participant().value(), "amount", held.toString()));
            }
        }
    }

    /** In the deal's period while it is not locked, else in the open one. */
    private void release(Dispute dispute, Period period) {
        if (ledger.heldFor(cause(dispute.id())).isEmpty()) {
            return;
        }
        PeriodId into = period.state().isFinal()
                ? periods.findOpenPeriod().map(Period::id).orElse(period.id())
                : period.id();
        ledger.releaseAll(cause(dispute.id()), into);
        note(dispute.id(), "What was held is released.");
        audit.record("dispute.released", subject(dispute.id()), Map.of("period", into.value()));
    }

    /** What is held from whom until the dispute is decided. */
    public List<Held> held(DisputeId id) {
        return ledger.heldFor(cause(id));
    }

    private static String cause(DisputeId id) {
        return "dispute/" + id;
    }

    private void put(Dispute dispute, Period period, List<Share> shares) {
        if (!period.isOpen()) {
            throw new Refused(
                    "dispute-period-locked",
                    period.state() == PeriodState.CLOSING
                            ? period.id() + " is being closed; a change to its splits has to wait until it opens again."
                            : period.id() + " is locked; its splits do not change any more.");
        }
        flaw(shares).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
        List<Effect> effects = compute(dispute, shares);
        for (Effect effect : effects) {
            jdbc.sql("""
                    insert into dispute.effect (dispute_id, participant_id, currency, before_minor, after_minor)
                    values (:dispute, :participant, :currency, :before, :after)
                    """)
                    .param("dispute", dispute.id().value())
                    .param("participant", effect.participant().value())
                    .param("currency", effect.before().currency().getCurrencyCode())
                    .param("before", effect.before().minor())
                    .param("after", effect.after().minor())
                    .update();
        }
        splits.put(dispute.deal(), shares, "dispute " + dispute.id());
        credits.refresh(period.span());
    }

    /** Takes a claim back; only its claimant may, until it is decided. */
    @Transactional
    public Dispute withdraw(DisputeId id) {
        User user = currentUser.get();
        Period period = periods.hold(get(id).period());
        Dispute dispute = hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant takes a claim back");
        }
        if (dispute.state() == DisputeState.WITHDRAWN) {
            return dispute;
        }
        if (!dispute.state().mayBecome(DisputeState.WITHDRAWN)) {
            throw over(dispute);
        }
        setState(dispute, DisputeState.WITHDRAWN);
        say(id, "Takes the claim back.");
        release(dispute, period);
        audit.record("dispute.withdrawn", subject(id), Map.of());
        workflow.ifAvailable(port -> port.withdrawn(id));
        return get(id);
    }

    /**
     * What the split in question does to everyone in it: as decided once decided, else as the claimant proposes.
     * Earnings of the deal's period, computed by the calculator itself.
     */
    @Transactional(readOnly = true)
    public List<Effect> effect(DisputeId id) {
        Dispute dispute = get(id);
        return switch (dispute.state()) {
            case FILED, WITH_COUNTERPART, WITH_MANAGER, INFORMATION_ASKED -> compute(dispute, dispute.proposed());
            case UPHELD, PARTLY ->
                jdbc.sql("""
                        select participant_id, currency, before_minor, after_minor from dispute.effect
                        where dispute_id = :id order by participant_id collate "C"
                        """)
                        .param("id", id.value())
                        .query((rs, n) -> {
                            Currency currency = Currency.getInstance(rs.getString("currency"));
                            return new Effect(
                                    new ParticipantId(rs.getString("participant_id")),
                                    Money.ofMinor(rs.getLong("before_minor"), currency),
                                    Money.ofMinor(rs.getLong("after_minor"), currency));
                        })
                        .list();
            case DENIED, WITHDRAWN, REFUSED -> List.of();
        };
    }

    /** What another split would do, for weighing a counter-proposal. */
    @Transactional(readOnly = true)
    public List<Effect> effect(DisputeId id, List<Share> shares) {
        return compute(get(id), shares);
    }

    /**
     * Every split on the table with what it comes to, computed by the calculator as the period stands: the claim,
     * the counter-proposals in the order they came, and the one that is tried out.
     *
     * @param tried a whole split, totalling 100 percent
     * @throws Refused when the split that is tried out is none
     */
    @Transactional(readOnly = true)
    public List<Alternative> alternatives(DisputeId id, Optional<List<Share>> tried) {
        Dispute dispute = get(id);
        tried.flatMap(this::flaw).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
        List<Alternative> alternatives = new ArrayList<>();
        alternatives.add(weighed(dispute, Optional.of(dispute.claimantName()), dispute.proposed()));
        for (Party party : dispute.counterparts()) {
            if (party.answer().orElse(null) instanceof Answer.Counter counter) {
                alternatives.add(weighed(dispute, Optional.of(party.name()), counter.shares()));
            }
        }
        tried.ifPresent(shares -> alternatives.add(weighed(dispute, Optional.empty(), shares)));
        return List.copyOf(alternatives);
    }

    private List<Effect> compute(Dispute dispute, List<Share> shares) {
        return weighed(dispute, Optional.empty(), shares).consequences().stream()
                .map(c -> new Effect(c.participant(), c.before(), c.after()))
                .toList();
    }

    /** The sharers themselves, and of their superiors those whose pay moves with theirs. */
    private Alternative weighed(Dispute dispute, Optional<String> proposedBy, List<Share> shares) {
        Comparator<ParticipantId> byId = Comparator.comparing(ParticipantId::value);
        TreeSet<ParticipantId> sharers = new TreeSet<>(byId);
        splits.sharesOf(dispute.deal()).forEach(s -> sharers.add(s.participant()));
        shares.forEach(s -> sharers.add(s.participant()));
        TreeSet<ParticipantId> affected = new TreeSet<>(byId);
        for (ParticipantId sharer : sharers) {
            affected.add(sharer);
            affected.addAll(reportingLines.line(sharer, dispute.asOf()));
        }
        Preview before = runs.preview(dispute.period(), affected);
        Preview after = runs.previewWith(dispute.period(), affected, dispute.deal(), shares);
        List<Consequence> consequences = new ArrayList<>(affected.size());
        for (ParticipantId id : affected) {
            Money zero = Money.zero(participants.get(id).currency());
            Consequence consequence = new Consequence(id, total(before, id).orElse(zero),
                    total(after, id).orElse(zero), parts(before.of(id), after.of(id)));
            if (sharers.contains(id) || !consequence.difference().isZero()) {
                consequences.add(consequence);
            }
        }
        return new Alternative(proposedBy, shares, consequences);
    }

    private static List<Consequence.Part> parts(Optional<ParticipantResult> before, Optional<ParticipantResult> after) {
        Map<String, Money> changes = new TreeMap<>();
        after.stream().flatMap(r -> r.components().stream())
                .forEach(c -> changes.merge(c.name(), c.earned(), Money::plus));
        before.stream().flatMap(r -> r.components().stream())
                .forEach(c -> changes.merge(c.name(), c.earned().negate(), Money::plus));
        return changes.entrySet().stream()
                .filter(change -> !change.getValue().isZero())
                .map(change -> new Consequence.Part(change.getKey(), change.getValue()))
                .toList();
    }

    private static Optional<Money> total(Preview preview, ParticipantId participant) {
        return preview.of(participant).map(ParticipantResult::total);
    }

    public Optional<Dispute> find(DisputeId id) {
        return jdbc.sql(SELECT + "where d.id = :id").param("id", id.value()).query(this::row).optional();
    }

    public Dispute get(DisputeId id) {
        return find(id).orElseThrow(() -> new Refused("dispute-unknown", "There is no dispute " + id + "."));
    }

    /** What was said and done, the earliest first. */
    public List<Message> messages(DisputeId id) {
        return jdbc.sql("select said_at, author, text from dispute.message where dispute_id = :id order by id")
                .param("id", id.value())
                .query((rs, n) -> new Message(
                        rs.getTimestamp("said_at").toInstant(), rs.getString("author"), rs.getString("text")))
                .list();
    }

    /** The disputes the current user is a party of, the latest first. */
    public List<Dispute> mine() {
        return jdbc.sql(SELECT + """
                where d.filed_by = :user
                   or exists (select 1 from dispute.party p where p.dispute_id = d.id and p.user_id = :user)
                order by d.id desc limit 500
                """).param("user", currentUser.get().id().value()).query(this::row).list();
    }

    /** The disputes the current user may see as a superior: those he decides and those of people below him. */
    public List<Dispute> ofManager() {
        User user = currentUser.get();
        Set<String> below = new HashSet<>(Set.of(""));
        participants
                .byUser(user.id())
                .ifPresent(me -> reportingLines
                        .everyoneBelow(me.id(), periods.businessDate())
                        .forEach(p -> below.add(p.value())));
        return jdbc.sql(SELECT + """
                where d.decider_user = :user or d.claimant_id = any (:below::text[])
                   or exists (select 1 from dispute.party p
                              where p.dispute_id = d.id and p.participant_id = any (:below::text[]))
                order by d.id desc limit 500
                """)
                .param("user", user.id().value())
                .param("below", below.toArray(String[]::new))
                .query(this::row)
                .list();
    }

    /** Every dispute, the latest first; for those whose role sees all. */
    public List<Dispute> all() {
        return jdbc.sql(SELECT + "order by d.id desc limit 500").query(this::row).list();
    }

    /** What the current user may see, the latest first, whatever his role. */
    public List<Dispute> visible() {
        if (seesAll(currentUser.get())) {
            return all();
        }
        Map<DisputeId, Dispute> visible = new TreeMap<>(Comparator.comparingLong(DisputeId::value).reversed());
        mine().forEach(d -> visible.put(d.id(), d));
        ofManager().forEach(d -> visible.put(d.id(), d));
        return List.copyOf(visible.values());
    }

    /** Every dispute about a deal, the latest first. */
    public List<Dispute> ofDeal(EventKey deal) {
        return jdbc.sql(SELECT + """
                where d.deal_source = :source and d.deal_external_id = :externalId order by d.id desc
                """)
                .param("source", deal.source())
                .param("externalId", deal.externalId())
                .query(this::row)
                .list();
    }

    /** The undecided ones about deals of a period: what a close should look at before it starts. */
    public List<Dispute> openIn(PeriodId period) {
        return jdbc.sql(SELECT + """
                where d.period_id = :period and d.state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED') order by d.id
                """).param("period", period.value()).query(this::row).list();
    }

    /** Whether the current user may see a dispute: its parties, their superiors, and the roles that see all. */
    public boolean maySee(DisputeId id) {
        return find(id).map(dispute -> maySee(dispute, currentUser.get())).orElse(false);
    }

    public boolean maySee(Dispute dispute, User user) {
        if (seesAll(user)
                || dispute.partyUsers().contains(user.id())
                || dispute.deciderUser().filter(user.id()::equals).isPresent()) {
            return true;
        }
        return participants
                .byUser(user.id())
                .map(me -> dispute.parties().stream()
                        .anyMatch(party -> reportingLines.isAbove(me.id(), party, dispute.asOf())))
                .orElse(false);
    }

    /** Whether this person decides the dispute: the decider of the reporting line, or, where it is exhausted, finance's director. */
    public boolean mayDecide(Dispute dispute, User user) {
        if (dispute.partyUsers().contains(user.id())) {
            return false;
        }
        return dispute.deciderUser().isPresent()
                ? dispute.deciderUser().get().equals(user.id())
                : user.has(Role.FINANCE_DIRECTOR);
    }

    private static boolean seesAll(User user) {
        return user.has(Role.COMP_ADMIN)
                || user.has(Role.FINANCE)
                || user.has(Role.FINANCE_DIRECTOR)
                || user.has(Role.AUDITOR);
    }

    /** The row lock that lets only one of withdraw, answer and decide through; the others find it done. */
    private Dispute hold(DisputeId id) {
        return jdbc.sql(SELECT + "where d.id = :id for update")
                .param("id", id.value())
                .query(this::row)
                .optional()
                .orElseThrow(() -> new Refused("dispute-unknown", "There is no dispute " + id + "."));
    }

    private void setState(Dispute dispute, DisputeState next) {
        if (!dispute.state().mayBecome(next)) {
            throw over(dispute);
        }
        jdbc.sql("update dispute.dispute set state = :state where id = :id")
                .param("state", next.name())
                .param("id", dispute.id().value())
                .update();
    }

    private static Refused over(Dispute dispute) {
        return new Refused(
                "dispute-moved-on",
                "Dispute %s is %s."
                        .formatted(
                                dispute.id(),
                                switch (dispute.state()) {
                                    case WITH_MANAGER -> "with the manager already";
                                    case INFORMATION_ASKED -> "waiting for information from the claimant";
                                    case PARTLY -> "partly upheld already";
                                    case FILED, WITH_COUNTERPART -> "not that far yet";
                                    case UPHELD, DENIED, WITHDRAWN, REFUSED ->
                                        dispute.state().name().toLowerCase(Locale.ROOT) + " already";
                                }));
    }

    private static void requireShort(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Refused("dispute-text", "Up to " + LONGEST_TEXT + " characters, please.");
        }
    }

    private void say(DisputeId id, String text) {
        message(id, currentUser.find().map(User::displayName).orElse("Attain"), text);
    }

    /** What Attain does of itself when somebody does something. */
    private void note(DisputeId id, String text) {
        message(id, "Attain", text);
    }

    private void message(DisputeId id, String author, String text) {
        jdbc.sql("insert into dispute.message (dispute_id, said_at, author, text) values (:id, :at, :author, :text)")
                .param("id", id.value())
                .param("at", now())
                .param("author", author)
                .param("text", text)
                .update();
    }

    private String inWords(List<Share> shares) {
        return String.join(
                ", ",
                shares.stream()
                        .map(s -> nameOf(s.participant()) + " "
                                + s.percent().stripTrailingZeros().toPlainString() + " %")
                        .toList());
    }

    private String nameOf(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String subject(DisputeId id) {
        return new CaseRef("dispute", id.toString()).toString();
    }

    private Dispute row(ResultSet rs, int rowNum) throws SQLException {
        DisputeId id = new DisputeId(rs.getLong("id"));
        ParticipantId claimant = new ParticipantId(rs.getString("claimant_id"));
        List<Party> counterparts = jdbc.sql("""
                select participant_id, user_id, answer, note, answered_at from dispute.party
                where dispute_id = :id order by ordinal
                """)
                .param("id", id.value())
                .query((p, n) -> {
                    ParticipantId participant = new ParticipantId(p.getString("participant_id"));
                    return new Party(
                            participant,
                            nameOf(participant),
                            Optional.ofNullable(p.getString("user_id")).map(UserId::new),
                            Optional.ofNullable(p.getString("answer")).map(Shares::parseAnswer),
                            Optional.ofNullable(p.getString("note")).filter(note -> !note.isEmpty()),
                            Optional.ofNullable(p.getTimestamp("answered_at")).map(Timestamp::toInstant));
                })
                .list();
        return new Dispute(
                id,
                new EventKey(rs.getString("deal_source"), rs.getString("deal_external_id")),
                ClaimKind.valueOf(rs.getString("kind")),
                DisputeState.valueOf(rs.getString("state")),
                new PeriodId(rs.getString("period_id")),
                claimant,
                nameOf(claimant),
                new UserId(rs.getString("filed_by")),
                rs.getTimestamp("filed_at").toInstant(),
                rs.getString("reason"),
                Optional.ofNullable(rs.getString("statement_line")),
                Shares.parse(rs.getString("shares_before")),
                Shares.parse(rs.getString("shares_proposed")),
                counterparts,
                rs.getObject("as_of", LocalDate.class),
                Optional.ofNullable(rs.getString("decider_id")).map(ParticipantId::new),
                Optional.ofNullable(rs.getString("decider_user")).map(UserId::new),
                rs.getInt("escalations"),
                Optional.ofNullable(rs.getString("accepted_of")).map(ParticipantId::new),
                Optional.ofNullable(rs.getString("shares_decided")).map(Shares::parse),
                Optional.ofNullable(rs.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(rs.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getString("decision_reason")));
    }
}
