package io.attain.participant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.identity.CurrentUser;
import io.attain.identity.UserId;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** The people who can be paid. */
@Service
public class Participants {

    private static final String SELECT = """
			select id, name, employee_number, legal_entity, cost_centre, currency, user_id, employed_from, employed_to
			  from participant.participant
			""";

    private final JdbcClient jdbc;
    private final DatedRows dated;
    private final Periods periods;
    private final CurrentUser currentUser;
    private final Clock clock;

    Participants(JdbcClient jdbc, DatedRows dated, Periods periods, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.dated = dated;
        this.periods = periods;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * The participant with this id.
     *
     * @throws Refused when there is no such participant
     */
    public Participant get(ParticipantId id) {
        return find(id).orElseThrow(() -> new Refused("participant-unknown", "There is no participant " + id + "."));
    }

    /** The participant with this id. */
    public Optional<Participant> find(ParticipantId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(Participants::participant).optional();
    }

    /** The participant with exactly this name, or known under it by alias. */
    public Optional<Participant> byName(String nameOrAlias) {
        return jdbc.sql(SELECT + """
				where name = :name
				   or id = (select participant_id from participant.name_alias where alias = :name)
				order by name = :name desc limit 1
				""").param("name", nameOrAlias).query(Participants::participant).optional();
    }

    /** The participant who signs in as this user. */
    public Optional<Participant> byUser(UserId user) {
        return jdbc.sql(SELECT + "where user_id = :user").param("user", user.value()).query(Participants::participant)
                .optional();
    }

    /** Everyone, by name. */
    public List<Participant> all() {
        return jdbc.sql(SELECT + "order by name").query(Participants::participant).list();
    }

    /** Every name and alias with the participant it stands for; for checking files in bulk. */
    public List<NamedParticipant> names() {
        return jdbc.sql("""
				select name, id from participant.participant
				union all
				select alias, participant_id from participant.name_alias
				""")
                .query((row, n) -> new NamedParticipant(row.getString("name"), new ParticipantId(row.getString("id"))))
                .list();
    }

    /** The names of these participants; who is unknown is left out. */
    public Map<ParticipantId, String> namesOf(Collection<ParticipantId> ids) {
        Map<ParticipantId, String> names = new HashMap<>();
        jdbc.sql("select id, name from participant.participant where id = any (:ids::text[])")
                .param("ids", ids.stream().map(ParticipantId::value).distinct().toArray(String[]::new))
                .query(row -> {
                    names.put(new ParticipantId(row.getString("id")), row.getString("name"));
                });
        return names;
    }

    /** Participants whose name contains the text, whatever its case, by name; at most 50. */
    public List<Participant> search(String text) {
        return jdbc.sql(SELECT + "where strpos(lower(name), lower(:text)) > 0 order by name limit 50")
                .param("text", text).query(Participants::participant).list();
    }

    /** The positions of a participant, earliest first. */
    public List<Position> positions(ParticipantId id) {
        return jdbc.sql("""
				select participant_id, title, office, valid_from, valid_to from participant.position
				 where participant_id = :id order by valid_from
				""").param("id", id.value()).query(Participants::position).list();
    }

    /** The position held on a day. */
    public Optional<Position> positionOf(ParticipantId id, LocalDate date) {
        return jdbc.sql("""
				select participant_id, title, office, valid_from, valid_to from participant.position
				 where participant_id = :id and valid @> :date::date
				""").param("id", id.value()).param("date", date).query(Participants::position).optional();
    }

    /**
     * Records what a file says about a person. Someone new begins on {@code from}. For someone known, title and manager
     * hold from that day on; what is not dated (employee number, cost centre, sign-in …) is taken over only when nothing
     * later is known, and what it was before is remembered.
     *
     * @throws Refused when the facts contradict each other or what is known
     */
    @Transactional
    public Recorded record(PersonFacts facts) {
        if (facts.to().isPresent() && !facts.from().isBefore(facts.to().get())) {
            throw new Refused("person-dates", facts.name() + " would leave before the first day.");
        }
        Optional<ParticipantId> manager = facts.manager().map(this::idOf);
        Optional<Participant> known = jdbc.sql(SELECT + "where name = :name for update").param("name", facts.name())
                .query(Participants::participant).optional();
        refuseTakenKeys(facts, known);
        if (known.isEmpty()) {
            ParticipantId id = ParticipantId.ofName(facts.name());
            insert(id, facts);
            manager.ifPresent(above -> dated.line(id, above, facts.from(), facts.to().orElse(LocalDate.MAX)));
            return new Recorded.Added();
        }
        return update(known.get(), facts, manager);
    }

    /**
     * Records who manages a participant and where. A first line holds from the first day of employment; since a team
     * list carries no date, a later change holds from the start of the open period.
     *
     * @throws Refused when someone is unknown, or the line would lead back
     */
    @Transactional
    public Recorded recordTeam(String name, String managerName, String office) {
        ParticipantId id = idOf(name);
        ParticipantId manager = idOf(managerName);
        Participant participant = get(id);
        LocalDate start = participant.employed().from();
        boolean isNew = !dated.hasLine(id);
        LocalDate from = isNew
                ? start
                : periods.findOpenPeriod().map(Period::span).map(DateRange::from)
                        .filter(day -> day.isAfter(start)).orElse(start);
        List<FieldChange> changes = new ArrayList<>();
        changes.addAll(dated.line(id, manager, from, participant.employed().to()));
        changes.addAll(dated.office(id, office, from));
        if (isNew) {
            return new Recorded.Added();
        }
        remember(id, changes);
        return changes.isEmpty() ? new Recorded.Unchanged() : new Recorded.Changed(changes);
    }

    /**
     * Declares another name for a participant.
     *
     * @throws Refused when the name stands for someone already
     */
    @Transactional
    public void alsoKnownAs(ParticipantId id, String alias) {
        Optional<Participant> taken = byName(alias);
        if (taken.isPresent()) {
            throw new Refused("alias-taken", "“" + alias + "” already stands for " + taken.get().name() + ".");
        }
        jdbc.sql("""
				insert into participant.name_alias (alias, participant_id, added_by, added_at)
				values (:alias, :id, :by, :at)
				""").param("alias", alias).param("id", get(id).id().value()).param("by", actor()).param("at", now())
                .update();
    }

    private void insert(ParticipantId id, PersonFacts facts) {
        if (find(id).isPresent()) {
            throw new Refused("person-name", "“" + facts.name() + "” is too like the name of " + get(id).name()
                    + ": both would be called " + id + ".");
        }
        jdbc.sql("""
				insert into participant.participant (id, name, employee_number, legal_entity, cost_centre, currency, user_id,
				       employed_from, employed_to)
				values (:id, :name, :number, :entity, :centre, :currency, :user, :from, :to)
				""").param("id", id.value()).param("name", facts.name()).param("number", facts.employeeNumber())
                .param("entity", facts.legalEntity()).param("centre", facts.costCentre())
                .param("currency", facts.currency().getCurrencyCode())
                .param("user", facts.user().map(UserId::value).orElse(null)).param("from", facts.from())
                .param("to", facts.to().orElse(LocalDate.MAX)).update();
        dated.title(id, facts.title(), facts.from(), facts.to().orElse(LocalDate.MAX));
    }

    private Recorded update(Participant known, PersonFacts facts, Optional<ParticipantId> manager) {
        ParticipantId id = known.id();
        if (facts.from().isBefore(known.employed().from())) {
            throw new Refused("person-dates", known.name() + " is employed since " + known.employed().from()
                    + "; nothing can be said about days before.");
        }
        List<FieldChange> changes = new ArrayList<>();
        LocalDate to = facts.to().orElse(LocalDate.MAX);
        boolean nothingLater = !dated.hasPositionAfter(id, facts.from());
        if (nothingLater) {
            changed(changes, "user_id", known.user().map(UserId::value).orElse(""),
                    facts.user().map(UserId::value).orElse(""));
            changed(changes, "employee_number", known.employeeNumber(), facts.employeeNumber());
            changed(changes, "legal_entity", known.legalEntity(), facts.legalEntity());
            changed(changes, "cost_centre", known.costCentre(), facts.costCentre());
            changed(changes, "currency", known.currency().getCurrencyCode(), facts.currency().getCurrencyCode());
            changed(changes, "to", text(known.employed().to()), text(to));
            if (!changes.isEmpty()) {
                jdbc.sql("""
						update participant.participant
						   set employee_number = :number, legal_entity = :entity, cost_centre = :centre,
						       currency = :currency, user_id = :user, employed_to = :to
						 where id = :id
						""").param("id", id.value()).param("number", facts.employeeNumber())
                        .param("entity", facts.legalEntity()).param("centre", facts.costCentre())
                        .param("currency", facts.currency().getCurrencyCode())
                        .param("user", facts.user().map(UserId::value).orElse(null)).param("to", to).update();
                dated.end(id, known.employed().to(), to);
            }
        }
        LocalDate end = nothingLater ? to : known.employed().to();
        changes.addAll(dated.title(id, facts.title(), facts.from(), end));
        manager.ifPresent(above -> changes.addAll(dated.line(id, above, facts.from(), end)));
        remember(id, changes);
        return changes.isEmpty() ? new Recorded.Unchanged() : new Recorded.Changed(changes);
    }

    private void refuseTakenKeys(PersonFacts facts, Optional<Participant> known) {
        String self = known.map(participant -> participant.id().value()).orElse("");
        jdbc.sql(SELECT + "where legal_entity = :entity and employee_number = :number and id <> :self")
                .param("entity", facts.legalEntity()).param("number", facts.employeeNumber()).param("self", self)
                .query(Participants::participant).optional().ifPresent(other -> {
                    throw new Refused("person-employee-number", "The employee number " + facts.employeeNumber() + " of "
                            + facts.legalEntity() + " belongs to " + other.name() + ".");
                });
        facts.user().flatMap(this::byUser).filter(other -> !other.id().value().equals(self)).ifPresent(other -> {
            throw new Refused("person-user", "The sign-in " + facts.user().get() + " belongs to " + other.name() + ".");
        });
    }

    private ParticipantId idOf(String name) {
        return byName(name).map(Participant::id)
                .orElseThrow(() -> new Refused("participant-unknown", "Nobody is called “" + name + "”."));
    }

    private void remember(ParticipantId id, List<FieldChange> changes) {
        for (FieldChange change : changes) {
            jdbc.sql("""
					insert into participant.correction (participant_id, field, before, after, recorded_by, recorded_at)
					values (:id, :field, :before, :after, :by, :at)
					""").param("id", id.value()).param("field", change.field()).param("before", change.before())
                    .param("after", change.after()).param("by", actor()).param("at", now()).update();
        }
    }

    private String actor() {
        return currentUser.find().map(user -> user.id().value()).orElse("system");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static void changed(List<FieldChange> changes, String field, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new FieldChange(field, before, after));
        }
    }

    private static String text(LocalDate date) {
        return date.equals(LocalDate.MAX) ? "" : date.toString();
    }

    private static Participant participant(ResultSet row, int number) throws SQLException {
        return new Participant(new ParticipantId(row.getString("id")), row.getString("name"),
                row.getString("employee_number"), row.getString("legal_entity"), row.getString("cost_centre"),
                Currency.getInstance(row.getString("currency")),
                Optional.ofNullable(row.getString("user_id")).map(UserId::new),
                new DateRange(row.getObject("employed_from", LocalDate.class),
                        row.getObject("employed_to", LocalDate.class)));
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        return new Position(new ParticipantId(row.getString("participant_id")), row.getString("title"),
                row.getString("office"),
                new DateRange(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class)));
    }
}
