package io.attain.sales.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.participant.FieldChange;
import io.attain.participant.Recorded;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;

/** The accounts deals are made with. A sector nobody knows is kept as it came, with a warning. */
@Component
class AccountRows implements RowTarget {

    private static final List<String> FACTS = List.of("sector", "year_established", "revenue", "employees",
            "office_location", "subsidiary_of");

    private final JdbcClient jdbc;

    AccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public FileKind kind() {
        return FileKind.ACCOUNTS;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        String name = row.required("account");
        for (String numeric : List.of("year_established", "revenue", "employees")) {
            row.number(numeric).filter(number -> number.signum() < 0)
                    .ifPresent(number -> row.reject(numeric, "The number is negative.", "Correct it."));
        }
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        sector(row);
        Map<String, String> facts = new LinkedHashMap<>();
        FACTS.forEach(column -> facts.put(column, row.text(column)));
        return RowTargets.outcome(record(name, facts), row, name);
    }

    private void sector(RowCheck row) {
        String sector = row.text("sector");
        if (sector.isEmpty()) {
            row.warn("sector", "The account has no sector.", "Fill it in.");
            return;
        }
        List<String> known = jdbc.sql("select name from sales.sector order by name").query(String.class).list();
        if (!known.contains(sector)) {
            Optional<String> like = known.stream().filter(name -> Spelling.differByOne(name, sector)).findFirst();
            row.warn("sector", "The sector is not known.",
                    like.map(name -> "Perhaps “" + name + "” is meant. ").orElse("")
                            + "Correct it in the source; the account came in as it is.");
        }
    }

    private Recorded record(String name, Map<String, String> facts) {
        Optional<Map<String, String>> known = jdbc.sql("""
				select sector, year_established, revenue, employees, office_location, subsidiary_of
				  from sales.account where name = :name
				""").param("name", name).query((row, n) -> {
            Map<String, String> stored = new LinkedHashMap<>();
            for (String column : FACTS) {
                stored.put(column, row.getString(column));
            }
            return stored;
        }).optional();
        if (known.equals(Optional.of(facts))) {
            return new Recorded.Unchanged();
        }
        jdbc.sql("""
				insert into sales.account (name, sector, year_established, revenue, employees, office_location, subsidiary_of)
				values (:name, :sector, :year_established, :revenue, :employees, :office_location, :subsidiary_of)
				on conflict (name) do update
				   set sector = excluded.sector, year_established = excluded.year_established, revenue = excluded.revenue,
				       employees = excluded.employees, office_location = excluded.office_location,
				       subsidiary_of = excluded.subsidiary_of
				""").param("name", name).params(facts).update();
        if (known.isEmpty()) {
            return new Recorded.Added();
        }
        List<FieldChange> changes = new ArrayList<>();
        known.get().forEach((column, before) -> {
            String after = facts.getOrDefault(column, "");
            if (!before.equals(after)) {
                changes.add(new FieldChange(column, before, after));
            }
        });
        return new Recorded.Changed(changes);
    }
}
