package io.attain.sales.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.participant.ParticipantId;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowChange;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowProblem;
import io.attain.sales.RowProblem.Severity;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.sales.Touch;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** The rows of a batch between the file and the tables they are meant for. */
@Component
public class StagedRows {

    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ObjectMapper json;
    private final TransactionTemplate savepoint;

    StagedRows(DataSource dataSource, JdbcClient jdbc, JdbcTemplate template, ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Checks rows and copies all of them in, the rejected ones too. Memory does not grow with the file. */
    void fill(ImportBatchId batch, FileKind kind, Iterator<RawRow> rows, TextCheck text,
            Optional<Function<RowCheck, Optional<StagedSale>>> judge) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PGCopyOutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), """
				copy sales.staged_row (batch_id, row_no, row_key, fields, problems, rejected, stage, seller_id, product,
				  account, engage_date, close_date, amount_minor, currency, event_kind, margin_minor, digits, quantity,
				  refers_to, attributes, touches) from stdin
				""", 64 << 10)) {
            try {
                while (rows.hasNext()) {
                    RawRow row = rows.next();
                    RowCheck check = text.check(row, kind);
                    Optional<StagedSale> deal = check.isRejected()
                            ? Optional.empty()
                            : judge.flatMap(sale -> sale.apply(check));
                    out.write(line(batch, kind, row, check, deal).getBytes(StandardCharsets.UTF_8));
                }
            } catch (RuntimeException failure) {
                out.cancelCopy();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("copy rows in", null, failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** Which of two rows with one id is right cannot be known: all of them are rejected. */
    void rejectDuplicates(ImportBatchId batch) {
        jdbc.sql("""
				with twice as (
				    select row_key, string_agg(row_no::text, ', ' order by row_no) as rows
				      from sales.staged_row
				     where batch_id = :batch and row_key <> ''
				     group by row_key having count(*) > 1)
				update sales.staged_row s
				   set rejected = true,
				       problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', '',
				           'value', s.row_key, 'severity', 'REJECTED',
				           'sentence', 'The same id stands in several rows: ' || left(t.rows, 200) || '.',
				           'remedy', 'Keep the row that is right and import again.'))
				  from twice t
				 where s.batch_id = :batch and s.row_key = t.row_key
				""").param("batch", batch.value()).update();
    }

    /** A row that was one of several with its id stays out of a replay as well, even if the others are not in it. */
    void rejectDuplicatesOfRoot(ImportBatchId batch, long root) {
        jdbc.sql("""
				update sales.staged_row s
				   set rejected = true,
				       problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', '',
				           'value', s.row_key, 'severity', 'REJECTED',
				           'sentence', 'The same id stands in several rows of the file.',
				           'remedy', 'Keep the row that is right and import again.'))
				 where s.batch_id = :batch and s.row_key <> '' and not s.rejected
				   and exists (select from sales.held_row h join sales.import_batch b on b.id = h.batch_id
				                where coalesce(b.replays, b.id) = :root and h.row_key = s.row_key and h.row_no <> s.row_no)
				""").param("batch", batch.value()).param("root", root).update();
    }

    /** Hands the rows that passed to their target, unit by unit; a unit that is refused leaves no trace but its reason. */
    void apply(ImportBatchId batch, String source, RowTarget target) {
        List<SourceRow> rows = jdbc.sql("""
				select row_no, fields from sales.staged_row where batch_id = :batch and not rejected order by row_no
				""").param("batch", batch.value())
                .query((row, n) -> new SourceRow(row.getInt("row_no"), read(row.getString("fields")))).list();
        Collection<List<SourceRow>> units = rows.stream()
                .collect(Collectors.groupingBy(target::unit, LinkedHashMap::new, Collectors.toList())).values();
        List<Object[]> outcomes = new ArrayList<>();
        List<Object[]> changes = new ArrayList<>();
        for (List<SourceRow> unit : units) {
            RowOutcome outcome = outcome(target, batch, source, unit);
            for (SourceRow row : unit) {
                List<RowProblem> problems = outcome.problems().stream().filter(problem -> problem.row() == row.number())
                        .toList();
                outcomes.add(new Object[]{ word(outcome), outcome instanceof RowOutcome.Rejected, write(problems),
                    batch.value(), row.number() });
            }
            if (outcome instanceof RowOutcome.Changed changed) {
                int ordinal = 0;
                for (RowChange change : changed.changes()) {
                    changes.add(new Object[]{ batch.value(), change.row(), ++ordinal, change.key(), change.field(),
                        change.before(), change.after() });
                }
            }
        }
        template.batchUpdate("""
				update sales.staged_row set outcome = ?, rejected = ?, problems = problems || ?::jsonb
				 where batch_id = ? and row_no = ?
				""", outcomes);
        template.batchUpdate("""
				insert into sales.row_change (batch_id, row_no, ordinal, row_key, field, before, after)
				values (?, ?, ?, ?, ?, ?, ?)
				""", changes);
    }

    /** Stores what is to be remembered of the rows and counts them, so that the numbers of the batch add up. */
    void settle(ImportBatchId batch) {
        jdbc.sql("""
				insert into sales.held_row (batch_id, row_no, row_key, fields)
				select batch_id, row_no, row_key, fields from sales.staged_row where batch_id = :batch and rejected
				""").param("batch", batch.value()).update();
        jdbc.sql("""
				insert into sales.row_problem (batch_id, row_no, ordinal, field, value, sentence, remedy, severity)
				select s.batch_id, s.row_no, p.n, p.item ->> 'field', p.item ->> 'value', p.item ->> 'sentence',
				       p.item ->> 'remedy', p.item ->> 'severity'
				  from sales.staged_row s cross join jsonb_array_elements(s.problems) with ordinality as p (item, n)
				 where s.batch_id = :batch
				""").param("batch", batch.value()).update();
        // What waited under the same id has been overtaken by what this file says.
        jdbc.sql("""
				update sales.held_row h set resolved_in = :batch
				  from sales.open_row o
				  join sales.import_batch b on b.id = :batch and b.source = o.source and b.kind = o.kind
				  join sales.staged_row s on s.batch_id = b.id and not s.rejected and s.row_key = o.row_key
				 where h.batch_id = o.batch_id and h.row_no = o.row_no and o.batch_id <> :batch
				""").param("batch", batch.value()).update();
        jdbc.sql("""
				update sales.import_batch b
				   set received = c.received, added = c.added, changed = c.changed, unchanged = c.unchanged,
				       rejected = c.rejected, warned = c.warned
				  from (select count(*) as received,
				               count(*) filter (where not rejected and outcome = 'ADDED') as added,
				               count(*) filter (where not rejected and outcome = 'CHANGED') as changed,
				               count(*) filter (where not rejected and outcome = 'UNCHANGED') as unchanged,
				               count(*) filter (where rejected) as rejected,
				               count(*) filter (where not rejected and problems @> '[{"severity": "WARNING"}]') as warned
				          from sales.staged_row where batch_id = :batch) c
				 where b.id = :batch
				""").param("batch", batch.value()).update();
        jdbc.sql("delete from sales.staged_row where batch_id = :batch").param("batch", batch.value()).update();
    }

    /** Rows still rejected in the lineage of a file; only those with this value in this field, if one is given. */
    List<RawRow> open(long root, Optional<String> field, Optional<String> value) {
        return jdbc.sql("""
				select o.row_no, o.fields from sales.open_row o
				 where o.root = :root
				   and (cast(:field as text) is null
				        or exists (select from sales.row_problem p
				                    where p.batch_id = o.batch_id and p.row_no = o.row_no and p.severity = 'REJECTED'
				                      and p.field = :field and o.fields ->> p.field = :value))
				 order by o.row_no
				""").param("root", root).param("field", field.orElse(null)).param("value", value.orElse(null))
                .query((row, n) -> new RawRow(row.getInt("row_no"), read(row.getString("fields")))).list();
    }

    /** The rows now stand, or wait, in the replay. */
    void resolveReplayed(long root, ImportBatchId replay) {
        jdbc.sql("""
				update sales.held_row h set resolved_in = :replay
				  from sales.open_row o join sales.staged_row s on s.batch_id = :replay and s.row_no = o.row_no
				 where o.root = :root and h.batch_id = o.batch_id and h.row_no = o.row_no
				""").param("root", root).param("replay", replay.value()).update();
    }

    /** What rows that did not come as a file are recognised by when they come again. */
    Sha256 digest(List<Map<String, String>> rows) {
        return Sha256.of(write(rows.stream().map(TreeMap::new).toList()));
    }

    private RowOutcome outcome(RowTarget target, ImportBatchId batch, String source, List<SourceRow> unit) {
        try {
            RowOutcome outcome = savepoint.execute(status -> {
                RowOutcome result = target.apply(batch, source, unit);
                if (result instanceof RowOutcome.Rejected) {
                    status.setRollbackOnly();
                }
                return result;
            });
            if (outcome == null) {
                throw new IllegalStateException("no outcome from " + target.kind());
            }
            return outcome;
        } catch (Refused refusal) {
            return new RowOutcome.Rejected(
                    unit.stream().map(row -> new RowProblem(row.number(), "", "", refusal.sentence(),
                            "Correct the row, or what it refers to, and import again.", Severity.REJECTED)).toList());
        }
    }

    private static String word(RowOutcome outcome) {
        return switch (outcome) {
            case RowOutcome.Added added -> "ADDED";
            case RowOutcome.Changed changed -> "CHANGED";
            case RowOutcome.Unchanged unchanged -> "UNCHANGED";
            case RowOutcome.Rejected rejected -> "REJECTED";
        };
    }

    private String line(ImportBatchId batch, FileKind kind, RawRow row, RowCheck check,
            Optional<StagedSale> deal) {
        String key = kind.keyColumns().stream().map(column -> row.fields().getOrDefault(column, ""))
                .collect(Collectors.joining(" | "));
        boolean keyed = row.hasShapeOf(kind)
                && kind.keyColumns().stream().noneMatch(column -> check.text(column).isEmpty());
        StringBuilder line = new StringBuilder();
        append(line, Long.toString(batch.value()));
        append(line, Integer.toString(row.number()));
        append(line, keyed ? key : "");
        append(line, write(row.fields()));
        append(line, write(check.problems()));
        append(line, check.isRejected() ? "t" : "f");
        append(line, deal.flatMap(StagedSale::stage).map(Enum::name).orElse(null));
        append(line, deal.flatMap(StagedSale::seller).map(ParticipantId::value).orElse(null));
        append(line, deal.map(StagedSale::product).orElse(null));
        append(line, deal.flatMap(StagedSale::account).orElse(null));
        append(line, deal.flatMap(StagedSale::engaged).map(Object::toString).orElse(null));
        append(line, deal.flatMap(StagedSale::date).map(Object::toString).orElse(null));
        append(line,
                deal.flatMap(StagedSale::value).map(value -> Long.toString(value.minor())).orElse(null));
        append(line, deal.map(known -> known.value().map(Money::currency).orElse(Imported.CURRENCY).getCurrencyCode())
                .orElse(null));
        Optional<StagedSale.Event> event = deal.flatMap(StagedSale::event);
        append(line, event.map(known -> known.kind().name()).orElse(null));
        append(line, event.flatMap(StagedSale.Event::margin).map(margin -> Long.toString(margin.minor())).orElse(null));
        append(line, event.isPresent()
                ? deal.flatMap(StagedSale::value)
                        .map(value -> Integer.toString(value.currency().getDefaultFractionDigits())).orElse(null)
                : null);
        append(line, event.map(known -> Long.toString(known.quantity())).orElse(null));
        append(line, event.flatMap(StagedSale.Event::refersTo).orElse(null));
        append(line, event.map(known -> write(known.attributes())).orElse(null));
        append(line, event.map(known -> write(known.touches().stream().map(StagedRows::touch).toList())).orElse(null));
        line.setCharAt(line.length() - 1, '\n');
        return line.toString();
    }

    private static Map<String, String> touch(Touch touch) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("channel", touch.channel());
        touch.participant().ifPresent(participant -> fields.put("participant", participant.value()));
        fields.put("date", touch.date().toString());
        return fields;
    }

    private static void append(StringBuilder line, @Nullable String value) {
        if (value == null) {
            line.append("\\N");
        } else {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '\\' -> line.append("\\\\");
                    case '\t' -> line.append("\\t");
                    case '\n' -> line.append("\\n");
                    case '\r' -> line.append("\\r");
                    default -> line.append(c);
                }
            }
        }
        line.append('\t');
    }

    private Map<String, String> read(String fields) {
        try {
            return json.readValue(fields, FIELDS);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a stored row cannot be read", failure);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a row cannot be stored", failure);
        }
    }
}
