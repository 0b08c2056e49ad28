package io.attain.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

import io.attain.fixtures.BrowserIT;
import io.attain.fixtures.People;
import io.attain.identity.User;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A dispute between two people of one team, by the clicks of everyone who has a part in it. */
@TestPropertySource(properties = { "attain.demo.enabled=true", "attain.demo.start-with-application=false",
    "camunda.bpm.job-execution.enabled=true" })
@DirtiesContext
class SettleADisputeBrowserIT extends BrowserIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User VERSIE = People.rep("Versie Hillebrand");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final String DEAL = "5G645WYV";
    private static final String OTHER_DEAL = "SQZ293C0";

    @Autowired
    private DemoSeeding seeding;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ManagementService engine;

    @BeforeEach
    void theDemoIsThere() {
        seeding.seed();
    }

    @Test
    void aSplitIsFiledContestedDecidedAndOnTheStatement() {
        file(DEAL);
        as(MOSES, page -> decide(page, "Answer the claim of Versie Hillebrand", "I contest the claim",
                "I met Bioholding alone."));
        as(ANNA, page -> decide(page, "Answer the claim of Versie Hillebrand", "I contest the claim",
                "My share was agreed in April."));
        as(DUSTIN, page -> {
            page.navigate(address() + "/disputes/" + dispute(DEAL));
            assertThat(page.locator("main")).containsText("As Versie Hillebrand proposes");
            assertThat(page.locator("main")).containsText("What to weigh");
            seen(page, "decider");
            decide(page, "Decide the dispute of Versie Hillebrand", "Uphold: as claimed", "Both of them sold it.");
        });
        as(VERSIE, page -> {
            page.navigate(address() + "/statement?period=2017-Q2");
            Locator line = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(DEAL));
            assertThat(line).containsText("$1,634.10");
            assertThat(line).containsText("$98.05");
        });
        as(People.CORA, page -> {
            page.navigate(address() + "/disputes?show=closed&text=" + DEAL);
            assertThat(page.locator("main")).containsText("Upheld");
        });
    }

    @Test
    void whoDoesNotDecideInTimeIsPassedOverAndADenialIsAppealed() {
        file(OTHER_DEAL);
        as(MOSES, page -> decide(page, "Answer the claim of Versie Hillebrand", "I contest the claim",
                "It was my deal from the first call."));
        letTheTimeOfTheDecisionPass(dispute(OTHER_DEAL));
        as(People.RENATA, page -> {
            decide(page, "Decide the dispute of Versie Hillebrand", "Deny", "Nothing shows a part of hers.");
        });
        as(VERSIE, page -> {
            page.navigate(address() + "/disputes/" + dispute(OTHER_DEAL));
            assertThat(page.locator("main")).containsText("once, nobody decided in time");
            page.getByLabel("Appeal: what is wrong with the decision").fill("Nobody asked the customer.");
            page.getByRole(AriaRole.BUTTON, named("Appeal")).click();
            assertThat(page.locator(".say.good")).containsText("someone who has not dealt with it");
        });
        as(People.DIANA, page -> decide(page, "Decide the dispute of Versie Hillebrand", "Uphold: as claimed",
                "The customer names her."));
        as(VERSIE, page -> {
            page.navigate(address() + "/statement?period=2017-Q2");
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(OTHER_DEAL)))
                    .containsText("$1,397.70");
        });
    }

    @Test
    void aMissingDealIsClaimedWithAFileLinkedAndAskedAboutWhileWhatItBringsIsShownAtOnce() {
        Known known = dealOf("darcel-schlecht");
        as(VERSIE, page -> {
            page.navigate(address() + "/disputes/new?deal=crm/" + known.id());
            assertThat(page.locator(".effect")).containsText("Your pay of the period");
            page.getByLabel("Percent 1").fill("70");
            page.getByLabel("Percent 2").fill("30");
            assertThat(page.locator(".effect strong")).containsText("+$");
            String thirty = page.locator(".effect strong").innerText();
            page.getByLabel("Percent 1").fill("50");
            page.getByLabel("Percent 2").fill("50");
            assertThat(page.locator(".effect strong")).not().hasText(thirty);
            seen(page, "claim");
            page.getByLabel("What is wrong").selectOption("WRONG_RATE");
            assertThat(page.getByLabel("Percent 1")).isHidden();
            assertThat(page.getByLabel("What you expect to be paid more, if you know")).isVisible();

            page.navigate(address() + "/disputes/new?deal=NOWHERE1");
            page.getByRole(AriaRole.LINK, named("Claim it as a missing deal")).click();
            assertThat(page.getByLabel("Order, contract or deal number")).hasValue("NOWHERE1");
            page.getByLabel("Order, contract or deal number").fill("PO 4711");
            page.getByLabel("Customer").fill(known.account());
            page.getByLabel("Worth, USD").fill("1200");
            page.getByLabel("Day of the sale").fill(known.day());
            page.getByLabel("Your share").fill("40");
            page.getByLabel("How you know it is yours").fill("I wrote the offer.");
            page.getByLabel("What shows it").setInputFiles(
                    new FilePayload("offer.txt", "text/plain", "Offer 4711".getBytes(UTF_8)));
            seen(page, "missing");
            page.getByRole(AriaRole.BUTTON, named("File the claim")).click();
            assertThat(page.locator(".say.good")).containsText("Filed as dispute");
            assertThat(page.locator("main")).containsText("offer.txt");
            seen(page, "missing-filed");
        });
        as(People.CORA, page -> {
            page.navigate(address() + "/disputes?text=PO+4711");
            assertThat(page.locator("main")).containsText("PO 4711 (" + known.account() + ")");
            page.getByLabel(Pattern.compile("Choose dispute")).first().check();
            page.getByRole(AriaRole.BUTTON, named("Take them")).click();
            assertThat(page.locator(".say.good")).containsText("1 taken");
            seen(page, "queue");
            page.navigate(address() + "/disputes?text=PO+4711");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Dispute \\d+"))).click();
            assertThat(page.locator("main")).containsText("Which deal is it?");
            seen(page, "link");
            page.onDialog(Dialog::accept);
            page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(known.id()))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("It is this one")).click();
            assertThat(page.locator(".say.good")).containsText("Linked to crm/" + known.id());
            seen(page, "linked");
        });
    }

    @Test
    void aCounterProposalIsAcceptedByAClickAndAClaimGoesFromOneDeciderToAnother() {
        String accepted = dealOf("moses-frase").id();
        file(accepted);
        as(MOSES, page -> {
            open(page, "Answer the claim of Versie Hillebrand");
            page.getByRole(AriaRole.RADIO, option("I propose another share")).check();
            page.getByLabel("Share for the claimant, in percent").pressSequentially("20");
            page.keyboard().press("Tab");
            page.locator("[data-island=form] textarea").pressSequentially("A fifth, for the offer.");
            page.getByRole(AriaRole.BUTTON, named("Send decision")).click();
            assertThat(page.locator(".say.good")).isVisible();
        });
        as(VERSIE, page -> {
            page.navigate(address() + "/disputes/" + dispute(accepted));
            assertThat(page.locator("main")).containsText("Proposes other shares");
            seen(page, "proposed");
            page.getByRole(AriaRole.BUTTON, named("Accept this proposal")).click();
            assertThat(page.locator(".say.good")).containsText("it is yours to settle: the shares are in force");
            assertThat(page.locator("main")).containsText("Both sides, who want the same");
            seen(page, "agreed");
        });

        String handed = dealOf("moses-frase").id();
        file(handed);
        as(MOSES, page -> decide(page, "Answer the claim of Versie Hillebrand", "I contest the claim", "Mine alone."));
        as(People.CORA, page -> {
            page.navigate(address() + "/disputes?text=" + handed);
            page.getByLabel(Pattern.compile("Choose dispute")).first().check();
            page.getByLabel("With those chosen").fill("Dustin is away until July.");
            page.getByLabel("Hand the decision to").selectOption("Renata Vogel");
            seen(page, "hand-over");
            page.getByRole(AriaRole.BUTTON, named("Hand over")).click();
            assertThat(page.locator(".say.good")).containsText("1 handed over");
            page.navigate(address() + "/disputes/" + dispute(handed));
            assertThat(page.locator("main")).containsText("Hands the decision to Renata Vogel");
            seen(page, "handed-over");
        });
        as(DUSTIN, page -> {
            page.navigate(address() + "/inbox");
            assertThat(page.locator("main")).not().containsText(handed);
        });
        as(People.RENATA, page -> decide(page, "Decide the dispute of Versie Hillebrand", "Deny", "Nothing shows it."));
        as(VERSIE, page -> {
            page.navigate(address() + "/disputes/" + dispute(handed));
            assertThat(page.locator("main")).containsText("Denied");
        });
    }

    @Test
    void aStatementLineIsContestedFromTheStatementAndALineWithoutADealByItself() {
        as(VERSIE, page -> {
            page.navigate(address() + "/statement?period=2017-Q2");
            page.getByRole(AriaRole.LINK, named("Contest")).first().click();
            page.getByLabel("What is wrong").selectOption("WRONG_RATE");
            page.getByLabel("What you expect to be paid more, if you know").fill("12.50");
            page.locator("#reason").fill("The rate of this product was raised in April.");
            seen(page, "contest");
            page.getByRole(AriaRole.BUTTON, named("File the dispute")).click();
            assertThat(page.locator(".say.good")).containsText("Filed as dispute");
            assertThat(page.locator("main")).containsText("$12.50 more");

            page.navigate(address() + "/disputes/new?line=2017-Q1/1");
            page.getByLabel("What is wrong").selectOption("WRONG_QUOTA");
            page.getByLabel("What you expect to be paid more, USD, if you know").fill("250");
            page.getByLabel("Why").fill("My quota was lowered when I changed the team.");
            page.getByLabel("What shows it").setInputFiles(
                    new FilePayload("quota.txt", "text/plain", "Quota 20,000".getBytes(UTF_8)));
            seen(page, "line");
            page.getByRole(AriaRole.BUTTON, named("File the claim")).click();
            assertThat(page.locator(".say.good")).containsText("Filed as dispute");
            assertThat(page.locator("main")).containsText("line 2017-Q1/1");
            assertThat(page.locator("main")).containsText("quota.txt");
            seen(page, "line-filed");
        });
        as(People.CORA, page -> {
            open(page, "Look at the claim of Versie Hillebrand");
            seen(page, "triage");
        });
    }

    private record Known(String id, String account, String day) {}

    /** A won deal of the open quarter that nobody else shares and nobody disputes. */
    private Known dealOf(String seller) {
        return jdbc.sql("""
                select e.external_id, e.account, e.event_date from sales.event_in_force e
                 where e.seller_id = :seller and e.source = 'crm' and e.event_date between '2017-04-01' and '2017-06-30'
                   and e.account is not null and e.amount_minor > 100000
                   and not exists (select from crediting.split_set s where s.external_id = e.external_id)
                   and not exists (select from dispute.dispute d where d.deal_external_id = e.external_id)
                 order by e.external_id limit 1
                """).param("seller", seller)
                .query((rs, n) -> new Known(rs.getString(1), rs.getString(2), rs.getString(3))).single();
    }

    /** Nothing is wider than the screen, on a desk and on a phone; the pictures are kept for whoever wants to look. */
    private static void seen(Page page, String name) {
        for (int width : new int[]{ 390, 1280 }) {
            page.setViewportSize(width, 900);
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target", "pictures", name + "-" + width + ".png")));
            assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                    .as("%s at %d", name, width).isLessThanOrEqualTo(width);
        }
    }

    private interface Visit {
        void on(Page page);
    }

    private void as(User person, Visit visit) {
        try (BrowserContext window = newWindow()) {
            visit.on(signIn(window.newPage(), person));
        }
    }

    private void file(String deal) {
        as(VERSIE, page -> {
            page.navigate(address() + "/disputes/new?deal=crm/" + deal);
            page.getByLabel("Participant 1").selectOption("Moses Frase");
            page.getByLabel("Percent 1").fill("70");
            page.getByLabel("Participant 2").selectOption("Versie Hillebrand");
            page.getByLabel("Percent 2").fill("30");
            page.locator("#reason").fill("I made the offer.");
            page.getByRole(AriaRole.BUTTON, named("File the dispute")).click();
            assertThat(page.locator(".say.good")).containsText("Filed as dispute");
        });
    }

    private void decide(Page page, String task, String option, String reason) {
        open(page, task);
        page.getByRole(AriaRole.RADIO, option(option)).check();
        page.locator("[data-island=form] textarea").fill(reason);
        page.getByRole(AriaRole.BUTTON, named("Send decision")).click();
        assertThat(page.locator(".say.good")).isVisible();
    }

    private static Page.GetByRoleOptions option(String begins) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + begins));
    }

    /** The first of the tasks with this title, once it is there. */
    private void open(Page page, String task) {
        page.navigate(address() + "/inbox");
        Locator link = page.getByRole(AriaRole.LINK, option(task));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (link.count() == 0 && System.nanoTime() < deadline) {
            page.waitForTimeout(300);
            page.reload();
        }
        assertThat(link.count()).as("%s in %s", task, page.locator("main").innerText()).isPositive();
        link.first().click();
    }

    private void letTheTimeOfTheDecisionPass(long dispute) {
        String instance = jdbc.sql("""
                select process_instance_id from workflow.workflow_case where subject_type = 'dispute' and subject_id = :id
                """).param("id", Long.toString(dispute)).query(String.class).single();
        Job timer = engine.createJobQuery().processInstanceId(instance).timers().activityId("event_decisionOverdue")
                .singleResult();
        assertThat(timer).isNotNull();
        engine.executeJob(timer.getId());
    }

    private long dispute(String deal) {
        return jdbc.sql("select id from dispute.dispute where deal_external_id = :deal").param("deal", deal)
                .query(Long.class).single();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
