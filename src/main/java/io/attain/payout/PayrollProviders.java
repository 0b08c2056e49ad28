package io.attain.payout;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/**
 * Payroll providers and the columns they want. A mapping that is saved holds for batches released from then on; files
 * that are written stay as they are. Refusals carry the codes {@code payroll-…}.
 */
@Service
public class PayrollProviders {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST_NAME = 80;

    private static final String SELECT = """
            select p.id, p.name, m.version, m.separator, m.decimal_mark, m.date_style, m.header, m.saved_by, m.saved_at
            from payout.payroll_provider p
            join payout.payroll_mapping m on m.provider_id = p.id and m.version =
                 (select max(version) from payout.payroll_mapping latest where latest.provider_id = p.id)
            """;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    PayrollProviders(JdbcClient jdbc, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** All providers by id, each with its latest mapping. */
    public List<PayrollProvider> all() {
        return jdbc.sql(SELECT + "order by p.id").query((rs, n) -> provider(rs.getString("id"), rs.getString("name"),
                rs.getInt("version"), rs.getString("separator").charAt(0), rs.getString("decimal_mark").charAt(0),
                DateStyle.valueOf(rs.getString("date_style")), rs.getBoolean("header"), rs.getString("saved_by"),
                rs.getTimestamp("saved_at"))).list();
    }

    public Optional<PayrollProvider> find(String id) {
        return all().stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /** The provider, or a refusal when there is none of that name. */
    public PayrollProvider get(String id) {
        return find(id).orElseThrow(
                () -> new Refused("payroll-unknown", "There is no payroll provider named " + id + "."));
    }

    private PayrollProvider provider(String id, String name, int version, char separator, char decimalMark,
            DateStyle dates, boolean header, String savedBy, Timestamp savedAt) {
        List<PayrollColumn> columns = jdbc.sql("""
                select heading, field, fixed from payout.payroll_column
                where provider_id = :id and version = :version order by ordinal
                """)
                .param("id", id)
                .param("version", version)
                .query((rs, n) -> new PayrollColumn(rs.getString("heading"),
                        PayrollField.valueOf(rs.getString("field")), rs.getString("fixed")))
                .list();
        return new PayrollProvider(id, name, version,
                new PayrollMapping(columns, separator, decimalMark, dates, header), new UserId(savedBy),
                savedAt.toInstant());
    }

    /**
     * Saves the next version of a provider's mapping, the first of a new provider included. Saving what is in force
     * already changes nothing.
     *
     * @throws AccessDeniedException unless the current user is of finance
     */
    @Transactional
    public PayrollProvider save(String id, String name, PayrollMapping mapping) {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance keeps the mappings of payroll providers");
        }
        if (!ID.matcher(id).matches()) {
            throw new Refused("payroll-id",
                    "Name a provider with small letters, digits and hyphens, for instance “north-payroll”.");
        }
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            throw new Refused("payroll-name", "Give the provider a name of up to " + LONGEST_NAME + " characters.");
        }
        mapping.validate();
        jdbc.sql("""
                insert into payout.payroll_provider (id, name) values (:id, :name)
                on conflict (id) do update set name = excluded.name
                """).param("id", id).param("name", name.strip()).update();
        Optional<PayrollProvider> inForce = find(id);
        if (inForce.filter(there -> there.mapping().equals(mapping)).isPresent()) {
            return inForce.get();
        }
        int version = inForce.map(PayrollProvider::version).orElse(0) + 1;
        jdbc.sql("""
                insert into payout.payroll_mapping
                    (provider_id, version, separator, decimal_mark, date_style, header, saved_by, saved_at)
                values (:id, :version, :separator, :decimal, :dates, :header, :by, :at)
                """)
                .param("id", id)
                .param("version", version)
                .param("separator", String.valueOf(mapping.separator()))
                .param("decimal", String.valueOf(mapping.decimalMark()))
                .param("dates", mapping.dates().name())
                .param("header", mapping.header())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        int ordinal = 1;
        for (PayrollColumn column : mapping.columns()) {
            jdbc.sql("""
                    insert into payout.payroll_column (provider_id, version, ordinal, heading, field, fixed)
                    values (:id, :version, :ordinal, :heading, :field, :fixed)
                    """)
                    .param("id", id)
                    .param("version", version)
                    .param("ordinal", ordinal++)
                    .param("heading", column.heading())
                    .param("field", column.field().name())
                    .param("fixed", column.fixed())
                    .update();
        }
        audit.record("payroll.mapping-saved", "payroll-provider " + id,
                Map.of("version", version,
                        "columns", mapping.columns().stream().map(c -> c.heading() + " = " + c.field()).toList()));
        return get(id);
    }
}
