package io.attain.calculation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditEntry;
import io.attain.audit.AuditTrail;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.QuotaProposal;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposalState;
import io.attain.participant.QuotaProposals;
import io.attain.participant.Quotas;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.sales.RowProblem;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A quota of a settled period moves money that was paid: it takes two people, and the adjustment names both. */
class QuotaCorrectionsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final DateRange FIRST = Quarters.quarter(1).span();
    private static final Map<String, String> YES = Map.of("decision", "approve");
    private static final Map<String, String> NO = Map.of("decision", "reject", "reason", "The letter says 20,000.");

    private static final String REPS = """
			{"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
			 "effective": {"from": "2017-01-01"},
			 "components": [{"id": "bonus", "name": "Bonus", "credits": {"roles": ["direct"]}, "measure": "amount",
			   "window": "period", "quota": "amount", "pay": {"type": "bonus-steps", "on": "attainment",
			     "pays": "highest", "steps": [{"from": "1", "amount": "300"}]}}]}
			""";

    @Autowired
    private DemoFiles demo;
    @Autowired
    private LateDataWorld world;
    @Autowired
    private QuotaDesk desk;
    @Autowired
    private Imports imports;
    @Autowired
    private Quotas quotas;
    @Autowired
    private QuotaProposals proposals;
    @Autowired
    private Corrections corrections;
    @Autowired
    private Periods periods;
    @Autowired
    private Users users;
    @Autowired
    private AuditTrail audit;
    @Autowired
    private Approvals approvals;
    @Autowired
    private TaskService engineTasks;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    @BeforeEach
    void theFirstQuarterIsLocked() {
        sweep();
        List.of(People.CORA, People.COLIN, People.FIONA, People.FRANK).forEach(users::remember);
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(REPS);
        acting.as(People.CORA, () -> CsvFiles.upload(imports,
                "participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n"));
        assertThat(desk.upload(QuotaDesk.row("Moses Frase", 1, "20000"), QuotaDesk.row("Moses Frase", 2, "20000"),
                QuotaDesk.row("Anna Snelling", 1, "3500")).added()).as("nothing is settled: at once").isEqualTo(3);
        acting.as(People.CORA, () -> CsvFiles.upload(imports, "id,kind,date,seller,amount,currency\n"
                + "B1,booking,2017-02-05,Moses Frase,6000,USD\nB2,booking,2017-03-05,Anna Snelling,3000,USD\n"));
        world.close(Quarters.Q1);
    }

    @Test
    void onlyTheRowsOfTheLockedQuarterWaitAndTheNextClosePaysTheDifferenceInBothNames() {
        ImportReport report = desk.upload(QuotaDesk.row("Moses Frase", 1, "6000"),
                QuotaDesk.row("Moses Frase", 2, "30000"), QuotaDesk.row("Anna Snelling", 1, "3000"));
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(report.problems()).filteredOn(problem -> problem.severity() == RowProblem.Severity.NOTICE)
                .extracting(RowProblem::sentence)
                .containsExactly(
                        "The window meets 2017-Q1 (locked): the change waits for approval as quota correction 1.",
                        "The window meets 2017-Q1 (locked): the change waits for approval as quota correction 1.");
        QuotaProposal proposal = proposals.from(report.batchId().caseRef()).orElseThrow();
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("20000.00"));
        assertThat(quota(MOSES, Quarters.quarter(2).span())).isEqualTo(usd("30000.00"));
        assertThat(corrections.pending(Quarters.Q2).lines()).isEmpty();
        assertThat(desk.tasks(People.FIONA)).as("one task for all rows").hasSize(1);
        assertThat(desk.task(People.COLIN).orElseThrow().facts().toString())
                .contains("Cora Lindqvist", "Moses Frase, amount", "20,000.00 USD → 6,000.00 USD", "2017-Q1 (locked)")
                .contains("Anna Snelling, amount", "3,500.00 USD → 3,000.00 USD");

        desk.decide(People.COLIN, YES);

        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("6000.00"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        assertThat(corrections.of(world.close(Quarters.Q2).id())).extracting(line -> "%s %s > %s: %s".formatted(
                line.participant(), line.before().toDecimal(), line.after().toDecimal(), line.cause()))
                .containsExactlyInAnyOrder(
                        "moses-frase 0.00 > 300.00: quota corrected by Cora Lindqvist on " + today
                                + ", approved by Colin Abara",
                        "anna-snelling 0.00 > 300.00: quota corrected by Cora Lindqvist on " + today
                                + ", approved by Colin Abara");
        assertThat(quotas.corrections().stream().limit(2)).allSatisfy(one -> {
            assertThat(one.correction().by()).isEqualTo(People.CORA.id().value());
            assertThat(one.correction().approvedBy()).contains(People.COLIN.id().value());
        });
        assertThat(audit.entriesAbout(proposal.caseRef())).extracting(AuditEntry::action)
                .contains("quota-correction-proposed", "quota-correction-approved");
        assertThat(approvals.of(proposal.caseRef())).extracting(Approval::submittedBy, Approval::decidedBy)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(People.CORA.id(), People.COLIN.id()));
    }

    @Test
    void whoImportedItDoesNotDecideItNorByTheEngineNorTheFacade() {
        QuotaProposalId id = asked("6000");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> desk.decide(People.CORA, YES))
                .matches(refused -> refused.code().equals("four-eyes"));
        String task = acting.as(People.COLIN, () -> desk.task(People.COLIN).orElseThrow().id());
        assertThatThrownBy(() -> acting.as(People.CORA,
                () -> engineTasks.complete(task, Map.of("decision", "approve", "submittedBy", "nobody"))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> acting.as(People.CORA, () -> proposals.approve(id)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.DIANA, () -> proposals.approve(id)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> jdbc.sql("""
				update participant.quota_proposal set state = 'APPROVED', decided_by = proposed_by, decided_at = now()
				""").update()).isInstanceOf(DataAccessException.class).hasMessageContaining("quota_proposal_four_eyes");
        assertThatThrownBy(() -> acting.as(People.CORA,
                () -> quotas.put(new Quota(MOSES, "amount", FIRST, usd("6000.00")))))
                .isInstanceOf(Refused.class).hasMessageContaining("2017-Q1 (locked)");
        waits(id, "20000.00");
    }

    @Test
    void nobodyDecidesHisOwnQuota() {
        jdbc.sql("update participant.participant set user_id = :fiona where id = 'moses-frase'")
                .param("fiona", People.FIONA.id().value()).update();
        QuotaProposalId id = asked("6000");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> desk.decide(People.FIONA, YES));
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> proposals.approve(id)))
                .isInstanceOf(AccessDeniedException.class);
        waits(id, "20000.00");
        desk.decide(People.FRANK, YES);
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("6000.00"));
    }

    @Test
    void aRejectionChangesNothingSaysWhyAndLeavesTheWayOpenToAskAgain() {
        QuotaProposalId id = asked("6000");
        desk.decide(People.FIONA, NO);
        assertThat(proposals.get(id).state()).isEqualTo(QuotaProposalState.REJECTED);
        assertThat(proposals.get(id).reason()).contains("The letter says 20,000.");
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("20000.00"));
        assertThat(corrections.pending(Quarters.Q2).lines()).isEmpty();
        assertThat(desk.tasks(People.COLIN)).isEmpty();

        assertThat(asked("6000")).as("the very same file once more").isNotEqualTo(id);
        desk.decide(People.FIONA, YES);
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("6000.00"));
        assertThat(desk.upload(QuotaDesk.row("Moses Frase", 1, "6000")).seenBefore()).isTrue();
    }

    @Test
    void aQuotaThatIsAnotherByNowIsNotOverwrittenNorAreTheOthersOfTheFile() {
        ImportReport report = desk.upload(QuotaDesk.row("Anna Snelling", 1, "3000"),
                QuotaDesk.row("Moses Frase", 1, "6000"));
        QuotaProposalId id = proposals.from(report.batchId().caseRef()).orElseThrow().id();
        quotas.put(new Quota(MOSES, "amount", FIRST, usd("25000.00")));

        assertThatExceptionOfType(Refused.class).isThrownBy(() -> desk.decide(People.COLIN, YES)).withMessageContaining(
                "Row 3: the quota amount of Moses Frase from 2017-01-01 is 25000.00 USD by now, not 20000.00 USD");
        waits(id, "25000.00");
        assertThat(quota(ANNA, FIRST)).isEqualTo(usd("3500.00"));
        desk.decide(People.COLIN, NO);
        assertThat(proposals.get(id).state()).isEqualTo(QuotaProposalState.REJECTED);
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDoes() throws InterruptedException {
        QuotaProposalId id = asked("6000");
        String task = desk.task(People.COLIN).orElseThrow().id();
        List<Together.Outcome<User>> outcomes = Together.run(deciding(task, People.COLIN, YES),
                deciding(task, People.FIONA, NO));
        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        boolean approved = outcomes.getFirst().succeeded();
        assertThat(proposals.get(id).state())
                .isEqualTo(approved ? QuotaProposalState.APPROVED : QuotaProposalState.REJECTED);
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd(approved ? "6000.00" : "20000.00"));
        assertThat(approvals.of(proposals.get(id).caseRef())).hasSize(1);
    }

    private Callable<User> deciding(String task, User user, Map<String, String> form) {
        return () -> {
            desk.decide(user, task, form);
            return user;
        };
    }

    @Test
    void whileAChangeWaitsAnotherOfTheSameQuotaIsKeptAsideAndTheSameOneAsksNobodyTwice() {
        QuotaProposalId id = asked("6000");
        ImportReport other = desk.upload(QuotaDesk.row("Moses Frase", 1, "7000"));
        assertThat(other.rejected()).isEqualTo(1);
        assertThat(other.problems()).extracting(RowProblem::sentence).containsExactly(
                "A change of this quota to 6000.00 USD waits for approval (quota correction %s). ".formatted(id)
                        + "Once that is approved or rejected, try this row again.");
        ImportReport same = desk.upload(QuotaDesk.row("Moses Frase", 1, "6000"),
                QuotaDesk.row("Anna Snelling", 1, "3500"));
        assertThat(same.unchanged()).isEqualTo(2);
        assertThat(proposals.from(same.batchId().caseRef())).isEmpty();
        assertThat(desk.tasks(People.COLIN)).hasSize(1);

        desk.decide(People.COLIN, NO);
        ImportReport third = desk.upload(QuotaDesk.row("Moses Frase", 1, "7000"),
                QuotaDesk.row("Anna Snelling", 1, "3500"));
        assertThat(proposals.from(third.batchId().caseRef())).isPresent();
        desk.decide(People.COLIN, YES);
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("7000.00"));
    }

    @Test
    void aRowThatWasKeptAsideIsTriedAgainOnceTheFirstChangeIsDecided() {
        asked("6000");
        desk.upload(QuotaDesk.row("Moses Frase", 1, "7000"));
        desk.decide(People.COLIN, YES);
        assertThat(acting.as(People.CORA, imports::replayRejected).repaired()).isEqualTo(1);
        assertThat(desk.task(People.COLIN).orElseThrow().facts().toString())
                .contains("6,000.00 USD → 7,000.00 USD");
    }

    @Test
    void aNewQuotaOfALockedQuarterWaitsAsWellAndAFrozenQuarterIsSettledToo() {
        PeriodId second = Quarters.Q2;
        periods.transition(second, PeriodState.CLOSING);
        ImportReport report = desk.upload(QuotaDesk.row("Anna Snelling", 2, "900"));
        assertThat(report.problems()).extracting(RowProblem::sentence).singleElement().asString()
                .contains("2017-Q2 (being closed)");
        assertThat(quotas.of(ANNA, Quarters.quarter(2).span())).isEmpty();
        assertThat(desk.task(People.COLIN).orElseThrow().facts().toString()).contains("none → 900.00 USD");
        desk.decide(People.COLIN, YES);
        assertThat(quota(ANNA, Quarters.quarter(2).span())).isEqualTo(usd("900.00"));
        assertThat(quotas.lastCorrection(ANNA, Quarters.quarter(2).span())).hasValueSatisfying(correction -> {
            assertThat(correction.before()).isEmpty();
            assertThat(correction.approvedBy()).contains(People.COLIN.id().value());
        });
    }

    @Test
    void anImportThatFailsInTheEndAsksNobody() {
        transaction.executeWithoutResult(status -> {
            desk.upload(QuotaDesk.row("Moses Frase", 1, "6000"));
            status.setRollbackOnly();
        });
        assertThat(proposals.all()).isEmpty();
        assertThat(desk.tasks(People.COLIN)).isEmpty();
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("quotaCorrection").count()).isZero();
    }

    @Test
    void whatTheSystemSeedsAsksNobody() {
        CsvFiles.upload(imports, "participant,measure,from,to,amount\n" + QuotaDesk.row("Moses Frase", 1, "6000"));
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd("6000.00"));
        assertThat(proposals.all()).isEmpty();
    }

    private QuotaProposalId asked(String amount) {
        ImportReport report = desk.upload(QuotaDesk.row("Moses Frase", 1, amount));
        return proposals.from(report.batchId().caseRef()).orElseThrow().id();
    }

    private void waits(QuotaProposalId id, String amount) {
        assertThat(proposals.get(id).state()).isEqualTo(QuotaProposalState.PROPOSED);
        assertThat(quota(MOSES, FIRST)).isEqualTo(usd(amount));
        assertThat(desk.tasks(People.COLIN)).hasSize(1);
    }

    private Money quota(ParticipantId who, DateRange window) {
        return quotas.of(who, window).getFirst().amount();
    }

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }
}
