package io.attain.split;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.shared.Refused;

/** Changes the state of split requests, and says so to their people and to the audit trail. */
@Component
class SplitLog {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final Clock clock;

    SplitLog(JdbcClient jdbc, CurrentUser currentUser, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param because shown on the page; also said as a message */
    void move(SplitRequest request, SplitState to, String because) {
        int moved = jdbc.sql("""
                update split.request set state = :to, because = :because where id = :id and state = :from
                """)
                .param("to", to.name())
                .param("because", to.isOpen() ? null : because)
                .param("id", request.id().value())
                .param("from", request.state().name())
                .update();
        if (moved == 0) {
            throw over(request);
        }
        say(request.id(), because);
        audit.record("split-request." + to.name().toLowerCase(Locale.ROOT).replace('_', '-'), subject(request.id()),
                Map.of("deal", request.deal().toString(), "because", because, "shares",
                        request.latest().shares().stream()
                                .map(share -> share.participant() + " " + share.percent().toPlainString()).toList()));
    }

    void say(SplitRequestId id, String text) {
        jdbc.sql("insert into split.message (request_id, said_at, author, text) values (:id, :at, :author, :text)")
                .param("id", id.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("author", currentUser.find().map(User::displayName).orElse("Attain"))
                .param("text", text)
                .update();
    }

    void note(SplitRequestId id, String action, Map<String, ?> facts) {
        audit.record("split-request." + action, subject(id), facts);
    }

    List<SplitMessage> messages(SplitRequestId id) {
        return jdbc.sql("select said_at, author, text from split.message where request_id = :id order by id")
                .param("id", id.value())
                .query((row, number) -> new SplitMessage(row.getTimestamp("said_at").toInstant(),
                        row.getString("author"), row.getString("text")))
                .list();
    }

    static Refused over(SplitRequest request) {
        return new Refused("split-moved-on", switch (request.state()) {
            case PROPOSED -> "The sharers have not all agreed yet.";
            case WITH_MANAGER -> "The shares are with the manager already.";
            case AGREED -> "The shares are agreed already; a new proposal that all agree to takes their place.";
            case IN_FORCE -> "The deal is won and shared already; a dispute changes its shares now.";
            case DECLINED, LAPSED, REJECTED, WITHDRAWN, VOID -> "This proposal is over.";
        });
    }

    private static String subject(SplitRequestId id) {
        return new CaseRef(SplitRequest.CASE, id.toString()).toString();
    }
}
