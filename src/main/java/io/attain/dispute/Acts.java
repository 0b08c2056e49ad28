package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.UserId;

/** The append-only record of who did what in a dispute. */
@Component
class Acts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Acts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Act record(Dispute dispute, Act.Kind kind, String outcome, Optional<List<Share>> shares, String reason,
            UserId by) {
        Act act = new Act(dispute.course().round(), kind, outcome, shares, reason.strip(), by, clock.instant());
        jdbc.sql("""
                insert into dispute.act (dispute_id, round, kind, outcome, shares, reason, user_id, at)
                values (:dispute, :round, :kind, :outcome, :shares, :reason, :by, :at)
                """)
                .param("dispute", dispute.id().value())
                .param("round", act.round())
                .param("kind", kind.name())
                .param("outcome", outcome)
                .param("shares", shares.map(Shares::text).orElse(null))
                .param("reason", act.reason())
                .param("by", by.value())
                .param("at", Timestamp.from(act.at()))
                .update();
        return act;
    }

    /** The earliest first. */
    List<Act> of(DisputeId id) {
        return jdbc.sql("select round, kind, outcome, shares, reason, user_id, at from dispute.act "
                + "where dispute_id = :id order by id")
                .param("id", id.value())
                .query((rs, n) -> new Act(rs.getInt("round"), Act.Kind.valueOf(rs.getString("kind")),
                        rs.getString("outcome"), Optional.ofNullable(rs.getString("shares")).map(Shares::parse),
                        rs.getString("reason"), new UserId(rs.getString("user_id")),
                        rs.getTimestamp("at").toInstant()))
                .list();
    }

    /** The latest ruling of this round. */
    Optional<Act> ruling(Dispute dispute) {
        return of(dispute.id()).reversed().stream()
                .filter(act -> act.kind() == Act.Kind.RULING && act.round() == dispute.course().round())
                .findFirst();
    }

    /** Whoever triaged, ruled, reviewed or approved in an earlier round. */
    Set<UserId> hadDealtWith(Dispute dispute) {
        if (dispute.course().round() == 1) {
            return Set.of();
        }
        return of(dispute.id()).stream()
                .filter(act -> act.kind().isOfOffice() && act.round() < dispute.course().round())
                .map(Act::by)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever ruled or reviewed in this round: somebody else approves. */
    Set<UserId> decidedNow(Dispute dispute) {
        return of(dispute.id()).stream()
                .filter(act -> act.round() == dispute.course().round()
                        && (act.kind() == Act.Kind.RULING || act.kind() == Act.Kind.REVIEW))
                .map(Act::by)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever ruled in this round: somebody else reviews. */
    Set<UserId> ruledNow(Dispute dispute) {
        return of(dispute.id()).stream()
                .filter(act -> act.round() == dispute.course().round() && act.kind() == Act.Kind.RULING)
                .map(Act::by)
                .collect(Collectors.toUnmodifiableSet());
    }
}
