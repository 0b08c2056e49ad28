package io.attain.plan;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.participant.FieldChange;
import io.attain.participant.Recorded;
import io.attain.plan.language.RateTable;
import io.attain.shared.Rate;
import io.attain.shared.Refused;

/**
 * Named rate tables by product, as imported. A draft that refers to one by name gets a copy; later changes of the table
 * never reach a version already drafted.
 */
@Service
public class RateTables {

    /** The product name that stands for anything else. */
    public static final String ANYTHING_ELSE = "*";

    private static final Rate HIGHEST = Rate.of("10");
    private static final int MOST_DECIMALS = 12;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    RateTables(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Sets the rate of a product in a table.
     *
     * @param product the name of a product, or {@link #ANYTHING_ELSE}
     * @throws Refused when the rate is negative, above 10, or has more than 12 decimals
     */
    @Transactional
    public Recorded put(String table, String product, Rate rate) {
        if (rate.compareTo(Rate.ZERO) < 0 || rate.compareTo(HIGHEST) > 0 || rate.value().scale() > MOST_DECIMALS) {
            throw new Refused("rate-absurd",
                    "A rate of %s cannot be meant; rates are fractions from 0 to 10, such as 0.05.".formatted(rate));
        }
        Optional<Rate> before = jdbc.sql("select rate from plan.rate where table_name = :table and product = :product")
                .param("table", table).param("product", product)
                .query((row, number) -> new Rate(row.getBigDecimal("rate")))
                .optional();
        if (before.filter(rate::equals).isPresent()) {
            return new Recorded.Unchanged();
        }
        jdbc.sql("""
				insert into plan.rate (table_name, product, rate, recorded_at) values (:table, :product, :rate, :now)
				on conflict (table_name, product) do update set rate = excluded.rate, recorded_at = excluded.recorded_at
				""").param("table", table).param("product", product).param("rate", rate.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        audit.record("rate.set", "rate-table " + table, Map.of("product", product, "rate", rate.toString()));
        return before.<Recorded>map(
                old -> new Recorded.Changed(List.of(new FieldChange("rate", old.toString(), rate.toString()))))
                .orElseGet(Recorded.Added::new);
    }

    /** The names of the tables. */
    public List<String> names() {
        return jdbc.sql("select distinct table_name collate \"C\" from plan.rate order by 1").query(String.class)
                .list();
    }

    /** The table as the plan language has it; none while it lacks rows or a rate for anything else. */
    public Optional<RateTable> find(String table) {
        List<RateTable.Row> rows = new ArrayList<>();
        List<Rate> otherwise = new ArrayList<>();
        jdbc.sql("select product, rate from plan.rate where table_name = :table order by product collate \"C\"")
                .param("table", table).query((row, number) -> {
                    Rate rate = new Rate(row.getBigDecimal("rate"));
                    if (row.getString("product").equals(ANYTHING_ELSE)) {
                        otherwise.add(rate);
                    } else {
                        rows.add(new RateTable.Row(Map.of("product", row.getString("product")), rate));
                    }
                    return rate;
                }).list();
        return otherwise.stream().filter(rate -> !rows.isEmpty()).findFirst()
                .map(rate -> new RateTable(List.of("product"), rows, rate));
    }
}
