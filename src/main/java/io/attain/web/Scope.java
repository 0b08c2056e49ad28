package io.attain.web;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;

/**
 * Whose pay the current user may see: comp-admin, finance, finance-director and auditor everyone's, a manager his
 * reporting line's as of the business date and his own, a rep his own, anyone else nobody's.
 */
@Component
public class Scope {

    private static final Set<Role> SEE_EVERYONE = Set.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR,
            Role.AUDITOR);

    private final CurrentUser current;
    private final Participants participants;
    private final ReportingLines lines;
    private final Periods periods;

    Scope(CurrentUser current, Participants participants, ReportingLines lines, Periods periods) {
        this.current = current;
        this.participants = participants;
        this.lines = lines;
        this.periods = periods;
    }

    /** The participant the current user signs in as. */
    public Optional<Participant> me() {
        return current.find().flatMap(user -> participants.byUser(user.id()));
    }

    public boolean seesEveryone() {
        return current.find().map(User::roles).orElse(Set.of()).stream().anyMatch(SEE_EVERYONE::contains);
    }

    /** Whether the current user is a manager by role. */
    public boolean leadsATeam() {
        return current.find().filter(user -> user.has(Role.MANAGER)).isPresent();
    }

    public boolean maySee(ParticipantId participant) {
        return visible().map(seen -> seen.contains(participant)).orElse(true);
    }

    /** @throws AccessDeniedException when the current user may not see the participant's pay */
    public void requireSight(ParticipantId participant) {
        if (!maySee(participant)) {
            throw new AccessDeniedException("the participant is outside the reporting line of the current user");
        }
    }

    /** Those whose pay the current user may see; empty means everyone. */
    public Optional<Set<ParticipantId>> visible() {
        if (seesEveryone()) {
            return Optional.empty();
        }
        Set<ParticipantId> seen = new LinkedHashSet<>();
        me().ifPresent(me -> {
            if (current.get().has(Role.REP) || current.get().has(Role.MANAGER)) {
                seen.add(me.id());
            }
            if (current.get().has(Role.MANAGER)) {
                seen.addAll(lines.everyoneBelow(me.id(), periods.businessDate()));
            }
        });
        return Optional.of(seen);
    }
}
