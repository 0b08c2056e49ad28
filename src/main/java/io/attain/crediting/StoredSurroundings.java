package io.attain.crediting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.Crediting;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.crediting.rule.Missed;
import io.attain.crediting.rule.Part;
import io.attain.crediting.rule.PayTerms;
import io.attain.crediting.rule.ReportingTree;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.crediting.rule.Surroundings;
import io.attain.participant.ParticipantId;
import io.attain.participant.ReportingLines;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.sales.SalesEventRows;
import io.attain.shared.Sha256;

/**
 * What crediting has to know, read from the tables: once what concerns all events, and batch by batch what concerns
 * single ones. Not for sharing between threads.
 */
final class StoredSurroundings implements Surroundings {

    /** How far from a payment over its invoice to its sale. */
    private static final int FARTHEST = 5;

    private record Ruled(LocalDate from, CreditRules rules, Crediting crediting) {}

    private final JdbcClient jdbc;
    private final Responsibilities responsibilities;
    private final ReportingTree reportingTree;
    private final ExchangeRates rates;
    private final PlanTerms terms;
    private final List<Ruled> rules = new ArrayList<>();
    private final Sha256 basis;
    private final Map<EventKey, List<AgreedSplit>> splits = new HashMap<>();
    private final Map<EventKey, SalesEvent> originals = new HashMap<>();

    StoredSurroundings(JdbcClient jdbc, RuleSets ruleSets, Owners owners, FxRates fxRates, ReportingLines lines,
            PlanTerms terms) {
        this.jdbc = jdbc;
        this.terms = terms;
        List<Responsibility> owned = owners.responsibilities();
        List<Responsibilities.Located> located = owners.territories();
        List<ReportingLines.Line> reporting = lines.all();
        List<ExchangeRates.Listed> listed = fxRates.listed();
        this.responsibilities = new Responsibilities(owned, located);
        this.reportingTree = new ReportingTree(reporting.stream()
                .map(line -> new ReportingTree.Line(line.participant(), line.manager(), line.days())).toList());
        this.rates = new ExchangeRates(listed);
        StringBuilder text = new StringBuilder();
        for (RuleSets.Dated dated : ruleSets.all()) {
            rules.add(new Ruled(dated.from(), dated.rules(),
                    new Crediting(dated.rules(), new FormulaConditions(), this)));
            text.append(dated.from()).append(dated.rules().toJson()).append('\n');
        }
        text.append(owned).append(located).append(reporting).append(listed).append(terms.inText());
        this.basis = Sha256.of(text.toString());
    }

    /** Changes when anything does that concerns all events. */
    Sha256 basis() {
        return basis;
    }

    /** The rules that count on the day of the event. */
    Crediting crediting(SalesEvent event) {
        return ruled(event).crediting();
    }

    /** What each rule missed, of an event that nobody is credited with. */
    List<Missed> missed(SalesEvent event) {
        return Missed.of(event, ruled(event).rules(), new FormulaConditions(), this);
    }

    private Ruled ruled(SalesEvent event) {
        Ruled latest = rules.getFirst();
        for (Ruled ruled : rules) {
            if (!ruled.from().isAfter(event.eventDate())) {
                latest = ruled;
            }
        }
        return latest;
    }

    /** Reads what concerns these events, and forgets what concerned those before. */
    void look(Collection<SalesEvent> events) {
        splits.clear();
        originals.clear();
        Set<EventKey> known = new HashSet<>();
        List<SalesEvent> found = List.copyOf(events);
        for (int step = 0; step < FARTHEST && !found.isEmpty(); step++) {
            Set<EventKey> wanted = new HashSet<>();
            found.forEach(event -> event.refersTo().filter(known::add).ifPresent(wanted::add));
            found.forEach(event -> known.add(event.key()));
            readSplits(found.stream().map(SalesEvent::key).toList());
            found = wanted.isEmpty() ? List.of() : read(wanted);
            found.forEach(event -> originals.put(event.key(), event));
        }
    }

    private List<SalesEvent> read(Set<EventKey> keys) {
        return keyed(SalesEventRows.SELECT + """
				  join unnest(:sources, :ids) as k (source, id) on e.source = k.source and e.external_id = k.id
				""", keys).query(SalesEventRows::event).list();
    }

    private void readSplits(Collection<EventKey> keys) {
        readSplits(keys, "crediting.split_in_force", false);
        readSplits(keys, "crediting.overlay_in_force", true);
    }

    private void readSplits(Collection<EventKey> keys, String inForce, boolean overlay) {
        Map<EventKey, List<Part>> parts = new HashMap<>();
        Map<EventKey, Integer> versions = new HashMap<>();
        keyed("""
				select h.source, h.external_id, h.version, h.participant_id, h.percent
				  from unnest(:sources, :ids) as k (source, id)
				  join %s s on s.source = k.source and s.external_id = k.id
				  join crediting.split_share h on h.source = s.source and h.external_id = s.external_id
				                              and h.version = s.version
				 order by h.place
				""".formatted(inForce), keys).query(row -> {
            EventKey key = new EventKey(row.getString("source"), row.getString("external_id"));
            versions.put(key, row.getInt("version"));
            parts.computeIfAbsent(key, event -> new ArrayList<>()).add(
                    new Part(new ParticipantId(row.getString("participant_id")), plain(row.getBigDecimal("percent"))));
        });
        parts.forEach((key, list) -> splits.computeIfAbsent(key, event -> new ArrayList<>()).add(
                new AgreedSplit(Optional.ofNullable(versions.get(key)).orElseThrow(), overlay, list)));
    }

    private static BigDecimal plain(BigDecimal percent) {
        BigDecimal stripped = percent.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private JdbcClient.StatementSpec keyed(String sql, Collection<EventKey> keys) {
        return jdbc.sql(sql)
                .param("sources", new SqlArrayValue("text", keys.stream().map(EventKey::source).toArray()))
                .param("ids", new SqlArrayValue("text", keys.stream().map(EventKey::externalId).toArray()));
    }

    @Override
    public Responsibilities responsibilities() {
        return responsibilities;
    }

    @Override
    public ReportingTree reportingTree() {
        return reportingTree;
    }

    @Override
    public ExchangeRates rates() {
        return rates;
    }

    @Override
    public List<AgreedSplit> splits(EventKey event) {
        return splits.getOrDefault(event, List.of());
    }

    @Override
    public Optional<PayTerms> payTerms(ParticipantId participant, LocalDate day) {
        return terms.on(participant, day);
    }

    @Override
    public boolean countsRollup(ParticipantId manager, LocalDate day) {
        return terms.countsRollup(manager, day);
    }

    @Override
    public List<Credit> credits(EventKey original) {
        return Optional.ofNullable(originals.get(original)).map(event -> crediting(event).credits(event))
                .orElse(List.of());
    }
}
