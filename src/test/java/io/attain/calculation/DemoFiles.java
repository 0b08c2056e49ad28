package io.attain.calculation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.fixtures.People;
import io.attain.identity.ActingUser;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.sales.AliasKind;
import io.attain.sales.Imports;

/** The organisation of the demo and its plan, in place without any process. */
@Component
public class DemoFiles {

    private final Imports imports;
    private final Plans plans;
    private final Approvals approvals;
    private final ActingUser acting;
    private final Clock clock;

    DemoFiles(Imports imports, Plans plans, Approvals approvals, ActingUser acting, Clock clock) {
        this.imports = imports;
        this.plans = plans;
        this.approvals = approvals;
        this.acting = acting;
        this.clock = clock;
    }

    public void organisation() {
        acting.as(People.CORA, () -> {
            upload("ours/people.csv");
            upload("crm/sales_teams.csv");
            upload("crm/products.csv");
            upload("crm/accounts.csv");
            upload("sales_pipeline.csv", wonInTheFirstTwoQuarters());
            imports.addAlias(AliasKind.PRODUCT, "GTXPro", "GTX Pro");
            upload("ours/splits.csv");
            upload("ours/quotas.csv");
            upload("ours/rates.csv");
            upload("ours/assignments.csv");
        });
    }

    @Transactional
    public PlanVersion publish(String source) {
        PlanVersion draft = acting.as(People.CORA, () -> plans.draft(new DraftPlan(source)));
        acting.as(People.CORA, () -> plans.startReview(draft.id()));
        acting.as(People.RENATA, () -> approvals.record(new Approval(Plans.caseOf(draft.id()), 1, "review-plan", "",
                People.CORA.id(), People.RENATA.id(), Verdict.APPROVED, Optional.empty(), draft.digest(),
                clock.instant(),
                Optional.empty(), Optional.empty())));
        acting.as(People.RENATA, () -> plans.publish(draft.id()));
        return plans.get(draft.id());
    }

    /** The plan of the demo, on the calendar of the tests. */
    public static String plan() {
        return text("ours/field-sales.json").replace("sales-quarters", "quarters");
    }

    /** The part of the extract that runs of these quarters look at; the rest only takes time. */
    private static String wonInTheFirstTwoQuarters() {
        String extract = text("crm/sales_pipeline.csv");
        return extract.lines()
                .filter(line -> line.startsWith("opportunity_id") || line.matches(".*,Won,.*,2017-0[3-6]-.*"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void upload(String file) {
        upload(file.substring(file.indexOf('/') + 1), text(file));
    }

    private void upload(String name, String content) {
        imports.upload(name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "crm");
    }

    private static String text(String file) {
        try (InputStream in = new ClassPathResource("demo/" + file).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
