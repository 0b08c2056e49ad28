package io.attain.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.bank.Bic;
import io.attain.bank.Iban;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * How legal entities pay, and the accounts of the general ledger. What is saved holds for batches released from then
 * on. Refusals carry the codes {@code entity-…} and {@code gl-account}.
 */
@Service
public class PayingEntities {

    private static final String SELECT = """
            select legal_entity, route, provider_id, awaits_bank, debtor_name, debtor_iban, debtor_bic
            from payout.paying_entity
            """;

    private final JdbcClient jdbc;
    private final PayrollProviders providers;
    private final AuditTrail audit;
    private final CurrentUser currentUser;

    PayingEntities(JdbcClient jdbc, PayrollProviders providers, AuditTrail audit, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.audit = audit;
        this.currentUser = currentUser;
    }

    /** Every legal entity that employs somebody or has been set up, by name. */
    public List<PayingEntity> all() {
        return jdbc.sql("""
                select legal_entity from participant.participant union select legal_entity from payout.paying_entity
                order by 1
                """).query(String.class).list().stream().map(this::of).toList();
    }

    public PayingEntity of(String legalEntity) {
        return jdbc.sql(SELECT + "where legal_entity = :entity").param("entity", legalEntity)
                .query(PayingEntities::entity).optional().orElse(PayingEntity.standard(legalEntity));
    }

    /**
     * Says how an entity pays.
     *
     * @throws AccessDeniedException unless the current user is a finance director: it moves where money is taken from
     */
    @Transactional
    public PayingEntity save(PayingEntity entity) {
        if (!currentUser.get().has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("a finance director says how an entity pays");
        }
        if (entity.legalEntity().isBlank()) {
            throw new Refused("entity-name", "Name the legal entity.");
        }
        providers.get(entity.provider());
        if (entity.route() == PayRoute.DIRECT && entity.debtor().filter(d -> !d.name().isBlank()).isEmpty()) {
            throw new Refused("entity-debtor",
                    "To pay directly, %s needs a name and an account that payments are taken from."
                            .formatted(entity.legalEntity()));
        }
        jdbc.sql("""
                insert into payout.paying_entity
                    (legal_entity, route, provider_id, awaits_bank, debtor_name, debtor_iban, debtor_bic)
                values (:entity, :route, :provider, :awaits, :name, :iban, :bic)
                on conflict (legal_entity) do update set route = excluded.route, provider_id = excluded.provider_id,
                    awaits_bank = excluded.awaits_bank, debtor_name = excluded.debtor_name,
                    debtor_iban = excluded.debtor_iban, debtor_bic = excluded.debtor_bic
                """)
                .param("entity", entity.legalEntity())
                .param("route", entity.route().name())
                .param("provider", entity.provider())
                .param("awaits", entity.awaitsBank())
                .param("name", entity.debtor().map(debtor -> debtor.name().strip()).orElse(""))
                .param("iban", entity.debtor().map(debtor -> debtor.iban().value()).orElse(""))
                .param("bic", entity.debtor().flatMap(PayingEntity.Debtor::bic).map(Bic::value).orElse(""))
                .update();
        audit.record("payout.entity-saved", "legal-entity " + entity.legalEntity(),
                Map.of("route", entity.route().name(), "provider", entity.provider(), "awaitsBank",
                        entity.awaitsBank(), "account",
                        entity.debtor().map(debtor -> debtor.iban().masked()).orElse("none")));
        return of(entity.legalEntity());
    }

    /** The smallest payout of each currency that has one. */
    public List<Money> minimums() {
        return jdbc.sql("select currency, amount_minor from payout.minimum where amount_minor > 0 order by currency")
                .query((rs, n) -> Money.ofMinor(rs.getLong("amount_minor"),
                        Currency.getInstance(rs.getString("currency"))))
                .list();
    }

    /**
     * Sets the smallest payout of a currency; zero takes it away. It holds for batches prepared from then on.
     *
     * @throws AccessDeniedException unless the current user is of finance
     */
    @Transactional
    public void saveMinimum(Money least) {
        if (!currentUser.get().has(Role.FINANCE) && !currentUser.get().has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance sets the smallest payout");
        }
        if (least.isNegative()) {
            throw new Refused("payout-minimum", "The smallest payout is zero or more.");
        }
        jdbc.sql("""
                insert into payout.minimum (currency, amount_minor) values (:currency, :amount)
                on conflict (currency) do update set amount_minor = excluded.amount_minor
                """)
                .param("currency", least.currency().getCurrencyCode()).param("amount", least.minor()).update();
        audit.record("payout.minimum-saved", "currency " + least.currency().getCurrencyCode(),
                Map.of("amount", least.toString()));
    }

    /** The accounts of the general ledger, by account of our ledger. */
    public List<GlAccount> glAccounts() {
        return jdbc.sql("select account_type, code, name from payout.gl_account order by account_type")
                .query((rs, n) -> new GlAccount(rs.getString("account_type"), rs.getString("code"),
                        rs.getString("name")))
                .list();
    }

    /** @throws AccessDeniedException unless the current user is of finance */
    @Transactional
    public void saveGlAccount(GlAccount account) {
        if (!currentUser.get().has(Role.FINANCE) && !currentUser.get().has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance keeps the accounts of the general ledger");
        }
        if (!account.code().matches("[A-Za-z0-9.-]{1,20}") || account.name().isBlank()
                || account.name().length() > 60) {
            throw new Refused("gl-account",
                    "An account has a code of up to 20 letters, digits, points and hyphens, and a name.");
        }
        int changed = jdbc.sql("""
                update payout.gl_account set code = :code, name = :name
                where account_type = :type and (code, name) is distinct from (:code, :name)
                """)
                .param("code", account.code()).param("name", account.name().strip()).param("type", account.type())
                .update();
        if (changed > 0) {
            audit.record("payout.gl-account-saved", "gl-account " + account.type(),
                    Map.of("code", account.code(), "name", account.name().strip()));
        }
    }

    private static PayingEntity entity(ResultSet rs, int rowNum) throws SQLException {
        String iban = rs.getString("debtor_iban");
        Optional<Bic> bic = Optional.of(rs.getString("debtor_bic")).filter(Predicate.not(String::isEmpty))
                .map(Bic::new);
        return new PayingEntity(rs.getString("legal_entity"), PayRoute.valueOf(rs.getString("route")),
                rs.getString("provider_id"), rs.getBoolean("awaits_bank"), iban.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PayingEntity.Debtor(rs.getString("debtor_name"), new Iban(iban), bic)));
    }
}
