package io.attain.web;

import java.net.URI;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.audit.Verdict;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.period.Periods;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanFromTemplate;
import io.attain.plan.PlanId;
import io.attain.plan.PlanTemplates;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** From a template to a draft, and from one version to what the next one changes. */
@AutoConfigureMockMvc
class PlanTemplatePagesIT extends PostgresIT {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Plans plans;

    @Autowired
    private PlanTemplates templates;

    @Autowired
    private Periods periods;

    @Autowired
    private Approvals approvals;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    @BeforeEach
    void quarters() {
        sweep();
        Quarters.define(periods, 4);
    }

    @Test
    void everyTemplateBecomesADraftWithoutErrors() throws Exception {
        assertThat(as(People.CORA, get("/plans/templates")).getContentAsString()).contains("Account executive")
                .contains("Contract-quota salesman").contains("value=\"quarters\"");
        for (String template : templates.list().stream().map(each -> each.id()).toList()) {
            MockHttpServletResponse answer = as(People.CORA, begin(template, "our-" + template));
            assertThat(answer.getRedirectedUrl()).isEqualTo("/plans/our-" + template + "/1/edit");
            assertThat(plans.check(PlanVersionId.of("our-" + template, 1))).filteredOn(Finding::isError).isEmpty();
        }
    }

    @Test
    void aRefusalSaysWhatToWriteAndKeepsTheChoice() throws Exception {
        String page = as(People.CORA, begin("new-hire", "Field Sales!")).getContentAsString();
        assertThat(page).contains("such as field-sales").containsPattern("value=\"new-hire\" checked");
        as(People.CORA, begin("new-hire", "ours"));
        assertThat(as(People.CORA, begin("new-hire", "ours")).getContentAsString()).contains("write its next version");
        assertThat(plans.all()).hasSize(1);
    }

    @Test
    void readsTemplatesThroughTheInterface() throws Exception {
        assertThat(as(People.FIONA, get("/api/v1/plan-templates")).getContentAsString()).contains("包干制业务员")
                .contains("\"id\":\"retail-store-pool\"");
        assertThat(as(People.FIONA, get("/api/v1/plan-templates/new-hire")).getContentAsString())
                .contains("\"definition\":{\"language\":\"attain/1\"");
        assertThat(as(People.FIONA, get("/api/v1/plan-templates/nothing")).getStatus()).isEqualTo(404);
        assertThat(as(People.rep("Moses Frase"), get("/api/v1/plan-templates")).getStatus()).isEqualTo(403);
    }

    @Test
    void theNextVersionShowsWhatItChanges() throws Exception {
        String first = templates.instantiate(new PlanFromTemplate("account-executive", new PlanId("ours"),
                Optional.empty(), Currency.getInstance("USD"), "quarters",
                DateRange.since(Quarters.quarter(1).span().from())));
        PlanVersion published = publish(draft(first).id());
        assertThat(plans.predecessor(published.id())).isEmpty();
        PlanVersion next = draft(first.replace("\"from\" : \"1.5\"", "\"from\" : \"1.6\"")
                .replaceFirst("2017-01-01", "2017-04-01").replaceFirst("(?s),\\s*\"examples\".*", "}"));

        assertThat(plans.predecessor(next.id())).map(PlanVersion::id).contains(published.id());
        assertThat(as(People.CORA, get("/plans/ours/1")).getContentAsString()).doesNotContain("What changes");
        assertThat(as(People.CORA, get("/plans/ours/2")).getContentAsString()).contains("What changes")
                .contains("Start of tier 3 of “Bookings”: from 150 % to 160 %.");
        assertThat(as(People.CORA, get("/plans/ours/2").header("Accept-Language", "zh-CN")).getContentAsString())
                .contains("“签约额”的第3档的起点：由150 %改为160 %。");
    }

    @Test
    void aPlanShowsWhatItsExamplesPayBesideWhatTheyEarn() throws Exception {
        as(People.CORA, begin("new-hire", "ours"));
        assertThat(as(People.CORA, get("/plans/ours/1")).getContentAsString()).contains("Examples")
                .containsSubsequence("The draw bridges the start", "$1,625.00", "<strong>$3,000.00</strong>",
                        "$1,375.00")
                .contains("The draw of 3,000.00 USD advances 1,375.00 USD").doesNotContain("Does not hold");
        assertThat(as(People.CORA, get("/plans/ours/1").header("Accept-Language", "zh-CN")).getContentAsString())
                .contains("实付", "新人成长期", "本期预支 1,375.00 USD", "预支部分从以后超出该额度的薪酬中扣回。")
                .doesNotContain("In words", "You are advanced");
        assertThat(as(People.CORA, get("/plans/ours/1/edit").header("Accept-Language", "zh-CN")).getContentAsString())
                .contains("检查结果", "实付", "保存草稿");
        acting.as(People.CORA, () -> {
            plans.revise(PlanVersionId.of("ours", 1), plans.get(PlanVersionId.of("ours", 1)).source()
                    .replaceFirst("\"paid\"\\s*:\\s*\"3000\"", "\"paid\": \"2999\""));
        });
        assertThat(as(People.CORA, get("/plans/ours/1/edit")).getContentAsString()).contains("Does not hold")
                .contains("what is paid comes to 3000.00, not to 2999.00.");
    }

    private static MockHttpServletRequestBuilder begin(String template, String id) {
        return post(URI.create("/plans/templates")).with(csrf()).param("template", template).param("id", id)
                .param("currency", "usd").param("calendar", "quarters").param("from", "2017-01-01").param("to", "");
    }

    private PlanVersion draft(String source) {
        return acting.as(People.CORA, () -> plans.draft(new DraftPlan(source)));
    }

    private PlanVersion publish(PlanVersionId id) {
        return transaction.execute(status -> {
            acting.as(People.CORA, () -> plans.startReview(id));
            PlanVersion version = plans.get(id);
            approvals.record(new Approval(new CaseRef(Plans.CASE_TYPE, id.toString()), version.round(), "review-plan",
                    "", People.CORA.id(), People.RENATA.id(), Verdict.APPROVED, Optional.empty(), version.digest(),
                    clock.instant(), Optional.empty(), Optional.empty()));
            plans.publish(id);
            return plans.get(id);
        });
    }

    private MockHttpServletResponse as(User user, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = mvc.perform(request.with(authentication(acting.as(user,
                () -> SecurityContextHolder.getContext().getAuthentication())))).andReturn().getResponse();
        answer.setCharacterEncoding("UTF-8");
        return answer;
    }
}
