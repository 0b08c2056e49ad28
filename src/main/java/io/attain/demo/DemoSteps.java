package io.attain.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.ledger.AdjustmentDraft;
import io.attain.ledger.Adjustments;
import io.attain.participant.ParticipantId;
import io.attain.period.NewPeriod;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.Acceptances;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.PlanVersionState;
import io.attain.plan.Plans;
import io.attain.sales.AliasKind;
import io.attain.sales.FileKind;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.workflow.close.PeriodClose;
import io.attain.workflow.inbox.TaskView;

/**
 * How the demo comes to be, told in the order it happened: a calendar, the CRM extract with its dirt, a plan that a
 * director approves, a first quarter closed and paid, and a second one in full swing.
 */
@Component
@InDemo
class DemoSteps {

    static final PeriodId FIRST = new PeriodId("2017-Q1");
    static final PeriodId SECOND = new PeriodId("2017-Q2");
    static final PlanVersionId PLAN = new PlanVersionId(new PlanId("field-sales"), 1);

    private static final String CRM = "crm";
    private static final Currency USD = Currency.getInstance("USD");

    /** Reps who have not accepted the plan yet, so that there is something to accept and a flag on a statement. */
    private static final Set<String> NOT_YET_ACCEPTED = Set.of("moses.frase", "anna.snelling", "zane.levy");

    private static final Map<String, String> SIGN = Map.of("decision", "sign");
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");

    private final DemoUsers people;
    private final AtWork work;
    private final Periods periods;
    private final Imports imports;
    private final Plans plans;
    private final Acceptances acceptances;
    private final PeriodClose close;
    private final Adjustments adjustments;
    private final DemoDisputes disputes;

    DemoSteps(DemoUsers people, AtWork work, Periods periods, Imports imports, Plans plans, Acceptances acceptances,
            PeriodClose close, Adjustments adjustments, DemoDisputes disputes) {
        this.people = people;
        this.work = work;
        this.periods = periods;
        this.imports = imports;
        this.plans = plans;
        this.acceptances = acceptances;
        this.close = close;
        this.adjustments = adjustments;
        this.disputes = disputes;
    }

    List<DemoStep> inOrder() {
        return List.of(
                step("calendar", "Opening the calendar of 2017", this::calendar),
                step("people", "Importing people, reporting lines, quotas, products and rates", this::people),
                step("deals", "Importing 8,800 deals of the CRM extract", this::deals),
                step("product-alias", "Repairing the misspelt product and replaying its 1,480 deals", this::alias),
                step("plan", "Drafting the field sales plan and having it approved", this::plan),
                step("acceptance", "Reps accept the plan", this::acceptance),
                step("first-close", "Closing and paying the first quarter", this::firstClose),
                step("second-plan", "Sending the next plan version to review", this::nextPlanVersion),
                step("returned-plan", "Returning a plan for inside sales with a question", this::returnedPlan),
                step("adjustments", "Proposing adjustments for the second quarter", this::adjustments),
                step("disputes", "Filing claims about deals of the second quarter", disputes::run));
    }

    private void calendar() {
        work.as("cora", () -> {
            for (int quarter = 1; quarter <= 4; quarter++) {
                PeriodId id = new PeriodId("2017-Q" + quarter);
                LocalDate from = LocalDate.of(2017, 3 * quarter - 2, 1);
                LocalDate to = from.plusMonths(3);
                if (periods.find(id).isEmpty()) {
                    periods.define(new NewPeriod(id, "sales-quarters", new DateRange(from, to), to.plusDays(14)));
                }
            }
        });
    }

    private void people() {
        work.as("cora", () -> {
            upload("ours/people.csv");
            upload("crm/sales_teams.csv");
            upload("ours/quotas.csv");
            upload("crm/products.csv");
            upload("ours/rates.csv");
        });
    }

    private void deals() {
        work.as("cora", () -> {
            upload("crm/accounts.csv");
            upload("crm/sales_pipeline.csv");
        });
    }

    private void alias() {
        work.as("cora", () -> {
            if (imports.aliases().stream().noneMatch(alias -> alias.alias().equals("GTXPro"))) {
                imports.addAlias(AliasKind.PRODUCT, "GTXPro", "GTX Pro");
            }
            upload("ours/splits.csv");
        });
    }

    private void plan() {
        if (plans.find(PLAN).isEmpty()) {
            work.as("cora", () -> {
                plans.draft(new DraftPlan(text("ours/field-sales.json")));
                upload("ours/assignments.csv");
            });
        }
        if (stateOf(PLAN) == PlanVersionState.DRAFT) {
            work.as("cora", () -> plans.submit(PLAN));
        }
        work.until("the director to approve the plan", () -> stateOf(PLAN) == PlanVersionState.PUBLISHED,
                () -> work.decide("renata.vogel", "userTask_reviewPlan", APPROVE));
    }

    private void acceptance() {
        for (User person : people.all()) {
            if (person.has(Role.REP) && !NOT_YET_ACCEPTED.contains(person.userName())) {
                ParticipantId rep = new ParticipantId(person.userName().replace('.', '-'));
                work.until(person.displayName() + " to accept the plan", () -> acceptances.isAccepted(PLAN, rep),
                        () -> work.decide(person.userName(), "userTask_acceptPlan", Map.of("decision", "accept")));
            }
        }
    }

    private void firstClose() {
        closeAndPay(FIRST);
    }

    /** Closes a period to the end: everyone whose turn it is approves. Goes on with a close that was begun before. */
    void closeAndPay(PeriodId period) {
        if (!close.status(period).running() && periods.get(period).state() == PeriodState.OPEN) {
            work.as("cora", () -> close.start(period));
        }
        work.until(period + " to be paid", () -> periods.get(period).state() == PeriodState.PAID, () -> {
            switch (close.status(period).step()) {
                case TEAM_REVIEW -> {
                    for (User person : people.all()) {
                        if (person.has(Role.MANAGER)) {
                            work.decide(person.userName(), "userTask_reviewTeam", APPROVE);
                        }
                    }
                }
                case PAYOUT_PREPARATION ->
                    work.decide("fiona", "userTask_preparePayout", Map.of("decision", "prepare"));
                case PAYOUT_SIGN_OFF -> work.decide("frank", "userTask_signPayout", SIGN);
                case SECOND_SIGNATURE -> work.decide("diana", "userTask_secondSignature", SIGN);
                default -> {
                    // the engine is at work
                }
            }
        });
    }

    private void nextPlanVersion() {
        PlanVersionId next = new PlanVersionId(PLAN.plan(), 2);
        if (plans.find(next).isEmpty()) {
            work.as("cora", () -> plans.draft(new DraftPlan(text("ours/field-sales-next.json"))));
        }
        if (stateOf(next) == PlanVersionState.DRAFT) {
            work.as("cora", () -> plans.submit(next));
        }
    }

    private void returnedPlan() {
        PlanVersionId plan = new PlanVersionId(new PlanId("inside-sales"), 1);
        if (plans.find(plan).isEmpty()) {
            work.as("colin", () -> plans.draft(new DraftPlan(text("ours/inside-sales.json"))));
            work.as("colin", () -> plans.submit(plan));
        }
        work.until("the director to ask for changes", () -> stateOf(plan) == PlanVersionState.DRAFT, () -> {
            Optional<TaskView> review = work.task("renata.vogel",
                    task -> task.key().equals("userTask_reviewPlan") && task.subject().id().contains("inside-sales"));
            review.ifPresent(task -> work.complete("renata.vogel", task, Map.of("decision", "changes", "reason",
                    "Two percent of what, if a field rep brings the lead? Please say how such a deal is shared.")));
        });
    }

    private void adjustments() {
        if (adjustments.pending().isEmpty()) {
            work.as("fiona", () -> {
                propose("moses-frase", "150.00", "Trade fair weekend in April, agreed with Dustin Brinkmann");
                propose("violet-mclelland", "-75.00", "Commission paid twice on a demo licence in March");
            });
            work.as("frank", () -> propose("hayden-neloms", "220.00", "Best newcomer of the first half year"));
        }
    }

    private void propose(String participant, String amount, String reason) {
        adjustments.propose(new AdjustmentDraft(new ParticipantId(participant), SECOND,
                Money.of(amount, USD), reason));
    }

    private PlanVersionState stateOf(PlanVersionId id) {
        return plans.find(id).map(PlanVersion::state).orElseThrow();
    }

    private void upload(String file) {
        try (InputStream in = new ClassPathResource("demo/" + file).getInputStream()) {
            ImportReport report = imports.upload(file.substring(file.indexOf('/') + 1), in, CRM);
            if (report.kind() != FileKind.DEALS && report.stillRejected() > 0) {
                throw new IllegalStateException("rows of " + file + " were rejected: "
                        + report.problems().stream().limit(3).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a demo file cannot be read: " + file, e);
        }
    }

    private static String text(String file) {
        try (InputStream in = new ClassPathResource("demo/" + file).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a demo file cannot be read: " + file, e);
        }
    }

    private static DemoStep step(String key, String title, Runnable work) {
        return new DemoStep() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public String title() {
                return title;
            }

            @Override
            public void run() {
                work.run();
            }
        };
    }
}
