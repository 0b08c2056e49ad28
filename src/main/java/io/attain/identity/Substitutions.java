package io.attain.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Who stands in for whom. Days are real days (UTC), not those of an open period. */
@Service
public class Substitutions {

    private static final int LONGEST = 366;

    private static final String SELECT = """
            select id, absent, substitute, duty, valid_from, valid_to from identity.substitution
             where withdrawn_at is null
            """;

    private final JdbcClient jdbc;
    private final Users users;
    private final CurrentUser currentUser;
    private final Clock clock;

    Substitutions(JdbcClient jdbc, Users users, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Names a substitute for the current user, and for nobody else.
     *
     * @param days from today on, at most a year
     * @throws Refused when the substitute is unknown, holds another role, is away himself or is the current user; when
     *                 the days are past, or a substitute is named for one of them already
     */
    @Transactional
    public void away(UserId substitute, Set<Duty> duties, DateRange days) {
        User me = currentUser.get();
        if (duties.isEmpty()) {
            throw new Refused("away-duties", "Say for what somebody shall stand in.");
        }
        if (substitute.equals(me.id())) {
            throw new Refused("away-self", "Name somebody else to stand in for you.");
        }
        if (days.from().isBefore(today())) {
            throw new Refused("away-past", "The first day has to be today or later.");
        }
        if (ChronoUnit.DAYS.between(days.from(), days.to()) > LONGEST) {
            throw new Refused("away-long", "A substitute is named for at most a year.");
        }
        User other = users.find(substitute)
                .orElseThrow(() -> new Refused("away-substitute-unknown", "There is no such person."));
        if (!other.has(Role.MANAGER)) {
            throw new Refused("away-role", other.displayName() + " is no manager, and so cannot decide in your place.");
        }
        boolean awayToo = jdbc.sql(SELECT + "and absent = :other and valid && daterange(:from, :to)")
                .param("other", substitute.value()).param("from", days.from()).param("to", days.to())
                .query(Substitutions::row).list().stream().anyMatch(one -> duties.contains(one.duty()));
        if (awayToo) {
            throw new Refused("away-onward", other.displayName()
                    + " is away on some of these days; what is yours is not passed on from there.");
        }
        for (Duty duty : duties) {
            try {
                jdbc.sql("""
                        insert into identity.substitution (absent, substitute, duty, valid_from, valid_to, recorded_at)
                        values (:me, :other, :duty, :from, :to, :now)
                        """)
                        .param("me", me.id().value()).param("other", substitute.value()).param("duty", duty.name())
                        .param("from", days.from()).param("to", days.to())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
            } catch (DataIntegrityViolationException taken) {
                if (String.valueOf(taken.getMessage()).contains("substitution_no_overlap")) {
                    throw new Refused("away-taken", "Somebody stands in for you on some of these days already ("
                            + duty.label() + "). End that first, or choose other days.");
                }
                throw taken;
            }
        }
    }

    /** Back earlier: from today on nobody stands in by this entry any more. Repeated it changes nothing. */
    @Transactional
    public void back(long id) {
        jdbc.sql("""
                update identity.substitution
                   set withdrawn_at = case when valid_from >= :today then :now::timestamptz end,
                       valid_to = case when valid_from >= :today then valid_to else least(valid_to, :today::date) end
                 where id = :id and absent = :me and withdrawn_at is null and valid_to > :today
                """)
                .param("today", today()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", id)
                .param("me", currentUser.get().id().value()).update();
    }

    /** By whom the current user is stood in for, now and later, the earliest first. */
    public List<Substitution> ofMe() {
        return jdbc.sql(SELECT + "and absent = :me and valid_to > :today order by valid_from, duty, id")
                .param("me", currentUser.get().id().value()).param("today", today()).query(Substitutions::row).list();
    }

    /** For whom somebody stands in today. */
    public List<Substitution> standingIn(UserId substitute) {
        return jdbc.sql(SELECT + "and substitute = :user and valid @> :today::date order by id")
                .param("user", substitute.value()).param("today", today()).query(Substitutions::row).list();
    }

    /** Whether the one stands in for the other in that duty today. */
    public boolean standsIn(UserId substitute, UserId absent, Duty duty) {
        return standsIn(standingIn(substitute), absent, duty);
    }

    private static boolean standsIn(Collection<Substitution> inForce, UserId absent, Duty duty) {
        return inForce.stream().anyMatch(one -> one.duty() == duty && one.absent().equals(absent));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Substitution row(ResultSet row, int number) throws SQLException {
        return new Substitution(row.getLong("id"), new UserId(row.getString("absent")),
                new UserId(row.getString("substitute")), Duty.valueOf(row.getString("duty")),
                new DateRange(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class)));
    }
}
