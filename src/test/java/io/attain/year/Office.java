package io.attain.year;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.boot.test.context.TestComponent;

import io.attain.crediting.Share;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.fixtures.People;
import io.attain.identity.ActingUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.ledger.AdjustmentDraft;
import io.attain.ledger.Adjustments;
import io.attain.participant.ParticipantId;
import io.attain.period.NewPeriod;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.readiness.CloseFindings;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.workflow.close.CloseStep;
import io.attain.workflow.close.PeriodClose;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

/**
 * The people who work with Attain: they import, agree plans, claim, decide, adjust, close and sign, each with the rights of
 * the own role, through the same processes as in production. The engine's jobs run here, one after the other.
 */
@TestComponent
class Office {

    private static final String ERP = "erp";
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");
    private static final Map<String, String> SIGN = Map.of("decision", "sign");

    private final ActingUser acting;
    private final Users users;
    private final Inbox inbox;
    private final ManagementService engine;
    private final Periods periods;
    private final Imports imports;
    private final Plans plans;
    private final PeriodClose close;
    private final Adjustments adjustments;
    private final Disputes disputes;
    private final CloseFindings findings;

    private final Map<String, User> signIns = new HashMap<>();
    private final Map<String, Happening.Hired> people = new HashMap<>();
    private int files;

    Office(ActingUser acting, Users users, Inbox inbox, ManagementService engine, Periods periods, Imports imports,
            Plans plans, PeriodClose close, Adjustments adjustments, Disputes disputes, CloseFindings findings) {
        this.acting = acting;
        this.users = users;
        this.inbox = inbox;
        this.engine = engine;
        this.periods = periods;
        this.imports = imports;
        this.plans = plans;
        this.close = close;
        this.adjustments = adjustments;
        this.disputes = disputes;
        this.findings = findings;
    }

    /** Opens the calendar; says who signs in. */
    void open(Set<String> claimants) {
        signIns.clear();
        people.clear();
        signIns.put(Script.DIRECTOR, People.RENATA);
        Script.MANAGERS.forEach(name -> signIns.put(name, People.manager(name)));
        claimants.forEach(name -> signIns.put(name, People.rep(name)));
        signIns.put(Script.PROMOTED, People.of(Script.PROMOTED.toLowerCase(Locale.ROOT).replace(' ', '.'),
                Script.PROMOTED, Role.REP, Role.MANAGER));
        signIns.values().forEach(users::remember);
        List.of(People.CORA, People.FIONA, People.FRANK, People.DIANA).forEach(users::remember);
        acting.as(People.CORA, () -> {
            for (int month = 1; month <= 12; month++) {
                DateRange days = month(month);
                periods.define(new NewPeriod(period(month), Script.CALENDAR, days, days.to().plusDays(14)));
            }
        });
        upload("account,sector,year_established,revenue,employees,office_location,subsidiary_of",
                List.of("Hilltop,retail,1990,100.5,100,Oslo,"));
        upload("product,series,sales_price", Market.PRODUCTS.stream().map(product -> product + ",Tools,100").toList());
    }

    static PeriodId period(int month) {
        return new PeriodId("%d-%02d".formatted(Script.YEAR, month));
    }

    private static DateRange month(int month) {
        LocalDate first = LocalDate.of(Script.YEAR, month, 1);
        return new DateRange(first, first.plusMonths(1));
    }

    static ParticipantId id(String name) {
        return new ParticipantId(name.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    /** Brings what became known into the system, and closes and pays the month. */
    void play(Chapter chapter) {
        learn(chapter.happenings());
        PeriodId period = period(chapter.month().getMonthValue());
        for (Happening happening : chapter.happenings()) {
            switch (happening) {
                case Happening.Adjusted one -> adjust(one, period);
                case Happening.Claimed one -> claim(one);
                case Happening.Decided one -> decide(one);
                default -> {
                }
            }
        }
        closeAndPay(period);
    }

    private void learn(List<Happening> happenings) {
        List<String> persons = new ArrayList<>();
        List<PlanTerms> agreed = new ArrayList<>();
        List<String> members = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        List<String> rates = new ArrayList<>();
        List<String> deals = new ArrayList<>();
        List<String> events = new ArrayList<>();
        List<String> splits = new ArrayList<>();
        for (Happening happening : happenings) {
            switch (happening) {
                case Happening.Hired one -> {
                    people.put(one.name(), one);
                    persons.add(person(one, one.title(), one.manager().orElse(""), one.on(), ""));
                }
                case Happening.Moved one -> persons.add(
                        person(hired(one.name()), one.title(), one.manager(), one.on(), ""));
                case Happening.Left one -> persons.add(person(hired(one.name()), hired(one.name()).title(), "",
                        one.on().minusDays(1), one.on().toString()));
                case Happening.InPlan one -> members.add("%s,%s,%s,%s".formatted(one.name(), one.plan(), one.from(),
                        one.to().map(Object::toString).orElse("")));
                case Happening.Agreed one -> agreed.add(one.plan());
                case Happening.Target one -> targets.add("%s,amount,%s,%s,%s".formatted(one.name(),
                        one.month().atDay(1), one.month().plusMonths(1).atDay(1), one.amount()));
                case Happening.Rate one -> rates.add("%s,%s,%s,%s".formatted(one.from(), one.to(), one.on(),
                        one.rate()));
                case Happening.Sold one when one.currency().equals("USD") -> deals.add("%s,%s,%s,Hilltop,Won,%s,%s,%s"
                        .formatted(one.id(), one.seller(), one.product(), one.on().minusDays(30), one.on(),
                                one.amount()));
                case Happening.Sold one -> events.add("%s,booking,%s,%s,%s,%s,%s,".formatted(one.id(), one.on(),
                        one.seller(), one.product(), one.amount(), one.currency()));
                case Happening.Returned one -> events.add(following(one.id(), "return", one.on(), one.deal(),
                        one.amount(), happenings));
                case Happening.Collected one -> events.add(following(one.id(), "collection", one.on(), one.deal(),
                        one.amount(), happenings));
                case Happening.Shared one -> one.parts().forEach(part -> splits.add("%s,%s,%s,agreed".formatted(
                        one.deal(), part.name(), part.percent())));
                case Happening.Adjusted one -> {
                }
                case Happening.Claimed one -> {
                }
                case Happening.Decided one -> {
                }
            }
        }
        upload("name,user_id,employee_number,legal_entity,cost_centre,currency,title,manager,from,to", persons);
        upload("participant,measure,from,to,amount", targets);
        upload("from,to,date,rate", rates);
        agreed.forEach(this::agree);
        upload("participant,plan,from,to", members);
        upload("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value", deals);
        upload("id,kind,date,seller,product,amount,currency,refers_to", events);
        upload("opportunity_id,participant,percent,cause", splits);
    }

    private final Map<String, String> currencies = new HashMap<>();

    private String following(String id, String kind, Object on, String deal, BigDecimal amount,
            List<Happening> happenings) {
        happenings.forEach(one -> {
            if (one instanceof Happening.Sold sold) {
                currencies.put(sold.id(), sold.currency());
            }
        });
        return "%s,%s,%s,,,%s,%s,%s".formatted(id, kind, on, amount, currencies.get(deal), deal);
    }

    private Happening.Hired hired(String name) {
        return Optional.ofNullable(people.get(name)).orElseThrow();
    }

    private String person(Happening.Hired who, String title, String manager, Object from, String to) {
        return "%s,%s,%d,Attain Inc,410,%s,%s,%s,%s,%s".formatted(who.name(),
                Optional.ofNullable(signIns.get(who.name())).map(user -> user.id().value()).orElse(""),
                1000 + Math.floorMod(who.name().hashCode(), 1_000_000), who.currency(), title, manager, from, to);
    }

    private void upload(String header, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String csv = header + "\n" + String.join("\n", rows) + "\n";
        ImportReport report = acting.as(People.CORA, () -> imports.upload("file-" + ++files + ".csv",
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), ERP));
        if (report.stillRejected() > 0) {
            throw new AssertionError("rows of %s were rejected: %s".formatted(header,
                    report.problems().stream().limit(3).toList()));
        }
    }

    private void agree(PlanTerms terms) {
        PlanVersion draft = acting.as(People.CORA, () -> plans.draft(new DraftPlan(PlanPaper.of(terms))));
        acting.as(People.CORA, () -> plans.submit(draft.id()));
        runJobs();
        finish(People.RENATA, "userTask_reviewPlan", APPROVE);
        runJobs();
    }

    private void adjust(Happening.Adjusted one, PeriodId period) {
        acting.as(People.FIONA, () -> adjustments.propose(new AdjustmentDraft(id(one.name()), period,
                money(one.amount(), hired(one.name()).currency()), one.reason())));
        finish(People.FRANK, "userTask_approveAdjustment", APPROVE);
    }

    private void claim(Happening.Claimed one) {
        List<Share> shares = one.proposed().stream().map(part -> new Share(id(part.name()), part.percent())).toList();
        FilingResult result = acting.as(signedIn(one.claimant()), () -> disputes.file(new FileClaim(
                new EventKey(ERP, one.deal()), ClaimKind.SPLIT_REQUEST, shares, "We won it together.",
                Optional.empty())));
        if (result instanceof FilingResult.Refused refused) {
            throw new AssertionError(one + " was refused: " + refused.sentence());
        }
        runJobs();
        one.proposed().stream().map(Happening.Part::name).filter(name -> !name.equals(one.claimant()))
                .forEach(name -> finish(signedIn(name), "userTask_answerClaim",
                        Map.of("decision", "contest", "reason", "It was mine.")));
        runJobs();
    }

    private void decide(Happening.Decided one) {
        DisputeId id = disputes.ofDeal(new EventKey(ERP, one.deal())).getFirst().id();
        User decider = disputes.get(id).deciderUser().flatMap(user -> signIns.values().stream()
                .filter(known -> known.id().equals(user)).findFirst()).orElseThrow();
        finish(decider, "userTask_decideDispute", Map.of("decision", one.upheld() ? "uphold" : "deny", "reason",
                "I was there."));
        runJobs();
    }

    private User signedIn(String name) {
        return Optional.ofNullable(signIns.get(name)).orElseThrow(() -> new AssertionError(name + " cannot sign in"));
    }

    private void closeAndPay(PeriodId period) {
        acting.as(People.CORA, () -> close.start(period));
        for (int turn = 0; periods.get(period).state() != PeriodState.PAID; turn++) {
            if (turn == 30) {
                throw new AssertionError(period + " does not get paid: " + close.status(period) + " "
                        + findings.blocking(period, Optional.empty()));
            }
            runJobs();
            CloseStep step = close.status(period).step();
            switch (step) {
                case TEAM_REVIEW -> signIns.values().forEach(
                        user -> task(user, "userTask_reviewTeam").ifPresent(task -> complete(user, task, APPROVE)));
                case PAYOUT_PREPARATION ->
                    finish(People.FIONA, "userTask_preparePayout", Map.of("decision", "prepare"));
                case PAYOUT_SIGN_OFF -> finish(People.FRANK, "userTask_signPayout", SIGN);
                case SECOND_SIGNATURE -> finish(People.DIANA, "userTask_secondSignature", SIGN);
                case CORRECTIONS -> throw new AssertionError(period + " came back: " + task(People.CORA,
                        "userTask_correct").map(task -> acting.as(People.CORA, () -> inbox.get(task.id()).facts())));
                default -> {
                }
            }
        }
    }

    private void finish(User user, String key, Map<String, String> form) {
        complete(user, task(user, key).orElseThrow(
                () -> new AssertionError(user.displayName() + " has no " + key)), form);
    }

    private void complete(User user, TaskView task, Map<String, String> form) {
        acting.as(user, () -> inbox.complete(task.id(), form));
    }

    private Optional<TaskView> task(User user, String key) {
        return acting.as(user, () -> inbox.tasks().stream().filter(TaskView::open)
                .filter(task -> task.key().equals(key)).findFirst());
    }

    private void runJobs() {
        for (int round = 0; round < 100; round++) {
            List<Job> due = engine.createJobQuery().executable().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> engine.executeJob(job.getId()));
        }
        throw new AssertionError("jobs without end");
    }

    private static Money money(BigDecimal amount, String currency) {
        return Money.of(amount.toPlainString(), Currency.getInstance(currency));
    }
}
