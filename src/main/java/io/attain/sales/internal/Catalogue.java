package io.attain.sales.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.participant.NamedParticipant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.Alias;
import io.attain.sales.AliasKind;
import io.attain.shared.Refused;

/** Products, accounts and people as a file may name them. */
@Component
public class Catalogue {

    /** What is known at the start of an import. */
    record Names(Map<String, String> products, Map<String, ParticipantId> people, Set<String> accounts) {

        /** The known product that differs only in case and spaces, to point to. */
        Optional<String> productLike(String name) {
            return products.values().stream().filter(known -> plain(known).equals(plain(name))).findFirst();
        }

        private static String plain(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        }
    }

    private final JdbcClient jdbc;
    private final Participants participants;
    private final Clock clock;

    Catalogue(JdbcClient jdbc, Participants participants, Clock clock) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.clock = clock;
    }

    Names names() {
        Map<String, String> products = new HashMap<>();
        jdbc.sql(
                "select name, name as product from sales.product union all select alias, product from sales.product_alias")
                .query(row -> {
                    products.put(row.getString("name"), row.getString("product"));
                });
        Map<String, ParticipantId> people = new HashMap<>();
        for (NamedParticipant named : participants.names()) {
            people.put(named.name(), named.id());
        }
        return new Names(products, people,
                new HashSet<>(jdbc.sql("select name from sales.account").query(String.class).list()));
    }

    public List<String> products() {
        return jdbc.sql("select name from sales.product order by name").query(String.class).list();
    }

    public List<Alias> aliases() {
        return jdbc.sql("""
				select 'PRODUCT' as kind, alias, product as canonical, added_by, added_at from sales.product_alias
				 order by alias
				""").query((row, n) -> new Alias(AliasKind.valueOf(row.getString("kind")), row.getString("alias"),
                row.getString("canonical"), row.getString("added_by"), row.getTimestamp("added_at").toInstant()))
                .list();
    }

    /**
     * Lets a product be known under another name.
     *
     * @throws Refused when the product is not known, or the alias stands for something already
     */
    public void addProductAlias(String alias, String product, String by) {
        if (alias.isBlank() || alias.length() > 200) {
            throw new Refused("alias-blank", "Say which name is the other name.");
        }
        if (!products().contains(product)) {
            throw new Refused("product-unknown", "The catalogue has no product “" + product + "”.");
        }
        String taken = names().products().get(alias);
        if (taken != null) {
            throw new Refused("alias-taken", "“" + alias + "” already stands for the product “" + taken + "”.");
        }
        jdbc.sql(
                "insert into sales.product_alias (alias, product, added_by, added_at) values (:alias, :product, :by, :at)")
                .param("alias", alias).param("product", product).param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
