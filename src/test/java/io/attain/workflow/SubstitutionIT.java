package io.attain.workflow;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.crediting.Share;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.Duty;
import io.attain.identity.Substitution;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;
import io.attain.split.ProposeShares;
import io.attain.split.SplitRequestId;
import io.attain.split.SplitRequests;
import io.attain.split.SplitState;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Standing in for somebody who is away, on the real engine: what a substitute sees and decides, and what he never does. */
class SubstitutionIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User CELIA = People.manager("Celia Rouche");
    private static final User MELVIN = People.manager("Melvin Marxen");
    private static final EventKey LARGE = new EventKey("crm", "LARGE001");
    private static final EventKey WON = new EventKey("crm", "WON00001");
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");

    @Autowired
    private Substitutions substitutions;
    @Autowired
    private SplitRequests requests;
    @Autowired
    private Disputes disputes;
    @Autowired
    private Approvals approvals;
    @Autowired
    private Imports imports;
    @Autowired
    private Inbox inbox;
    @Autowired
    private TaskService tasks;

    private ParticipantId moses;
    private ParticipantId anna;
    private ParticipantId celia;
    private LocalDate today;

    @BeforeEach
    void twoTeams() {
        today = LocalDate.now(ZoneOffset.UTC);
        List.of(MOSES, ANNA, DUSTIN, CELIA, MELVIN, People.RENATA, People.DIANA).forEach(users::remember);
        moses = staff.employ(MOSES);
        anna = staff.employ(ANNA);
        ParticipantId dustin = staff.employ(DUSTIN);
        celia = staff.employ(CELIA);
        ParticipantId melvin = staff.employ(MELVIN);
        ParticipantId renata = staff.employ(People.RENATA);
        staff.reports(moses, dustin);
        staff.reports(anna, dustin);
        for (ParticipantId manager : List.of(dustin, celia, melvin)) {
            staff.reports(manager, renata);
        }
        upload("products.csv", "product,series,sales_price\nGTK 500,GTK,26768\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                LARGE001,Moses Frase,GTK 500,Cancity,Engaging,2016-10-25,,
                WON00001,Moses Frase,GTK 500,Cancity,Won,2016-10-25,2017-03-01,26000
                """);
    }

    @Test
    void theSubstituteSeesTheTaskMarkedAndBothNamesGoOnRecord() {
        SplitRequestId id = withDustin();
        assertThat(inboxOf(CELIA)).isEmpty();
        away(DUSTIN, CELIA, Duty.SHARES_AHEAD);

        TaskView task = inboxOf(CELIA).getFirst();
        assertThat(task.actingFor()).hasValue("Dustin Brinkmann");
        assertThat(task.open()).isTrue();
        assertThat(acting.as(CELIA, () -> inbox.count())).isEqualTo(1);
        assertThat(inboxOf(DUSTIN)).singleElement().satisfies(own -> assertThat(own.actingFor()).isEmpty());
        acting.as(CELIA, () -> inbox.complete(task.id(), APPROVE));

        assertThat(requests.get(id).state()).isEqualTo(SplitState.AGREED);
        assertThat(requests.get(id).approvedBy()).hasValue(CELIA.id());
        Approval approval = approvals.of(requests.get(id).caseRef()).getFirst();
        assertThat(approval.decidedBy()).isEqualTo(CELIA.id());
        assertThat(approval.actedFor()).hasValue(DUSTIN.id());
        assertThat(jdbc.sql("select acted_for from workflow.decision where task_id = :id").param("id", task.id())
                .query(String.class).single()).isEqualTo(DUSTIN.id().value());
    }

    @Test
    void aDisputeIsDecidedInPlaceOfItsDecider() {
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(60_00L), anna, List.of(40_00L)));
        FilingResult filed = acting.as(ANNA, () -> disputes.file(new FileClaim(WON, ClaimKind.SPLIT_REQUEST,
                List.of(share(moses, 60), share(anna, 40)), "I wrote the offer.", Optional.empty())));
        DisputeId id = ((FilingResult.Filed) filed).id();
        decide(MOSES, Map.of("decision", "agree"));
        assertThat(inboxOf(CELIA)).isEmpty();
        away(DUSTIN, CELIA, Duty.DISPUTES);
        assertThat(inboxOf(CELIA)).singleElement()
                .satisfies(task -> assertThat(task.actingFor()).hasValue("Dustin Brinkmann"));
        assertThat(acting.as(CELIA, () -> disputes.maySee(id))).isTrue();

        decide(CELIA, Map.of("decision", "deny", "reason", "It was his deal."));

        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.DENIED);
        assertThat(approvals.of(disputes.get(id).caseRef())).singleElement()
                .satisfies(approval -> assertThat(approval.actedFor()).hasValue(DUSTIN.id()));
    }

    @Test
    void nothingIsPassedOn() {
        withDustin();
        write(DUSTIN, CELIA, Duty.SHARES_AHEAD, today, today.plusDays(2));
        write(CELIA, MELVIN, Duty.SHARES_AHEAD, today, today.plusDays(2));
        assertThat(inboxOf(CELIA)).hasSize(1);
        assertThat(inboxOf(MELVIN)).isEmpty();
        refused(MELVIN);
        assertThatThrownBy(() -> away(DUSTIN, CELIA, Duty.SHARES_AHEAD)).hasMessageContaining("not passed on");
    }

    @Test
    void pastAndFutureDaysOtherDutiesAndEndedEntriesGiveNothing() {
        withDustin();
        write(DUSTIN, CELIA, Duty.SHARES_AHEAD, today.minusDays(9), today);
        write(DUSTIN, CELIA, Duty.SHARES_AHEAD, today.plusDays(1), today.plusDays(9));
        write(DUSTIN, CELIA, Duty.DISPUTES, today, today.plusDays(9));
        assertThat(inboxOf(CELIA)).isEmpty();
        refused(CELIA);

        write(DUSTIN, CELIA, Duty.SHARES_AHEAD, today, today.plusDays(1));
        assertThat(inboxOf(CELIA)).hasSize(1);
        for (Substitution entry : acting.as(DUSTIN, () -> substitutions.ofMe())) {
            acting.as(CELIA, () -> substitutions.back(entry.id()));
        }
        assertThat(inboxOf(CELIA)).hasSize(1);
        for (Substitution entry : acting.as(DUSTIN, () -> substitutions.ofMe())) {
            acting.as(DUSTIN, () -> substitutions.back(entry.id()));
        }
        assertThat(inboxOf(CELIA)).isEmpty();
        assertThat(acting.as(DUSTIN, () -> substitutions.ofMe())).isEmpty();
        refused(CELIA);
    }

    @Test
    void aSubstituteWhoIsAPartyIsKeptFromIt() {
        acting.as(MOSES,
                () -> requests.propose(new ProposeShares(LARGE, List.of(share(moses, 50), share(celia, 50)), "")));
        decide(CELIA, Map.of("decision", "confirm"));
        away(People.RENATA, CELIA, Duty.SHARES_AHEAD);

        TaskView task = inboxOf(CELIA).getFirst();
        assertThat(task.withheld()).isPresent();
        assertThatThrownBy(() -> acting.as(CELIA, () -> inbox.complete(task.id(), APPROVE))).isInstanceOf(Refused.class)
                .hasMessageContaining("party");
        assertThat(acting.as(CELIA, () -> inbox.count())).isZero();
    }

    @Test
    void aSubstituteWithoutTheRoleGetsNothingEvenFromAForgedRow() {
        withDustin();
        assertThatThrownBy(() -> away(DUSTIN, ANNA, Duty.SHARES_AHEAD)).hasMessageContaining("no manager");
        assertThatThrownBy(() -> away(DUSTIN, DUSTIN, Duty.SHARES_AHEAD)).isInstanceOf(Refused.class);
        User audra = People.AUDRA;
        users.remember(audra);
        write(DUSTIN, audra, Duty.SHARES_AHEAD, today, today.plusDays(2));
        assertThat(inboxOf(audra)).isEmpty();
        refused(audra);
    }

    @Test
    void anAbsenceHasOneSubstituteADayAndADutyAndTheDatabaseSeesToIt() {
        away(DUSTIN, CELIA, Duty.SHARES_AHEAD);
        assertThatThrownBy(() -> away(DUSTIN, MELVIN, Duty.SHARES_AHEAD)).isInstanceOf(Refused.class)
                .hasMessageContaining("already");
        away(DUSTIN, MELVIN, Duty.DISPUTES);
        assertThatThrownBy(() -> write(DUSTIN, MELVIN, Duty.DISPUTES, today, today.plusDays(1)))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> acting.as(CELIA, () -> substitutions.away(MELVIN.id(), Set.of(Duty.DISPUTES),
                new DateRange(today.minusDays(1), today.plusDays(1))))).hasMessageContaining("today or later");
        assertThatThrownBy(() -> acting.as(CELIA, () -> substitutions.away(MELVIN.id(), EnumSet.noneOf(Duty.class),
                new DateRange(today, today.plusDays(1))))).isInstanceOf(Refused.class);
    }

    private SplitRequestId withDustin() {
        SplitRequestId id = acting.as(MOSES,
                () -> requests.propose(new ProposeShares(LARGE, List.of(share(moses, 60), share(anna, 40)), "")));
        decide(ANNA, Map.of("decision", "confirm"));
        assertThat(requests.get(id).state()).isEqualTo(SplitState.WITH_MANAGER);
        return id;
    }

    private void away(User absent, User substitute, Duty duty) {
        acting.as(absent,
                () -> substitutions.away(substitute.id(), Set.of(duty), new DateRange(today, today.plusDays(5))));
    }

    private void write(User absent, User substitute, Duty duty, LocalDate from, LocalDate to) {
        jdbc.sql("""
                insert into identity.substitution (absent, substitute, duty, valid_from, valid_to, recorded_at)
                values (:absent, :substitute, :duty, :from, :to, now())
                """)
                .param("absent", absent.id().value()).param("substitute", substitute.id().value())
                .param("duty", duty.name()).param("from", from).param("to", to).update();
    }

    private void refused(User user) {
        String task = tasks.createTaskQuery().taskDefinitionKey("userTask_decideShares").singleResult().getId();
        assertThatThrownBy(() -> acting.as(user, () -> inbox.complete(task, APPROVE)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(user, () -> tasks.claim(task, user.id().value())))
                .isInstanceOf(Exception.class);
    }

    private List<TaskView> inboxOf(User user) {
        return acting.as(user, () -> inbox.tasks());
    }

    private void decide(User user, Map<String, String> values) {
        acting.as(user, () -> inbox.complete(inbox.tasks().getFirst().id(), values));
    }

    private void upload(String name, String content) {
        acting.as(People.CORA, () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
    }

    private static Share share(ParticipantId participant, int percent) {
        return new Share(participant, BigDecimal.valueOf(percent));
    }
}
