package io.attain.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

import io.attain.evidence.VerifyEvidence;
import io.attain.fixtures.BrowserIT;
import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.shared.Sha256;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The newcomer's walk: the comp admin starts the close of the second quarter, the managers approve their teams, finance
 * prepares and signs, the finance director signs too, and the payroll file is downloaded. Every click is a real one.
 */
@TestPropertySource(properties = { "attain.demo.enabled=true", "attain.demo.start-with-application=false",
    "camunda.bpm.job-execution.enabled=true" })
@DirtiesContext
class CloseAQuarterBrowserIT extends BrowserIT {

    private static final List<String> MANAGERS = List.of("Dustin Brinkmann", "Melvin Marxen", "Cara Losch",
            "Rocco Neubert", "Celia Rouche", "Summer Sewald");
    private static final double PATIENCE = Duration.ofMinutes(2).toMillis();

    @Autowired
    private DemoSeeding seeding;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void closesTheQuarterAndDownloadsTheFileThatTiesToLedgerAndStatements() throws IOException {
        seeding.seed();

        as(People.CORA, page -> {
            page.navigate(address() + "/close/2017-Q2");
            page.onDialog(dialog -> dialog.accept());
            page.getByRole(AriaRole.BUTTON, named("Start the close")).click();
            awaitText(page, "Managers review their teams");
        });
        for (String manager : MANAGERS) {
            as(People.manager(manager), page -> decide(page, "Review your team", "Approve my team"));
        }
        as(People.FIONA, page -> decide(page, "Prepare the payout", "Prepare the payout"));
        as(People.FRANK, page -> {
            openPayout(page);
            assertThat(page.locator("main")).containsText("Waits for the signature of Frank Okafor");
            page.getByLabel("Send one line back").selectOption("cecily-lampkin");
            page.getByLabel("Why").fill("Her bank details are being changed");
            page.getByRole(AriaRole.BUTTON, named("Send this line back")).click();
            assertThat(page.locator("main")).containsText("Waiting for the next payout");
            assertThat(page.locator("main")).containsText("Her bank details are being changed");
            decide(page, "Sign off the payout", "Sign this payout");
        });
        as(People.DIANA, page -> decide(page, "Give the second signature", "Give the second signature"));

        Path file = Files.createTempFile("payroll", ".csv");
        Path pack = Files.createTempFile("evidence", ".zip");
        as(People.FIONA, page -> {
            page.navigate(address() + "/close/2017-Q2");
            awaitText(page, "Locked and paid");
            assertThat(page.locator("[data-island=diagram] .djs-element").first()).isVisible();
            openPayout(page);
            Download download = page.waitForDownload(() -> page.getByText("Download payroll file").click());
            download.saveAs(file);
            assertThat(page.locator("body")).containsText(hash(file));
            Download evidence = page.waitForDownload(() -> page.getByText("Download evidence pack").click());
            evidence.saveAs(pack);
            assertThat(page.locator("body")).containsText(hash(pack));
            page.getByLabel("File of payroll or the bank").setInputFiles(new FilePayload("bank.csv", "text/csv",
                    "payee,outcome,cause\nmoses-frase,confirmed,\nanna-snelling,bounced,Account closed\n"
                            .getBytes(StandardCharsets.UTF_8)));
            page.getByRole(AriaRole.BUTTON, named("Take the file")).click();
            assertThat(page.locator("main")).containsText("The file is taken.");
            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Account closed")))
                    .containsText("Anna Snelling");
        });
        as(People.rep("Anna Snelling"), page -> {
            page.navigate(address() + "/bank-details");
            assertThat(page.locator("main")).containsText("came back: Account closed");
            page.navigate(address() + "/statements/anna-snelling/2017-Q2");
            assertThat(page.locator("main")).containsText("Account closed");
        });
        assertThat(VerifyEvidence.run(List.of(pack.toString()), System.out, System.err)).isZero();
        as(People.rep("Moses Frase"), page -> {
            page.navigate(address() + "/statements/moses-frase/2017-Q2");
            assertThat(page.locator("body")).containsText("4,788.35");
            page.getByRole(AriaRole.BUTTON, named("I have read it")).click();
            assertThat(page.locator("main")).containsText("Read by Moses Frase");
        });

        BigDecimal inFile = total(Files.readString(file));
        // Everything that was earned is paid but what the open dispute holds and the line that was sent back.
        BigDecimal disputed = minor("""
                select sum(e.amount_minor) from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where e.account_type = 'HELD' and t.cause !~ '^(payout|bounce)/'
                """).abs();
        assertThat(disputed).isPositive();
        BigDecimal sentBack = minor("""
                select sum(l.amount_minor) from payout.kept_back k
                join payout.line l on l.batch_id = k.batch_id and l.participant_id = k.participant_id
                """);
        assertThat(sentBack).isPositive();
        BigDecimal held = disputed.add(sentBack);
        assertThat(inFile.add(held)).isEqualByComparingTo("180642.15");
        assertThat(minor("""
                select sum(e.amount_minor) from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where t.period_id = '2017-Q2' and t.kind = 'PAID' and e.account_type = 'PAYABLE'
                """).abs()).isEqualByComparingTo(inFile);
        assertThat(minor("""
                select sum(l.amount_minor) from calculation.line l
                where l.run_id in (select run_id from statement.statement where period_id = '2017-Q2')
                """)).isEqualByComparingTo(inFile.add(held));
    }

    private void openPayout(Page page) {
        page.navigate(address() + "/payouts");
        page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("2017-Q2")).getByRole(AriaRole.LINK)
                .click();
    }

    private interface Visit {
        void on(Page page);
    }

    private void as(User person, Visit visit) {
        try (BrowserContext window = newWindow()) {
            visit.on(signIn(window.newPage(), person));
        }
    }

    private void decide(Page page, String task, String option) {
        page.navigate(address() + "/inbox");
        Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + task)));
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (link.count() == 0 && System.nanoTime() < deadline) {
            page.waitForTimeout(300);
            page.reload();
        }
        link.first().click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + option))).check();
        page.getByRole(AriaRole.BUTTON, named("Send decision")).click();
        assertThat(page.locator(".say.good")).isVisible();
    }

    private static void awaitText(Page page, String text) {
        assertThat(page.locator("main")).containsText(text,
                new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal total(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> header = List.of(lines.getFirst().replace("\uFEFF", "").split(","));
        int amount = header.indexOf("amount");
        return lines.stream().skip(1).map(line -> new BigDecimal(line.split(",")[amount].replace("\"", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal minor(String sql) {
        return BigDecimal.valueOf(jdbc.sql(sql).query(Long.class).single(), 2);
    }
}
