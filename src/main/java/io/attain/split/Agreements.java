package io.attain.split;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.sales.Deal;
import io.attain.sales.DealStage;
import io.attain.sales.DealState;
import io.attain.sales.Deals;
import io.attain.sales.DealsRevised;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/** Carries agreements into effect: at once where the deal is won already, else in the import that brings it in as won. */
@Component
class Agreements implements DealsRevised {

    private final JdbcClient jdbc;
    private final SplitRequestRows rows;
    private final SplitLog log;
    private final Deals deals;
    private final Splits splits;
    private final Periods periods;
    private final ObjectProvider<SplitWorkflow> workflow;

    Agreements(JdbcClient jdbc, SplitRequestRows rows, SplitLog log, Deals deals, Splits splits, Periods periods,
            ObjectProvider<SplitWorkflow> workflow) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.deals = deals;
        this.splits = splits;
        this.periods = periods;
        this.workflow = workflow;
    }

    /** What the deal says it is worth, else what its product is listed at. */
    Optional<Money> valueOf(Deal deal) {
        return deal.value().filter(Money::isPositive).or(() -> deals.listPrice(deal.product()));
    }

    boolean managerDecides(Optional<Money> value) {
        SplitWorkflow port = workflow.getIfAvailable();
        return port == null || port.managerDecides(value);
    }

    /** Everybody has agreed, and the manager where he decides: an earlier agreement on the deal gives way to this one. */
    void agreed(SplitRequest request, String because) {
        rows.read("where r.deal_source = :source and r.deal_external_id = :id and r.state = 'AGREED' for update",
                Map.of("source", request.deal().source(), "id", request.deal().externalId()))
                .forEach(earlier -> {
                    log.move(earlier, SplitState.VOID, "Split request " + request.id() + " takes its place.");
                    workflow.ifAvailable(port -> port.overtaken(earlier.id()));
                });
        log.move(request, SplitState.AGREED, because);
        SplitRequest now = rows.find(request.id()).orElseThrow();
        deals.find(request.deal()).ifPresent(deal -> settle(now, deal));
    }

    @Override
    public void revised(Collection<EventKey> keys) {
        List<SplitRequest> concerned = rows.read("""
                where r.state in %s and (r.deal_source, r.deal_external_id) in
                      (select * from unnest(:sources::text[], :ids::text[]))
                order by r.id for update
                """.formatted(SplitRequestRows.OPEN),
                Map.of("sources", keys.stream().map(EventKey::source).toArray(String[]::new),
                        "ids", keys.stream().map(EventKey::externalId).toArray(String[]::new)));
        Map<EventKey, Deal> known = new HashMap<>();
        for (SplitRequest request : concerned) {
            Deal deal = known.computeIfAbsent(request.deal(), deals::get);
            if (deal.stage() == DealStage.LOST) {
                log.move(request, SplitState.VOID, "The deal was lost.");
                workflow.ifAvailable(port -> port.overtaken(request.id()));
            } else if (request.state() == SplitState.AGREED && deal.stage() == DealStage.WON) {
                if (settle(request, deal) == SplitState.VOID) {
                    workflow.ifAvailable(port -> port.overtaken(request.id()));
                } else {
                    workflow.ifAvailable(port -> port.booked(request.id()));
                }
            }
        }
    }

    /** What an agreement comes to, as the deal is now. */
    private SplitState settle(SplitRequest request, Deal deal) {
        if (deal.stage() == DealStage.LOST) {
            return end(request, "The deal was lost.");
        }
        if (deal.stage() != DealStage.WON) {
            return request.state();
        }
        Optional<Period> period = deal.closeDate().flatMap(periods::containing).map(Period::id).map(periods::hold);
        if (deal.state() == DealState.ADJUSTMENT_DUE || period.filter(held -> held.state().isFinal()).isPresent()) {
            return end(request, "The period the deal counts in is locked; a dispute can still ask for other shares.");
        }
        if (!deal.seller().equals(request.seller())) {
            return end(request, "The deal has another seller now, who has not agreed.");
        }
        if (splits.of(request.deal()).map(SplitSet::version).orElse(0) != request.splitVersion()) {
            return end(request, "The deal was shared otherwise in the meantime.");
        }
        Optional<Money> value = valueOf(deal);
        if (request.approvedBy().isEmpty() && managerDecides(value)) {
            jdbc.sql("update split.request set value_minor = :minor, currency = :currency where id = :id")
                    .param("minor", value.map(Money::minor).orElse(null))
                    .param("currency", value.map(worth -> worth.currency().getCurrencyCode()).orElse(null))
                    .param("id", request.id().value())
                    .update();
            log.move(request, SplitState.WITH_MANAGER, "The deal is worth more than was thought: a manager decides.");
            return SplitState.WITH_MANAGER;
        }
        splits.put(request.deal(), request.latest().shares(), "agreed ahead in split request " + request.id());
        log.move(request, SplitState.IN_FORCE, "The deal is won and shared as agreed.");
        return SplitState.IN_FORCE;
    }

    private SplitState end(SplitRequest request, String because) {
        log.move(request, SplitState.VOID, because);
        return SplitState.VOID;
    }
}
