package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/** Writes a new dispute, and starts its process. */
@Component
class Opening {

    private final JdbcClient jdbc;
    private final DisputeLog log;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Opening(JdbcClient jdbc, DisputeLog log, ObjectProvider<DisputeWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.workflow = workflow;
        this.clock = clock;
    }

    record Opened(FileClaim claim, Participant claimant, User user, PeriodId period, DisputeState state,
            List<Share> before, LocalDate asOf, Deciders.Seat seat, Optional<Money> expected, Optional<Money> stake) {}

    DisputeId insert(Opened opened) {
        FileClaim claim = opened.claim();
        DisputeId filed = new DisputeId(jdbc.sql("""
                insert into dispute.dispute (deal_source, deal_external_id, kind, state, period_id, claimant_id, filed_by,
                       filed_at, reason, statement_line, shares_before, shares_proposed, as_of, decider_id, decider_user,
                       about, expected_minor, expected_currency, stake_minor, stake_currency, sitting)
                values (:source, :externalId, :kind, :state, :period, :claimant, :by, :at, :reason, :line, :before,
                       :proposed, :asOf, :decider, :deciderUser, :about, :expected, :expectedCurrency, :stake, :currency,
                       :sitting)
                returning id
                """)
                .param("source", claim.deal().source())
                .param("externalId", claim.deal().externalId())
                .param("kind", claim.kind().name())
                .param("state", opened.state().name())
                .param("period", opened.period().value())
                .param("claimant", opened.claimant().id().value())
                .param("by", opened.user().id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", claim.reason())
                .param("line", claim.line().orElse(null))
                .param("before", Shares.text(opened.before()))
                .param("proposed", Shares.text(claim.proposed()))
                .param("asOf", opened.asOf())
                .param("decider", opened.seat().decider().map(d -> d.id().value()).orElse(null))
                .param("deciderUser",
                        opened.seat().decider().flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("about", claim.about().name())
                .param("expected", opened.expected().map(Money::minor).orElse(null))
                .param("stake", opened.stake().map(Money::minor).orElse(null))
                .param("expectedCurrency",
                        opened.expected().map(money -> money.currency().getCurrencyCode()).orElse(null))
                .param("currency", opened.stake().or(opened::expected).map(Money::currency)
                        .orElse(opened.claimant().currency()).getCurrencyCode())
                .param("sitting", opened.seat().sitting().name())
                .query(Long.class)
                .single());
        log.say(filed, claim.reason());
        log.record("dispute.filed", filed,
                Map.of(
                        "deal", claim.deal().toString(),
                        "kind", claim.kind().name(),
                        "about", claim.about().name(),
                        "claimant", opened.claimant().id().value(),
                        "before", Shares.text(opened.before()),
                        "proposed", Shares.text(claim.proposed())));
        return filed;
    }

    /** Those who share the deal, in the order they are asked. */
    void parties(DisputeId filed, List<Participant> counterparts) {
        int ordinal = 1;
        for (Participant counterpart : counterparts) {
            jdbc.sql("""
                    insert into dispute.party (dispute_id, ordinal, participant_id, user_id)
                    values (:dispute, :ordinal, :participant, :user)
                    """)
                    .param("dispute", filed.value())
                    .param("ordinal", ordinal++)
                    .param("participant", counterpart.id().value())
                    .param("user", counterpart.user().map(UserId::value).orElse(null))
                    .update();
        }
    }

    void named(DisputeId filed, NamedDeal deal) {
        jdbc.sql("""
                insert into dispute.named_deal (dispute_id, reference, customer, amount_minor, currency, sold_on, percent)
                values (:dispute, :reference, :customer, :minor, :currency, :on, :percent)
                """)
                .param("dispute", filed.value())
                .param("reference", deal.reference())
                .param("customer", deal.customer())
                .param("minor", deal.amount().minor())
                .param("currency", deal.amount().currency().getCurrencyCode())
                .param("on", deal.soldOn())
                .param("percent", deal.percent())
                .update();
    }

    void begin(DisputeId filed) {
        workflow.ifAvailable(port -> port.opened(filed));
    }
}
