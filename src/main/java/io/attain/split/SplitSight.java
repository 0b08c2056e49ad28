package io.attain.split;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.identity.Duty;
import io.attain.identity.Role;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;

/** Who sees split requests, and who decides them. */
@Component
class SplitSight {

    private final SplitRequestRows rows;
    private final Participants participants;
    private final ReportingLines lines;
    private final Substitutions substitutions;
    private final Periods periods;

    SplitSight(SplitRequestRows rows, Participants participants, ReportingLines lines,
            Substitutions substitutions, Periods periods) {
        this.rows = rows;
        this.participants = participants;
        this.lines = lines;
        this.substitutions = substitutions;
        this.periods = periods;
    }

    List<SplitRequest> visible(User user) {
        Set<String> below = new HashSet<>(Set.of(""));
        participants.byUser(user.id()).ifPresent(me -> lines.everyoneBelow(me.id(), periods.businessDate())
                .forEach(one -> below.add(one.value())));
        return rows.read("""
                where :all or r.decider_user = :user or (:director and r.decider_user is null)
                   or exists (select from split.sharer s where s.request_id = r.id
                                 and (s.user_id = :user or s.participant_id = any (:below::text[])))
                order by r.state in %s desc, r.id desc limit 500
                """.formatted(SplitRequestRows.OPEN),
                Map.of("all", user.has(Role.AUDITOR), "user", user.id().value(), "director",
                        user.has(Role.FINANCE_DIRECTOR), "below", below.toArray(String[]::new)));
    }

    boolean maySee(SplitRequest request, User user) {
        return user.has(Role.AUDITOR) || request.partyUsers().contains(user.id()) || mayDecide(request, user)
                || participants.byUser(user.id())
                        .filter(me -> request.parties().stream()
                                .anyMatch(party -> lines.isAbove(me.id(), party, request.asOf())))
                        .isPresent();
    }

    /** The decider himself, or who stands in for him; never a sharer. */
    boolean mayDecide(SplitRequest request, User user) {
        return isDecider(request, user) || !request.partyUsers().contains(user.id()) && user.has(Role.MANAGER)
                && request.deciderUser()
                        .filter(decider -> substitutions.standsIn(user.id(), decider, Duty.SHARES_AHEAD)).isPresent();
    }

    boolean isDecider(SplitRequest request, User user) {
        return !request.partyUsers().contains(user.id())
                && request.deciderUser().map(user.id()::equals).orElseGet(() -> user.has(Role.FINANCE_DIRECTOR));
    }
}
