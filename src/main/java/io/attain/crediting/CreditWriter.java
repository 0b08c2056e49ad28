package io.attain.crediting;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

/** Writes the credits of events, batch by batch, where they differ from what was written last. */
final class CreditWriter {

    private record Outcome(SalesEvent event, int splitVersion, int overlayVersion, List<Credit> credits,
            Sha256 digest) {}

    private record Latest(int edition, int latestOfVersion, String digest) {}

    private record Key(EventKey event, int revision, int splitVersion) {}

    private final JdbcClient jdbc;
    private final OffsetDateTime now;
    private final List<Outcome> outcomes = new ArrayList<>();
    private int written;

    CreditWriter(JdbcClient jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now.atOffset(ZoneOffset.UTC);
    }

    void add(SalesEvent event, int splitVersion, int overlayVersion, List<Credit> credits) {
        outcomes.add(new Outcome(event, splitVersion, overlayVersion, credits,
                Sha256.of("overlay " + overlayVersion + credits)));
    }

    /** How many credits were written. */
    int written() {
        return written;
    }

    /** Writes what was added. */
    void write() {
        Map<Key, Latest> latest = latest();
        List<Outcome> fresh = new ArrayList<>();
        List<Integer> editions = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Latest before = latest.getOrDefault(
                    new Key(outcome.event().key(), outcome.event().revision(), outcome.splitVersion()),
                    new Latest(0, 0, ""));
            if (before.latestOfVersion() == 0 || !before.digest().equals(outcome.digest().hex())) {
                fresh.add(outcome);
                editions.add(before.edition() + 1);
            }
        }
        outcomes.clear();
        if (!fresh.isEmpty()) {
            writeEditions(fresh, editions);
            writeCredits(fresh, editions);
        }
    }

    private Map<Key, Latest> latest() {
        Map<Key, Latest> latest = new HashMap<>();
        jdbc.sql("""
				select k.source, k.id, k.revision, k.split_version, coalesce(max(c.edition), 0) as edition,
				       coalesce(max(c.edition) filter (where c.split_version = k.split_version), 0) as of_version,
				       (array_agg(encode(c.sha256, 'hex') order by c.edition desc)
				           filter (where c.split_version = k.split_version))[1] as digest
				  from unnest(:sources, :ids, :revisions, :versions) as k (source, id, revision, split_version)
				  left join crediting.credited c on c.source = k.source and c.external_id = k.id
				                                and c.revision = k.revision
				 group by k.source, k.id, k.revision, k.split_version
				""").param("sources", column("text", outcomes, outcome -> outcome.event().key().source()))
                .param("ids", column("text", outcomes, outcome -> outcome.event().key().externalId()))
                .param("revisions", column("int", outcomes, outcome -> outcome.event().revision()))
                .param("versions", column("int", outcomes, Outcome::splitVersion))
                .query(row -> {
                    String digest = row.getString("digest");
                    latest.put(
                            new Key(new EventKey(row.getString("source"), row.getString("id")), row.getInt("revision"),
                                    row.getInt("split_version")),
                            new Latest(row.getInt("edition"), row.getInt("of_version"), digest == null ? "" : digest));
                });
        return latest;
    }

    private void writeEditions(List<Outcome> fresh, List<Integer> editions) {
        jdbc.sql("""
				insert into crediting.credited (source, external_id, revision, edition, split_version, overlay_version, shared, sha256,
				       recorded_at)
				select source, external_id, revision, edition, split_version, overlay_version, shared, decode(digest, 'hex'), :now
				  from unnest(:sources, :ids, :revisions, :editions, :versions, :overlays, :shared, :digests)
				       as n (source, external_id, revision, edition, split_version, overlay_version, shared, digest)
				""").param("sources", column("text", fresh, outcome -> outcome.event().key().source()))
                .param("ids", column("text", fresh, outcome -> outcome.event().key().externalId()))
                .param("revisions", column("int", fresh, outcome -> outcome.event().revision()))
                .param("editions", new SqlArrayValue("int", editions.toArray()))
                .param("versions", column("int", fresh, Outcome::splitVersion))
                .param("overlays", column("int", fresh, Outcome::overlayVersion))
                .param("shared", column("int", fresh,
                        outcome -> (int) outcome.credits().stream().filter(credit -> credit.role().addsUp()).count()))
                .param("digests", column("text", fresh, outcome -> outcome.digest().hex())).param("now", now).update();
    }

    private void writeCredits(List<Outcome> fresh, List<Integer> editions) {
        List<Credit> credits = new ArrayList<>();
        List<Integer> editionOf = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            for (Credit credit : fresh.get(i).credits()) {
                credits.add(credit);
                editionOf.add(editions.get(i));
            }
        }
        if (credits.isEmpty()) {
            return;
        }
        written += jdbc.sql("""
				insert into crediting.credit (source, external_id, revision, edition, split_version, kind, event_date,
				       participant_id, role, share, original_minor, original_currency, amount_minor, currency, margin_minor,
				       quantity, count_millionths, product, account, attributes, origin_source, origin_id, origin_kind,
				       origin_date, rule, recorded_at)
				select source, external_id, revision, edition, split_version, kind, event_date, participant_id, role, share,
				       original_minor, original_currency, amount_minor, currency, margin_minor, quantity, count_millionths,
				       product, account, cast(attributes as jsonb), origin_source, origin_id, origin_kind, origin_date, rule, :now
				  from unnest(:sources, :ids, :revisions, :editions, :versions, :kinds, :dates, :participants, :roles, :shares,
				              :originals, :originalCurrencies, :amounts, :currencies, :margins, :quantities, :counts, :products,
				              :accounts, :attributes, :originSources, :originIds, :originKinds, :originDates, :rules)
				       as n (source, external_id, revision, edition, split_version, kind, event_date, participant_id, role,
				             share, original_minor, original_currency, amount_minor, currency, margin_minor, quantity,
				             count_millionths, product, account, attributes, origin_source, origin_id, origin_kind,
				             origin_date, rule)
				""").param("sources", column("text", credits, credit -> credit.event().source()))
                .param("ids", column("text", credits, credit -> credit.event().externalId()))
                .param("revisions", column("int", credits, Credit::revision))
                .param("editions", new SqlArrayValue("int", editionOf.toArray()))
                .param("versions", column("int", credits, Credit::splitVersion))
                .param("kinds", column("text", credits, credit -> credit.kind().name()))
                .param("dates", column("date", credits, Credit::eventDate))
                .param("participants", column("text", credits, credit -> credit.participant().value()))
                .param("roles", column("text", credits, credit -> credit.role().name()))
                .param("shares", column("numeric", credits, Credit::share))
                .param("originals", column("bigint", credits, credit -> credit.original().minor()))
                .param("originalCurrencies",
                        column("text", credits, credit -> credit.original().currency().getCurrencyCode()))
                .param("amounts", column("bigint", credits, credit -> credit.amount().minor()))
                .param("currencies", column("text", credits, credit -> credit.amount().currency().getCurrencyCode()))
                .param("margins", column("bigint", credits, credit -> credit.margin().map(Money::minor).orElse(null)))
                .param("quantities", column("bigint", credits, Credit::quantity))
                .param("counts", column("bigint", credits, Credit::count))
                .param("products", column("text", credits, Credit::product))
                .param("accounts", column("text", credits, credit -> credit.account().orElse(null)))
                .param("attributes", column("text", credits,
                        credit -> credit.attributes().isEmpty() ? null : CreditRows.json(credit.attributes())))
                .param("originSources", column("text", credits,
                        credit -> credit.origin().map(origin -> origin.event().source()).orElse(null)))
                .param("originIds", column("text", credits,
                        credit -> credit.origin().map(origin -> origin.event().externalId()).orElse(null)))
                .param("originKinds",
                        column("text", credits,
                                credit -> credit.origin().map(origin -> origin.kind().name()).orElse(null)))
                .param("originDates",
                        column("date", credits, credit -> credit.origin().map(Credit.Origin::date).orElse(null)))
                .param("rules", column("text", credits, Credit::rule)).param("now", now).update();
    }

    private static <T> SqlArrayValue column(String type, List<T> rows, Function<T, @Nullable Object> value) {
        @Nullable
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return new SqlArrayValue(type, values);
    }
}
