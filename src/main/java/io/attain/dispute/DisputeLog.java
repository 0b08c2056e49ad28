package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.shared.Refused;

/** What was said and done in a dispute: for its people as messages, for the auditor in the trail. */
@Component
class DisputeLog {

    static final int LONGEST_TEXT = 1000;

    private final JdbcClient jdbc;
    private final Participants participants;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final Clock clock;

    DisputeLog(JdbcClient jdbc, Participants participants, CurrentUser currentUser, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was said and done, the earliest first. */
    List<Message> messages(DisputeId id) {
        return jdbc.sql("select said_at, author, text from dispute.message where dispute_id = :id order by id")
                .param("id", id.value())
                .query((rs, n) -> new Message(
                        rs.getTimestamp("said_at").toInstant(), rs.getString("author"), rs.getString("text")))
                .list();
    }

    void say(DisputeId id, String text) {
        message(id, currentUser.find().map(User::displayName).orElse("Attain"), text);
    }

    /** What Attain does of itself when somebody does something. */
    void note(DisputeId id, String text) {
        message(id, "Attain", text);
    }

    private void message(DisputeId id, String author, String text) {
        jdbc.sql("insert into dispute.message (dispute_id, said_at, author, text) values (:id, :at, :author, :text)")
                .param("id", id.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("author", author)
                .param("text", text)
                .update();
    }

    String inWords(List<Share> shares) {
        return String.join(
                ", ",
                shares.stream()
                        .map(s -> nameOf(s.participant()) + " "
                                + s.percent().stripTrailingZeros().toPlainString() + " %")
                        .toList());
    }

    String nameOf(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new Refused("dispute-reason", "Give the parties a reason.");
        }
        requireShort(reason);
    }

    static void requireShort(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Refused("dispute-text", "Up to " + LONGEST_TEXT + " characters, please.");
        }
    }

    void record(String what, DisputeId id, Map<String, ?> facts) {
        audit.record(what, new CaseRef("dispute", id.toString()).toString(), facts);
    }
}
