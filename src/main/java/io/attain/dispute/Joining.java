package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.period.Period;

/**
 * Claims about a deal whose dispute is open become one case with several claimants, so that one decision divides the
 * deal once: the shares it puts in force total 100 percent whatever was claimed.
 */
@Component
class Joining {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final DisputeHolds holds;
    private final Deciders deciders;
    private final Tables tables;
    private final Clock clock;

    Joining(JdbcClient jdbc, DisputeRows rows, DisputeLog log, DisputeHolds holds, Deciders deciders, Tables tables,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.holds = holds;
        this.deciders = deciders;
        this.tables = tables;
        this.clock = clock;
    }

    /** The period and the open dispute are locked. */
    FilingResult join(Dispute open, FileClaim claim, Participant claimant, UserId user, Period period) {
        boolean claimed = open.claimant().equals(claimant.id())
                || open.joined().stream().anyMatch(one -> one.claimant().equals(claimant.id()));
        if (claimed) {
            return new FilingResult.Refused("dispute-filed-already",
                    "You have a claim about deal %s already: write what is new in dispute %s."
                            .formatted(claim.deal().externalId(), open.id()));
        }
        if (!open.state().takesClaims() || claim.proposed().isEmpty() || open.proposed().isEmpty()) {
            return new FilingResult.Refused("dispute-open-already",
                    "Deal %s already has an open dispute; it has to end first."
                            .formatted(claim.deal().externalId()));
        }
        jdbc.sql("""
                insert into dispute.joined_claim (dispute_id, ordinal, claimant_id, filed_by, filed_at, reason,
                       shares_proposed)
                values (:dispute, :ordinal, :claimant, :by, :at, :reason, :proposed)
                """)
                .param("dispute", open.id().value())
                .param("ordinal", open.joined().size() + 2)
                .param("claimant", claimant.id().value())
                .param("by", user.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", claim.reason())
                .param("proposed", Shares.text(claim.proposed()))
                .update();
        Dispute joined = rows.get(open.id());
        log.say(open.id(), "Claims " + log.inWords(claim.proposed()) + ": " + claim.reason());
        log.record("dispute.joined", open.id(),
                Map.of("claimant", claimant.id().value(), "proposed", Shares.text(claim.proposed())));
        reseat(joined, period);
        if (joined.state() == DisputeState.WITH_MANAGER || !holds.held(open.id()).isEmpty()) {
            holds.holdLosses(joined, period);
        }
        return new FilingResult.Joined(open.id());
    }

    /** Who decided so far may be a party now, or not above the new one. */
    private void reseat(Dispute joined, Period period) {
        Panel panel = deciders.of(joined);
        DisputeRules.Routing routing = tables.routing(joined, panel.managers(), period);
        if (joined.course().sitting() == Sitting.ALONE || joined.state() != DisputeState.WITH_MANAGER) {
            rows.seat(joined.id(), panel.first(routing));
        } else {
            rows.seat(joined.id(), new Deciders.Seat(
                    panel.above(routing.mostOverride(), joined.partyUsers()).stream().findFirst(),
                    Sitting.ALONE));
        }
    }
}
