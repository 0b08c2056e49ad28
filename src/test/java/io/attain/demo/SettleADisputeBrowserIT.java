package io.attain.demo;

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
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import io.attain.fixtures.BrowserIT;
import io.attain.fixtures.People;
import io.attain.identity.User;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
        page.navigate(address() + "/inbox");
        Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + task)));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (link.count() == 0 && System.nanoTime() < deadline) {
            page.waitForTimeout(300);
            page.reload();
        }
        assertThat(link.count()).as("%s in %s", task, page.locator("main").innerText()).isPositive();
        link.first().click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + option))).check();
        page.locator("[data-island=form] textarea").fill(reason);
        page.getByRole(AriaRole.BUTTON, named("Send decision")).click();
        assertThat(page.locator(".say.good")).isVisible();
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
