package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.shared.Refused;

/** The counterparts answer a claim, and its claimant accepts what they propose instead. */
@Component
class Answering {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final DisputeHolds holds;
    private final Agreement agreement;
    private final PayPeriods payPeriods;
    private final Participants participants;
    private final CurrentUser currentUser;
    private final Clock clock;

    Answering(JdbcClient jdbc, DisputeRows rows, DisputeLog log, DisputeHolds holds, Agreement agreement,
            PayPeriods payPeriods,
            Participants participants, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.holds = holds;
        this.agreement = agreement;
        this.payPeriods = payPeriods;
        this.participants = participants;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** A counterpart's answer, in the name of the current user; the last one hands the case to the manager. */
    Dispute answer(DisputeId id, Answer answer, String note) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        Party party = dispute.counterparts().stream()
                .filter(p -> p.user().filter(user.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new AccessDeniedException("only the counterparts answer a claim"));
        if (dispute.state() != DisputeState.WITH_COUNTERPART) {
            throw DisputeRows.over(dispute);
        }
        if (party.hasAnswered()) {
            throw new Refused("dispute-answered", "You have answered already.");
        }
        DisputeLog.requireShort(note);
        if (answer instanceof Answer.Counter counter) {
            Shares.flaw(counter.shares(), participants).ifPresent(flaw -> {
                throw new Refused("dispute-shares", flaw);
            });
        }
        jdbc.sql("""
                update dispute.party set answer = :answer, note = :note, answered_at = :at
                where dispute_id = :dispute and participant_id = :participant
                """)
                .param("answer", Shares.text(answer))
                .param("note", note.strip())
                .param("at", Timestamp.from(clock.instant()))
                .param("dispute", id.value())
                .param("participant", party.participant().value())
                .update();
        String said = switch (answer) {
            case Answer.Agree() -> "Agrees.";
            case Answer.Contest() -> "Contests the claim.";
            case Answer.Counter(List<Share> shares) -> "Proposes instead: " + log.inWords(shares) + ".";
        };
        log.say(id, note.isBlank() ? said : said + " " + note.strip());
        log.record("dispute.answered", id,
                Map.of("counterpart", party.participant().value(), "answer", Shares.text(answer)));
        if (dispute.awaiting().stream()
                .allMatch(p -> p.participant().equals(party.participant()) || p.user().isEmpty())) {
            rows.setState(dispute, DisputeState.WITH_MANAGER);
            holds.holdLosses(rows.get(id), period);
        }
        return rows.get(id);
    }

    /** The time for answers is over: the manager decides without. Harmless when the case has moved on. */
    Dispute noAnswer(DisputeId id) {
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.WITH_COUNTERPART) {
            rows.setState(dispute, DisputeState.WITH_MANAGER);
            log.say(id, "No answer in time; the manager decides without it.");
            log.record("dispute.unanswered", id, Map.of());
            holds.holdLosses(rows.get(id), period);
        }
        return rows.get(id);
    }

    /**
     * The claimant accepts a counterpart's counter-proposal, so that both sides want the same. Where the tables let the
     * parties settle that, and nobody loses who did not propose it, it takes effect; else the decider still decides.
     * Accepting another one later takes the place of the first.
     *
     * @throws Refused when that counterpart proposed nothing, or the dispute is decided
     */
    Dispute acceptCounter(DisputeId id, ParticipantId counterpart) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant accepts a counter-proposal");
        }
        if (!dispute.state().isOpen()) {
            throw DisputeRows.over(dispute);
        }
        Answer.Counter counter = dispute.counterparts().stream()
                .filter(p -> p.participant().equals(counterpart))
                .flatMap(p -> p.answer().stream())
                .filter(Answer.Counter.class::isInstance)
                .map(Answer.Counter.class::cast)
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "dispute-no-counter", log.nameOf(counterpart) + " has not proposed other shares."));
        jdbc.sql("update dispute.dispute set accepted_of = :counterpart where id = :id")
                .param("counterpart", counterpart.value())
                .param("id", id.value())
                .update();
        log.say(id, "Accepts the proposal of " + log.nameOf(counterpart) + ": " + log.inWords(counter.shares()) + ".");
        log.record("dispute.counter-accepted", id, Map.of("counterpart", counterpart.value(), "shares",
                Shares.text(counter.shares())));
        agreement.settle(rows.get(id), counter.shares(), user.id(), period);
        return rows.get(id);
    }
}
