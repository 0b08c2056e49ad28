package io.attain.workflow;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.attachment.Attachment;
import io.attain.attachment.Attachments;
import io.attain.crediting.Credits;
import io.attain.crediting.SplitSet;
import io.attain.dispute.Act;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.ClaimReason;
import io.attain.dispute.ClaimWithoutDeal;
import io.attain.dispute.Deadline;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Evidence;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.NamedDeal;
import io.attain.dispute.Party;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.ledger.Held;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Refused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Claims about deals that no import has brought, and about sales known by their events only. */
class MissingDealIT extends AtTheDesk {

    private static final Map<String, String> LINK = link("crm/1C1I7A6R");

    @Autowired
    private Attachments attachments;
    @Autowired
    private Credits credits;

    @Test
    void compensationLinksItOnceItIsThereAndThenItGoesItsWay() {
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        assertThat(disputes.held(id)).isEmpty();
        assertThat(disputes.deadline(id)).isPresent();
        assertThat(acting.as(People.CORA, () -> claims.candidates(id))).isEmpty();
        assertThatThrownBy(() -> decide(People.CORA, TRIAGE, Map.of("decision", "accept")))
                .isInstanceOf(Refused.class).hasMessageContaining("does not know this deal");

        deal("PO-4711", "Moses Frase", "2017-03-21");
        assertThat(acting.as(People.CORA, () -> claims.candidates(id))).extracting(SalesEvent::key)
                .containsExactly(new EventKey("crm", "PO-4711"));
        decide(People.CORA, TRIAGE, link("crm/PO-4711"));

        Dispute linked = disputes.get(id);
        assertThat(linked.state()).isEqualTo(DisputeState.WITH_COUNTERPART);
        assertThat(linked.counterparts()).extracting(Party::participant).containsExactly(moses);
        assertThat(linked.proposed()).containsExactly(share(moses, 60), share(anna, 40));
        assertThat(linked.course().expected()).hasValue(usd("40.00"));
        assertThat(linked.course().stake()).hasValue(usd("40.00"));
        assertThat(linked.named().orElseThrow().linkedBy()).hasValue(People.CORA.id());
        assertThat(disputes.held(id)).extracting(Held::participant, Held::amount)
                .containsExactly(tuple(moses, usd("40.00")));

        decide(MOSES, ANSWER, AGREE);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(splits.of(new EventKey("crm", "PO-4711"))).map(SplitSet::shares)
                .hasValue(List.of(share(moses, 60), share(anna, 40)));
        assertThat(disputes.held(id)).isEmpty();
    }

    @Test
    void whatIsNotLinkedInTimeStaysWithCompensationAsLateAndIsNeverDecidedWithoutADeal() {
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        Deadline first = disputes.deadline(id).orElseThrow();
        pass("event_triageOverdue");
        assertThat(state(id)).isEqualTo(DisputeState.TRIAGE);
        assertThat(disputes.get(id).escalations()).isEqualTo(1);
        assertThat(texts(id)).last().asString().contains("compensation is late");
        assertThat(disputes.deadline(id).orElseThrow().due()).isAfter(first.due());
        assertThat(keysIn(DUSTIN)).isEmpty();

        decide(People.COLIN, TRIAGE, LINK);
        assertThat(state(id)).isEqualTo(DisputeState.WITH_COUNTERPART);
    }

    @Test
    void compensationAsksTheClaimantAndSaysWhyThereIsNoSuchDeal() {
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        decide(People.CORA, TRIAGE, Map.of("decision", "ask", "reason", "Which contract?"));
        decide(ANNA, GIVE, Map.of("decision", "given", "reason", "The one of March."));
        decide(People.CORA, TRIAGE, Map.of("decision", "refuse", "reason", "It was cancelled the next day."));
        assertThat(state(id)).isEqualTo(DisputeState.REFUSED);
        assertThat(end(id)).isEqualTo("event_refused");
        assertThat(disputes.acts(id)).extracting(Act::kind).containsOnly(Act.Kind.TRIAGE);
        missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
    }

    @Test
    void itJoinsTheDisputeThatTheDealHasAlready() {
        DisputeId open = filed(ANNA);
        DisputeId id = missing(VICKI, "PO-4711", "Hatfan", "2017-03-20");
        decide(People.CORA, TRIAGE, LINK);
        assertThat(state(id)).isEqualTo(DisputeState.REFUSED);
        assertThat(texts(id)).last().asString().contains("together with theirs in dispute " + open);
        assertThat(disputes.get(open).joined()).extracting(claim -> claim.claimant()).containsExactly(vicki);
        assertThat(end(id)).isEqualTo("event_refused");
    }

    @ParameterizedTest
    @CsvSource({ "crm/NONE, dispute-deal-unknown", "NONE, dispute-deal-unknown", "/, dispute-deal-unknown",
        "crm/HERS0001, dispute-credited-already", "crm/NEVER, dispute-period-unknown" })
    void aLinkToWhatItCannotBeIsRefusedAndNothingIsHalfDone(String deal, String code) {
        deal("HERS0001", "Anna Snelling", "2017-03-03");
        deal("NEVER", "Moses Frase", "2016-12-01");
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        Dispute before = disputes.get(id);
        assertThatThrownBy(() -> decide(People.CORA, TRIAGE, link(deal))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(disputes.get(id)).isEqualTo(before);
        assertThat(keysIn(People.CORA)).containsExactly(TRIAGE);
    }

    @Test
    void onlyCompensationLinksAndOnlyOnce() {
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        String task = engineTask(TRIAGE);
        for (User other : List.of(ANNA, MOSES, DUSTIN, People.FIONA, People.DIANA, People.AUDRA, People.OTTO)) {
            assertThat(acting.as(other, () -> claims.candidates(id))).as(other.displayName()).isEmpty();
            assertThatThrownBy(() -> acting.as(other, () -> inbox.complete(task, LINK))).as(other.displayName())
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> acting.as(other, () -> claims.link(id, DEAL, ""))).as(other.displayName())
                    .isInstanceOf(AccessDeniedException.class);
        }
        decide(People.CORA, TRIAGE, LINK);
        assertThatThrownBy(() -> acting.as(People.CORA, () -> claims.link(id, DEAL, ""))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> jdbc.sql("update dispute.dispute set deal_external_id = 'OTHER' where id = :id")
                .param("id", id.value()).update()).isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("another deal");
        assertThatThrownBy(() -> jdbc.sql("update dispute.dispute set shares_proposed = '' where id = :id")
                .param("id", id.value()).update()).isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("as it was filed");
    }

    @Test
    void theSameClaimIsNotFiledTwiceWhileItIsOpen() {
        DisputeId id = missing(ANNA, "PO-4711", "Hatfan", "2017-03-20");
        FilingResult again = acting.as(ANNA, () -> claims.file(claim("PO-4711", "Hatfan", "2017-03-20"), List.of()));
        assertThat(again).isInstanceOfSatisfying(FilingResult.Refused.class,
                refused -> assertThat(refused.sentence()).contains("dispute " + id));
        assertThat(acting.as(VICKI, () -> claims.file(claim("PO-4711", "Hatfan", "2017-03-20"), List.of())))
                .isInstanceOf(FilingResult.Filed.class);
    }

    @Test
    void itsFilesComeWithItAndAFileThatIsNotTakenTakesTheClaimBack() {
        ClaimWithoutDeal claim = claim("PO-4711", "Hatfan", "2017-03-20");
        assertThatThrownBy(() -> acting.as(ANNA, () -> claims.file(claim, List.of(file("order.pdf", "%PDF-1.7 order"),
                file("tool.pdf", "MZ\0\1"))))).isInstanceOf(Refused.class);
        assertThat(disputes.all()).isEmpty();
        DisputeId id = filed(acting.as(ANNA, () -> claims.file(claim, List.of(file("order.pdf", "%PDF-1.7 order")))));
        assertThat(acting.as(ANNA, () -> attachments.of(disputes.get(id).caseRef()))).extracting(Attachment::name)
                .containsExactly("order.pdf");
    }

    @ParameterizedTest
    @CsvSource({ "'', Hatfan, 100, 2017-03-20, 40, dispute-reference", "PO, '', 100, 2017-03-20, 40, dispute-customer",
        "PO, Hatfan, 0, 2017-03-20, 40, dispute-amount", "PO, Hatfan, 100, 2011-03-20, 40, dispute-period-unknown",
        "PO, Hatfan, 100, 2017-03-20, 0, dispute-shares", "PO, Hatfan, 100, 2017-03-20, 100.5, dispute-shares",
        "PO, Hatfan, 100, 2017-03-20, 33.3333333, dispute-shares" })
    void whatIsWrongWithItIsSaid(String reference, String customer, String amount, LocalDate on, BigDecimal percent,
            String code) {
        FilingResult refused = acting.as(ANNA, () -> claims.file(new ClaimWithoutDeal.Missing(
                new NamedDeal(reference, customer, usd(amount), on, percent), "Mine", Optional.empty()), List.of()));
        assertThat(refused).isInstanceOfSatisfying(FilingResult.Refused.class,
                one -> assertThat(one.code()).isEqualTo(code));
    }

    @Test
    void aLineThatIsOnNoStatementOfTheClaimantIsNotDisputed() {
        for (String line : List.of("2017-Q1/1", "2017-Q1", "2031-Q1/1", "/1")) {
            assertThat(acting.as(ANNA, () -> claims.file(new ClaimWithoutDeal.OfLine(line, ClaimReason.WRONG_QUOTA,
                    "Half of it", Optional.empty()), List.of()))).as(line)
                    .isInstanceOfSatisfying(FilingResult.Refused.class,
                            one -> assertThat(one.code()).isEqualTo("dispute-line-unknown"));
        }
    }

    @Test
    void aSaleKnownByItsBookingEventOnlyIsSharedLikeADeal() {
        upload("events.csv", "id,kind,date,seller,amount\nB1,booking,2017-03-05,Moses Frase,100\n");
        credits.refresh(periods.get(Quarters.Q1).span());
        EventKey booking = new EventKey("crm", "B1");
        assertThat(acting.as(ANNA, () -> claims.sharesOf(booking))).containsExactly(share(moses, 100));
        DisputeId id = filed(acting.as(ANNA, () -> claims.file(new FileClaim(booking, ClaimKind.SPLIT_REQUEST,
                List.of(share(moses, 60), share(anna, 40)), "We sold it together", Optional.empty()), List.of())));
        decide(MOSES, ANSWER, AGREE);
        decide(DUSTIN, DECIDE, UPHOLD);
        assertThat(state(id)).isEqualTo(DisputeState.UPHELD);
        assertThat(credits.currentOf(booking)).extracting(credit -> credit.participant(), credit -> credit.amount())
                .containsExactlyInAnyOrder(tuple(moses, usd("60.00")),
                        tuple(anna, usd("40.00")));
    }

    @Test
    void theClaimantIsShownHisOwnChangeOnly() {
        assertThat(acting.as(ANNA, () -> claims.weigh(DEAL, List.of(share(moses, 60), share(anna, 40)))))
                .satisfies(effect -> {
                    assertThat(effect.participant()).isEqualTo(anna);
                    assertThat(effect.difference()).isEqualTo(usd("40.00"));
                });
        assertThatThrownBy(() -> acting.as(ANNA, () -> claims.weigh(DEAL, List.of(share(moses, 60)))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> acting.as(People.CORA, () -> claims.weigh(DEAL, List.of(share(moses, 100)))))
                .isInstanceOf(AccessDeniedException.class);
    }

    private DisputeId missing(User user, String reference, String customer, String on) {
        return filed(acting.as(user, () -> claims.file(claim(reference, customer, on), List.of())));
    }

    private static ClaimWithoutDeal claim(String reference, String customer, String on) {
        return new ClaimWithoutDeal.Missing(new NamedDeal(reference, customer, usd("1000"), LocalDate.parse(on),
                BigDecimal.valueOf(40)), "I sold it", Optional.empty());
    }

    private static Evidence file(String name, String content) {
        return new Evidence(name, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private static Map<String, String> link(String deal) {
        return Map.of("decision", "link", "deal", deal, "reason", "Found in the import.");
    }
}
