package io.attain.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

import io.attain.crediting.Share;
import io.attain.dispute.Act;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.ClaimReason;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Staff;
import io.attain.fixtures.Together;
import io.attain.fixtures.Together.Outcome;
import io.attain.identity.Duty;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;
import io.attain.workflow.inbox.Inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Several disputes at once, from the queue: each for itself, by the rules of its own task. */
class BulkIT extends DictatedIT {

    @Autowired
    private DeskPages desk;
    @Autowired
    private Disputes disputes;
    @Autowired
    private Imports imports;
    @Autowired
    private Inbox inbox;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Users users;
    @Autowired
    private Clock clock;
    @Autowired
    private Substitutions substitutions;

    private Staff.TwoTeams teams;

    @BeforeEach
    void twoTeamsAndDealsOfMoses() {
        teams = staff.twoTeams();
        List.of(Staff.MOSES, Staff.ANNA, Staff.VICKI, Staff.DUSTIN, Staff.CELIA, People.RENATA, People.DIANA,
                People.CORA,
                People.COLIN).forEach(users::remember);
        acting.as(People.CORA, () -> {
            CsvFiles.upload(imports, CsvFiles.PRODUCTS);
            CsvFiles.upload(imports, CsvFiles.ACCOUNTS);
            assertThat(CsvFiles.upload(imports, CsvFiles.deals(CsvFiles.won("D1", "2017-03-01", "1000"),
                    CsvFiles.won("D2", "2017-03-02", "1000"), CsvFiles.won("D3", "2017-03-03", "1000"),
                    CsvFiles.won("D4", "2017-03-04", "1000"))).problems()).isEmpty();
        });
        dictated.preview(Quarters.Q1, Map.of(teams.moses(), List.of(140_00L), teams.anna(), List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(teams.moses(), List.of(100_00L), teams.anna(), List.of(40_00L)));
    }

    @AfterEach
    void theBookBalances() {
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void rejectsEachThatWaitsForTheReaderAndSaysWhichDoNot() {
        DisputeId first = withDecider("D1");
        DisputeId second = withDecider("D2");
        DisputeId unanswered = filed("D3");
        RedirectAttributes said = bulk(Staff.DUSTIN, "REJECT", "Nothing shows it.", "", first, second, unanswered);
        assertThat(said.getFlashAttributes().get(Refusals.SAID)).isEqualTo("2 rejected.");
        assertThat((String) said.getFlashAttributes().get(Refusals.REFUSED))
                .isEqualTo("Dispute " + unanswered + ": nothing in it waits for you.");
        for (DisputeId id : List.of(first, second)) {
            assertThat(state(id)).isEqualTo(DisputeState.DENIED);
            assertThat(disputes.held(id)).isEmpty();
            assertThat(disputes.acts(id)).singleElement().satisfies(act -> {
                assertThat(act.kind()).isEqualTo(Act.Kind.RULING);
                assertThat(act.by()).isEqualTo(Staff.DUSTIN.id());
                assertThat(act.reason()).isEqualTo("Nothing shows it.");
            });
        }
        assertThat(state(unanswered)).isEqualTo(DisputeState.WITH_COUNTERPART);
    }

    @Test
    void compensationRejectsAndAsksAboutWhatItLooksAtFirst() {
        DisputeId first = aboutTheRate("D1");
        DisputeId second = aboutTheRate("D2");
        assertThat(state(first)).isEqualTo(DisputeState.TRIAGE);
        bulk(People.CORA, "REJECT", "The rate is right.", "", first);
        assertThat(state(first)).isEqualTo(DisputeState.REFUSED);
        bulk(People.CORA, "ASK", "Which rate did you expect?", "", second);
        assertThat(state(second)).isEqualTo(DisputeState.INFORMATION_ASKED);
    }

    @Test
    void asksTheClaimantsOfAllAtOnce() {
        DisputeId first = withDecider("D1");
        DisputeId second = withDecider("D2");
        RedirectAttributes said = bulk(Staff.DUSTIN, "ASK", "Who wrote the offer?", "", first, second);
        assertThat(said.getFlashAttributes().get(Refusals.SAID))
                .isEqualTo("2 sent back to their claimants with your question.");
        for (DisputeId id : List.of(first, second)) {
            assertThat(state(id)).isEqualTo(DisputeState.INFORMATION_ASKED);
            assertThat(disputes.messages(id)).anySatisfy(
                    message -> assertThat(message.text()).contains("Who wrote the offer?"));
        }
        assertThat(acting.as(Staff.ANNA, () -> inbox.tasks())).hasSize(2);
    }

    @Test
    void handsAllOverToOneWhoMayDecideThem() {
        DisputeId first = withDecider("D1");
        DisputeId second = filed("D2");
        DisputeId denied = withDecider("D3");
        bulk(Staff.DUSTIN, "REJECT", "No.", "", denied);
        RedirectAttributes said = bulk(People.CORA, "ASSIGN", "Dustin is away.", "renata-vogel", first, second, denied);
        assertThat(said.getFlashAttributes().get(Refusals.SAID)).isEqualTo("2 handed over.");
        assertThat((String) said.getFlashAttributes().get(Refusals.REFUSED)).contains("Dispute " + denied);
        assertThat(disputes.get(first).deciderUser()).hasValue(People.RENATA.id());
        assertThat(disputes.get(second).deciderUser()).hasValue(People.RENATA.id());

        bulk(People.CORA, "ASSIGN", "Renata, too.", DeskPages.FINANCE_DIRECTOR, first);
        assertThat(disputes.get(first).decider()).isEmpty();
        bulk(People.CORA, "ASSIGN", "Please.", "celia-rouche", second);
        assertThat(disputes.get(second).deciderUser()).as("Celia is above nobody in it").hasValue(People.RENATA.id());
    }

    @Test
    void refusesABulkWithoutDisputesReasonOrDecider() {
        DisputeId id = withDecider("D1");
        assertThatThrownBy(() -> bulk(Staff.DUSTIN, "REJECT", "Why")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> bulk(Staff.DUSTIN, "REJECT", " ", "", id))
                .hasMessageContaining("why they are rejected");
        assertThatThrownBy(() -> bulk(Staff.DUSTIN, "ASSIGN", "Why", "", id)).hasMessageContaining("Choose who");
        assertThatThrownBy(() -> bulk(Staff.DUSTIN, "PAY", "Why", "", id)).hasMessageContaining("Choose what");
        assertThat(state(id)).isEqualTo(DisputeState.WITH_MANAGER);
    }

    @RepeatedTest(3)
    void ofTwoWhoWorkOnTheSameAtOnceOneCountsForEach() throws Exception {
        List<DisputeId> all = List.of(withDecider("D1"), withDecider("D2"), withDecider("D3"), withDecider("D4"));
        standsInForDustin(Staff.CELIA);
        DisputeId[] forwards = all.toArray(DisputeId[]::new);
        DisputeId[] backwards = all.reversed().toArray(DisputeId[]::new);
        List<Outcome<RedirectAttributes>> outcomes = Together.run(
                () -> bulk(Staff.DUSTIN, "REJECT", "Dustin says no.", "", forwards),
                () -> bulk(Staff.CELIA, "REJECT", "Celia says no.", "", backwards));
        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().mapToInt(outcome -> done(outcome.value().orElseThrow())).sum()).isEqualTo(4);
        for (DisputeId id : all) {
            assertThat(state(id)).isEqualTo(DisputeState.DENIED);
            assertThat(disputes.acts(id)).hasSize(1);
            assertThat(disputes.held(id)).isEmpty();
        }
    }

    private static int done(RedirectAttributes said) {
        return Optional.ofNullable((String) said.getFlashAttributes().get(Refusals.SAID))
                .map(text -> Integer.parseInt(text.substring(0, text.indexOf(' ')))).orElse(0);
    }

    private void standsInForDustin(User user) {
        LocalDate today = LocalDate.now(clock);
        acting.as(Staff.DUSTIN,
                () -> substitutions.away(user.id(), Set.of(Duty.DISPUTES), new DateRange(today, today.plusDays(2))));
    }

    private DisputeId filed(String deal) {
        return filed(new FileClaim(new EventKey("crm", deal), ClaimKind.SPLIT_REQUEST,
                List.of(share(teams.moses().value(), 60), share(teams.anna().value(), 40)), "We worked on it",
                Optional.empty()), Staff.ANNA);
    }

    private DisputeId aboutTheRate(String deal) {
        return filed(new FileClaim(new EventKey("crm", deal), ClaimKind.CREDIT_CONTEST, List.of(), "It was 5 %.",
                Optional.empty(), ClaimReason.WRONG_RATE, Optional.of(usd("10"))), Staff.MOSES);
    }

    private DisputeId filed(FileClaim claim, User by) {
        FilingResult result = acting.as(by, () -> disputes.file(claim));
        assertThat(result).isInstanceOf(FilingResult.Filed.class);
        return ((FilingResult.Filed) result).id();
    }

    private DisputeId withDecider(String deal) {
        DisputeId id = filed(deal);
        acting.as(Staff.MOSES, () -> inbox.complete(
                inbox.taskAbout(disputes.get(id).caseRef(), "userTask_answer").orElseThrow(),
                Map.of("decision", "contest", "reason", "Mine alone.")));
        return id;
    }

    private RedirectAttributes bulk(User user, String action, String reason) {
        return bulk(user, action, reason, "");
    }

    private RedirectAttributes bulk(User user, String action, String reason, String to, DisputeId... chosen) {
        RedirectAttributes said = new RedirectAttributesModelMap();
        acting.as(user, () -> desk.bulk(List.of(chosen).stream().map(DisputeId::value).toList(), action, reason, to,
                said));
        return said;
    }

    private DisputeState state(DisputeId id) {
        return disputes.get(id).state();
    }

    private static Share share(String participant, int percent) {
        return new Share(new ParticipantId(participant), BigDecimal.valueOf(percent));
    }
}
