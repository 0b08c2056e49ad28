package io.attain.crediting;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.identity.CurrentUser;

/** The credit rules, by the day from which they count. */
@Service
public class RuleSets {

    /** Rules for events from a day on, until later ones take over. */
    public record Dated(LocalDate from, CreditRules rules) {}

    private static final FormulaConditions CONDITIONS = new FormulaConditions();

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    RuleSets(JdbcClient jdbc, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The rules that count, the earliest first; of two from one day the later recorded. The first are the standard ones. */
    public List<Dated> all() {
        List<Dated> recorded = jdbc.sql("""
				select distinct on (valid_from) valid_from, rules from crediting.rule_set
				 order by valid_from, number desc
				""").query((row, number) -> new Dated(row.getObject("valid_from", LocalDate.class),
                CreditRules.fromJson(row.getString("rules")))).list();
        return Stream.concat(Stream.of(new Dated(LocalDate.MIN, CreditRules.STANDARD)), recorded.stream())
                .toList();
    }

    /**
     * Records rules for events from this day on. What locked periods counted stays as it is.
     *
     * @throws io.attain.shared.Refused when a condition cannot be read
     */
    @Transactional
    public void put(Dated dated) {
        dated.rules().rules().forEach(rule -> rule.where().ifPresent(CONDITIONS::compile));
        String by = currentUser.find().map(user -> user.id().value()).orElse(AuditTrail.SYSTEM);
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from crediting.rule_set").query(Integer.class)
                .single();
        jdbc.sql("""
				insert into crediting.rule_set (number, valid_from, rules, recorded_by, recorded_at)
				values (:number, :from, :rules, :by, :at)
				""").param("number", number).param("from", dated.from()).param("rules", dated.rules().toJson())
                .param("by", by).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        audit.record("credit-rules-recorded", "credit-rules:" + number,
                Map.of("from", dated.from().toString(), "rules", dated.rules().toJson()));
    }
}
