package io.attain.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.period.Period;

/** The checks of a run: each compares two numbers that were come by in different ways. */
@Component
class Reconciliation {

    /** A named check with two queries for one number each; parameters: run, from, to. */
    private record Rule(String name, String left, String right) {

        boolean money() {
            return left.contains("_minor");
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("Everyone in the run is calculated or parked",
                    "select count(*) from calculation.run_participant where run_id = :run",
                    "select count(*) from calculation.run_participant where run_id = :run and state in ('CALCULATED', 'PARKED')"),
            new Rule("Sales events of the period = credited amounts",
                    "select event_minor from calculation.run where id = :run",
                    "select coalesce(sum(shared_minor), 0) from calculation.run_participant where run_id = :run"),
            new Rule("Frozen credits = credits calculated or parked",
                    "select count(*) from calculation.run_credit where run_id = :run",
                    "select coalesce(sum(credits_used), 0) from calculation.run_participant where run_id = :run"),
            new Rule("Amounts frozen = amounts calculated or parked",
                    "select coalesce(sum(credited_minor), 0) from calculation.run_participant where run_id = :run",
                    "select coalesce(sum(used_minor), 0) from calculation.run_participant where run_id = :run"),
            new Rule("Σ lines = Σ totals of participants",
                    "select coalesce(sum(amount_minor), 0) from calculation.line where run_id = :run",
                    "select coalesce(sum(earned_minor), 0) from calculation.run_participant where run_id = :run"),
            new Rule("Σ lines = Σ components",
                    "select coalesce(sum(amount_minor), 0) from calculation.line where run_id = :run",
                    "select coalesce(sum(earned_minor), 0) from calculation.component_result where run_id = :run"),
            new Rule("Lines written = lines counted",
                    "select count(*) from calculation.line where run_id = :run",
                    "select coalesce(sum(lines), 0) from calculation.run_participant where run_id = :run"),
            new Rule("No line that a credit earned is dated outside the period",
                    "select count(*) from calculation.line where run_id = :run and kind = 'EARNED'",
                    """
							select count(*) from calculation.line
							 where run_id = :run and kind = 'EARNED' and event_date >= :from and event_date < :to"""));

    private final JdbcClient jdbc;

    Reconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Runs every check and stores the outcomes in place of earlier ones. */
    List<Check> reconcile(RunId run, Period period) {
        BiFunction<RunId, String, BigDecimal> number = (id, sql) -> jdbc.sql(sql).param("run", id.value())
                .param("from", period.span().from()).param("to", period.span().to()).query(BigDecimal.class).single();
        List<Check> checks = new ArrayList<>();
        jdbc.sql("delete from calculation.run_check where run_id = :run").param("run", run.value()).update();
        for (Rule rule : RULES) {
            BigDecimal left = number.apply(run, rule.left());
            BigDecimal right = number.apply(run, rule.right());
            Check check = new Check(rule.name(), left.compareTo(right) == 0, left.toPlainString(),
                    right.toPlainString(), rule.money());
            jdbc.sql("""
					insert into calculation.run_check (run_id, ordinal, name, ok, left_text, right_text)
					values (:run, :ordinal, :name, :ok, :left, :right)
					""").param("run", run.value()).param("ordinal", checks.size()).param("name", check.name())
                    .param("ok", check.ok()).param("left", check.left()).param("right", check.right()).update();
            checks.add(check);
        }
        return checks;
    }

    List<Check> stored(RunId run) {
        return jdbc.sql(
                "select name, ok, left_text, right_text from calculation.run_check where run_id = :run order by ordinal")
                .param("run", run.value())
                .query((row, rowNumber) -> new Check(row.getString("name"), row.getBoolean("ok"),
                        row.getString("left_text"), row.getString("right_text"), ofMoney(row.getString("name"))))
                .list();
    }

    private static boolean ofMoney(String name) {
        return RULES.stream().anyMatch(rule -> rule.name().equals(name) && rule.money());
    }
}
