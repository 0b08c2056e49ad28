package io.attain.dispute;

import java.util.Map;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.shared.Refused;

/** Messages among the people of a dispute, and the information that a decision waits for. */
@Component
class Asking {

    private final DisputeRows rows;
    private final DisputeLog log;
    private final Sight sight;
    private final CurrentUser currentUser;

    Asking(DisputeRows rows, DisputeLog log, Sight sight, CurrentUser currentUser) {
        this.rows = rows;
        this.log = log;
        this.sight = sight;
        this.currentUser = currentUser;
    }

    /** Something said by a party or the decider to everyone in the dispute, up to 1000 characters. */
    void comment(DisputeId id, String text) {
        User user = currentUser.get();
        Dispute dispute = rows.hold(id);
        if (!dispute.partyUsers().contains(user.id()) && !sight.mayDecide(dispute, user)) {
            throw new AccessDeniedException("only the parties and the decider write in a dispute");
        }
        if (text.isBlank()) {
            throw new Refused("dispute-text", "There is nothing to say yet: write a message first.");
        }
        DisputeLog.requireShort(text);
        log.say(id, text.strip());
    }

    /** The decider asks the claimant for information; the decision waits for it. */
    Dispute askInformation(DisputeId id, String question) {
        Dispute dispute = rows.hold(id);
        User user = currentUser.get();
        boolean mayAsk = switch (dispute.state()) {
            case TRIAGE -> sight.mayTriage(dispute, user);
            default -> sight.mayDecide(dispute, user);
        };
        if (!mayAsk) {
            throw new AccessDeniedException("only who is at it asks for information");
        }
        if (question.isBlank()) {
            throw new Refused("dispute-reason", "Say what the claimant shall tell you.");
        }
        DisputeLog.requireShort(question);
        rows.setState(dispute, DisputeState.INFORMATION_ASKED);
        rows.askedFrom(dispute);
        log.say(id, "Asks the claimant: " + question.strip());
        log.record("dispute.information-asked", id, Map.of("question", question.strip()));
        return rows.get(id);
    }

    /**
     * The claimant gives the information asked for.
     *
     * @param text blank for nothing to add
     */
    Dispute giveInformation(DisputeId id, String text) {
        Dispute dispute = rows.hold(id);
        if (!dispute.filedBy().equals(currentUser.get().id())) {
            throw new AccessDeniedException("only the claimant gives the information");
        }
        if (dispute.state() != DisputeState.INFORMATION_ASKED) {
            throw DisputeRows.over(dispute);
        }
        DisputeLog.requireShort(text);
        rows.setState(dispute, dispute.course().askedFrom().orElse(DisputeState.WITH_MANAGER));
        log.say(id, text.isBlank() ? "Has nothing to add." : text.strip());
        log.record("dispute.information-given", id, Map.of("text", text.strip()));
        return rows.get(id);
    }

    /** The time for giving information is over. Harmless when the case has moved on. */
    Dispute noInformation(DisputeId id) {
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.INFORMATION_ASKED) {
            rows.setState(dispute, dispute.course().askedFrom().orElse(DisputeState.WITH_MANAGER));
            log.say(id, "No information in time; it goes on without it.");
            log.record("dispute.uninformed", id, Map.of());
        }
        return rows.get(id);
    }
}
