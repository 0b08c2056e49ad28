package io.attain.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.TestServer;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.participant.Recorded;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Rate;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlansIT extends PostgresIT {

    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final PlanId PLAN = new PlanId("field-sales");
    private static final LocalDate MARCH = LocalDate.of(2017, 3, 1);
    private static final LocalDate MAY = LocalDate.of(2017, 5, 1);

    @Autowired
    private Plans plans;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Acceptances acceptances;

    @Autowired
    private RateTables rateTables;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    @BeforeEach
    void quarters() {
        sweep();
        Quarters.define(periods, 3);
    }

    @Test
    void aDraftBecomesAPublishedVersionByTheApprovalOfSomeoneElse() {
        PlanVersion draft = draft(document(MARCH));
        assertThat(draft.id()).isEqualTo(PlanVersionId.of("field-sales", 1));
        assertThat(draft.digest()).isEqualTo(Sha256.of(draft.source()));
        PlanVersion published = publish(draft.id(), People.RENATA);
        assertThat(published.state()).isEqualTo(PlanVersionState.PUBLISHED);
        assertThat(published.publishedAt()).isPresent();
        assertThat(published.definition()).isEqualTo(draft.definition());
        plans.publish(published.id());
        assertThat(plans.inForce(Quarters.quarter(1).span())).containsExactly(
                new VersionInForce(draft.id(), new DateRange(MARCH, LocalDate.of(2017, 4, 1))));
    }

    @Test
    void aVersionThatPaysOtherThanItPromisesCannotBeSubmittedAndSaysWhy() {
        String promising = document(MARCH).strip().replaceFirst("\\}$",
                """
				, "pay": {"draw": {"type": "recoverable", "amount": "3000"}},
				  "examples": [{"name": "no sale", "period": {"from": "2017-04-01", "to": "2017-07-01"}, "quotas": {"amount": "10000"}, "events": [],
				  "expect": {"draw": {"advanced": "3000", "balance": "3000"}, "paid": "2500"}, "then": [{"draw": {"balance": "1"}}]}]}""");
        PlanVersion draft = draft(promising);
        assertThat(plans.check(draft.id())).filteredOn(Finding::isError).satisfiesExactly(
                finding -> {
                    assertThat(finding.path()).isEqualTo("/examples/0/expect/paid");
                    assertThat(finding.sentence()).isEqualTo(
                            "Example \"no sale\": what is paid comes to 3000.00, not to 2500.00. 0.00 USD is earned."
                                    + " The draw of 3,000.00 USD advances 3,000.00 USD; 3,000.00 USD is to be recovered from later pay.");
                },
                finding -> {
                    assertThat(finding.path()).isEqualTo("/examples/0/then/0/draw/balance");
                    assertThat(finding.sentence()).startsWith(
                            "Example \"no sale\", period 2: the balance of the draw comes to 6000.00, not to 1.00. ");
                });
        assertThatThrownBy(() -> acting.as(People.CORA, () -> plans.submit(draft.id()))).isInstanceOf(Refused.class)
                .hasMessageContaining("what is paid comes to 3000.00");
        assertThat(plans.examples(draft.id())).singleElement().satisfies(run -> {
            assertThat(run.holds()).isFalse();
            assertThat(run.findings()).hasSize(2);
        });
        acting.as(People.CORA, () -> {
            plans.revise(draft.id(), promising.replace("\"2500\"", "\"3000\"").replace("\"balance\": \"1\"",
                    "\"balance\": \"6000\""));
        });
        assertThat(plans.check(draft.id())).noneMatch(Finding::isError);
        assertThat(plans.examples(draft.id())).allMatch(RunExample::holds);
    }

    @Test
    void aVersionThatBreaksItsOwnPromisesCannotBeSubmitted() {
        String promising = document(MARCH).strip().replaceFirst("\\}$", """
				, "examples": [{"name": "one deal", "quotas": {"amount": "10000"},
				  "events": [{"on": "2017-03-02", "amount": "1000", "product": "nothing we sell"}],
				  "expect": {"total": "12345.00"}}]}""");
        PlanVersion draft = draft(promising);
        assertThat(plans.check(draft.id())).filteredOn(Finding::isError).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("/examples/0/expect/total");
            assertThat(finding.sentence()).startsWith("Example \"one deal\": what is earned comes to ")
                    .endsWith(", not to 12345.00.");
        });
        assertThatThrownBy(() -> acting.as(People.CORA, () -> plans.submit(draft.id()))).isInstanceOf(Refused.class)
                .hasMessageContaining("one deal");
        String kept = plans.check(draft.id()).getFirst().sentence().replaceAll(".*comes to ([0-9.]+), not.*", "$1");
        acting.as(People.CORA, () -> {
            plans.revise(draft.id(), promising.replace("12345.00", kept));
        });
        assertThat(plans.check(draft.id())).noneMatch(Finding::isError);
    }

    @Test
    void noAuthorOfAVersionCanHaveApprovedIt() {
        PlanVersion draft = draft(document(MARCH));
        acting.as(People.COLIN, () -> {
            plans.revise(draft.id(), document(MARCH).replace("0.05", "0.06"));
        });
        assertThat(plans.authorsOf(draft.id())).containsExactlyInAnyOrder(People.CORA.id(), People.COLIN.id());
        assertThatThrownBy(() -> publish(draft.id(), People.COLIN)).isInstanceOf(Refused.class)
                .hasMessageContaining("Nobody but its authors");
        assertThat(plans.get(draft.id()).state()).isEqualTo(PlanVersionState.DRAFT);
    }

    @Test
    void anApprovalOfOtherContentOrAnEarlierRoundIsVoid() {
        PlanVersion draft = draft(document(MARCH));
        acting.as(People.CORA, () -> plans.startReview(draft.id()));
        approve(draft.id(), 1, People.RENATA, Sha256.of("something else"));
        assertThatThrownBy(() -> plans.publish(draft.id())).isInstanceOf(Refused.class);
        plans.returnForChanges(draft.id(), "please change");
        acting.as(People.CORA, () -> plans.startReview(draft.id()));
        approve(draft.id(), 1, People.OTTO, draft.digest());
        assertThatThrownBy(() -> plans.publish(draft.id())).isInstanceOf(Refused.class);
        approve(draft.id(), 2, People.RENATA, draft.digest());
        plans.publish(draft.id());
        assertThat(plans.get(draft.id()).round()).isEqualTo(2);
    }

    @Test
    void aPublishedVersionNeverChangesNotEvenPastTheApplication() {
        PlanVersion published = publish(draft(document(MARCH)).id(), People.RENATA);
        PlanVersion other = draft(document(MAY));
        assertThatThrownBy(() -> acting.as(People.CORA, () -> plans.revise(published.id(), document(MARCH))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> plans.withdraw(published.id(), "no")).isInstanceOf(Refused.class);
        for (String forged : List.of("update plan.version set source = source where number = 1",
                "update plan.version set state = 'DRAFT' where number = 1", "delete from plan.version where number = 1",
                "update plan.author set number = 2, user_id = 'x' where number = 1",
                "delete from plan.author where number = 1",
                "insert into plan.author values ('field-sales', 1, 'x', now())", "delete from plan.in_force",
                "update plan.in_force set valid = daterange('2017-01-01', null)",
                "insert into plan.in_force values ('field-sales', 2, daterange('2018-01-01', null))",
                "update plan.version set state = 'PUBLISHED', approved_by = 'x' where number = 2",
                "update plan.version set state = 'IN_REVIEW', round = 1, submitted_by = 'x', source_sha256 = '\\x00' where number = 2",
                "insert into plan.version (plan_id, number, state, round, source, source_sha256, authored_by, created_at, submitted_by, published_at)"
                        + " values ('x', 1, 'PUBLISHED', 1, '{}', sha256('{}'), 'a', now(), 'a', now())")) {
            assertThatThrownBy(() -> forge(forged)).as(forged).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> jdbc.sql(forged).update()).as(forged).isInstanceOf(DataAccessException.class);
        }
        assertThat(plans.get(published.id())).isEqualTo(published);
        assertThat(plans.get(other.id()).state()).isEqualTo(PlanVersionState.DRAFT);
    }

    @Test
    void aLaterVersionTakesOverOnItsFirstDay() {
        PlanVersionId first = publish(draft(document(MARCH)).id(), People.RENATA).id();
        PlanVersionId second = publish(draft(document(MAY)).id(), People.RENATA).id();
        assertThat(plans.inForce(DateRange.since(MARCH))).containsExactly(
                new VersionInForce(first, new DateRange(MARCH, MAY)), new VersionInForce(second, DateRange.since(MAY)));
        PlanVersionId tooEarly = draft(document(LocalDate.of(2017, 4, 1))).id();
        assertThatThrownBy(() -> publish(tooEarly, People.RENATA)).isInstanceOf(Refused.class)
                .hasMessageContaining("must begin after it");
    }

    @Test
    void noVersionReachesIntoAClosedPeriod() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        PlanVersionId id = draft(document(MARCH)).id();
        assertThatThrownBy(() -> publish(id, People.RENATA)).isInstanceOf(Refused.class)
                .hasMessageContaining("let it begin on 2017-04-01 or later");
    }

    @Test
    void aNamedTableIsCopiedAndLaterChangesDoNotReachTheVersion() {
        assertThat(rateTables.put("2017", "GTX Pro", Rate.of("0.05"))).isInstanceOf(Recorded.Added.class);
        assertThat(rateTables.find("2017")).isEmpty();
        rateTables.put("2017", "*", Rate.of("0.03"));
        String source = document(MARCH).replaceAll("(?s)\"fields\".*\"otherwise\": \"0.03\"", "\"table\": \"2017\"");
        PlanVersion draft = draft(source);
        assertThat(rateTables.put("2017", "GTX Pro", Rate.of("0.09"))).isInstanceOf(Recorded.Changed.class);
        assertThat(rateTables.put("2017", "GTX Pro", Rate.of("0.090"))).isInstanceOf(Recorded.Unchanged.class);
        assertThat(plans.get(draft.id()).source()).contains("\"rate\":\"0.05\"").doesNotContain("0.09");
        assertThatThrownBy(() -> rateTables.put("2017", "GTX Pro", Rate.of("-1"))).isInstanceOf(Refused.class);
    }

    @Test
    void assignmentsOfOnePersonToOnePlanNeverOverlap() {
        Assignment since = new Assignment(MOSES, PLAN, DateRange.since(MARCH));
        assertThat(assignments.assign(since)).isInstanceOf(Recorded.Added.class);
        assertThat(assignments.assign(since)).isInstanceOf(Recorded.Unchanged.class);
        assertThat(assignments.assign(new Assignment(MOSES, PLAN, new DateRange(MARCH, MAY))))
                .isInstanceOf(Recorded.Changed.class);
        assertThatThrownBy(
                () -> assignments.assign(new Assignment(MOSES, PLAN, DateRange.since(LocalDate.of(2017, 4, 1)))))
                .isInstanceOf(Refused.class).hasMessageContaining("already in the plan");
        assertThat(assignments.assign(new Assignment(MOSES, PLAN, DateRange.since(MAY))))
                .isInstanceOf(Recorded.Added.class);
        assertThat(assignments.of(MOSES, DateRange.since(MARCH))).extracting(Assignment::range)
                .containsExactly(new DateRange(MARCH, MAY), DateRange.since(MAY));
        assertThatThrownBy(() -> forge("insert into plan.assignment (participant_id, plan_id, valid, recorded_at)"
                + " values ('x', 'y', 'empty', now())")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void acceptancesAreOutstandingUntilTheyAreGiven() {
        assignments.assign(new Assignment(MOSES, PLAN, DateRange.since(MARCH)));
        PlanVersion draft = draft(document(MARCH));
        assertThatThrownBy(() -> acting.as(People.rep("Moses Frase"), () -> acceptances.accept(draft.id(), MOSES)))
                .isInstanceOf(Refused.class);
        publish(draft.id(), People.RENATA);
        assertThat(acceptances.of(draft.id())).singleElement()
                .satisfies(asked -> assertThat(asked.isOutstanding()).isTrue());
        acting.as(People.rep("Moses Frase"), () -> acceptances.accept(draft.id(), MOSES));
        acting.as(People.rep("Moses Frase"), () -> acceptances.accept(draft.id(), MOSES));
        assertThat(acceptances.isAccepted(draft.id(), MOSES)).isTrue();
        assertThat(acceptances.of(draft.id())).singleElement()
                .satisfies(given -> assertThat(given.isOutstanding()).isFalse());
        assertThatThrownBy(
                () -> acting.as(People.CORA, () -> acceptances.accept(draft.id(), new ParticipantId("anna-snelling"))))
                .isInstanceOf(Refused.class).hasMessageContaining("is not in version");
    }

    @Test
    void aVersionWithErrorsCannotBeSubmitted() {
        PlanVersion draft = draft(
                document(MARCH).replace("\"quarters\"", "\"months\"").replace("\"from\": \"0\"", "\"from\": \"0.5\""));
        assertThat(plans.check(draft.id())).extracting(Finding::path).contains("/calendar",
                "/components/0/pay/tiers/0/from");
        assertThatThrownBy(() -> acting.as(People.CORA, () -> plans.submit(draft.id()))).isInstanceOf(Refused.class)
                .hasMessageContaining("There is no calendar \"months\".");
        assertThatThrownBy(() -> draft("{}")).isInstanceOf(Refused.class).hasMessageContaining("/language");
        assertThat(plans.versions(PLAN)).hasSize(1);
    }

    private static String document(LocalDate from) {
        return """
				{"language": "attain/1", "id": "field-sales", "name": "Field sales", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "%s"},
				 "components": [{"id": "commission", "name": "Commission", "pay": {"type": "marginal-tiers", "on": "attainment",
				   "base": {"type": "rate-table", "fields": ["product"], "rows": [{"when": {"product": "GTX Pro"}, "rate": "0.05"}], "otherwise": "0.03"},
				   "tiers": [{"from": "0", "factor": "1"}, {"from": "1", "factor": "1.5"}]}}]}""".formatted(from);
    }

    private PlanVersion draft(String source) {
        return acting.as(People.CORA, () -> plans.draft(new DraftPlan(source)));
    }

    private PlanVersion publish(PlanVersionId id, User approver) {
        return transaction.execute(status -> {
            acting.as(People.CORA, () -> plans.startReview(id));
            PlanVersion version = plans.get(id);
            approve(id, version.round(), approver, version.digest());
            plans.publish(id);
            return plans.get(id);
        });
    }

    private void approve(PlanVersionId id, int round, User approver, Sha256 digest) {
        transaction.executeWithoutResult(
                status -> approvals.record(new Approval(Plans.caseOf(id), round, "review-plan", "",
                        People.CORA.id(), approver.id(), Verdict.APPROVED, Optional.empty(), digest, clock.instant(),
                        Optional.empty(),
                        Optional.empty())));
    }

    private static void forge(String sql) {
        try (Connection superuser = TestServer.superuser(); Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
