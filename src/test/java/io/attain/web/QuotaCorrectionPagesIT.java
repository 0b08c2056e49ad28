package io.attain.web;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.participant.QuotaProposalId;
import io.attain.participant.QuotaProposals;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Whoever imported quotas of a locked quarter, and whoever audits them, can follow what became of them. */
@AutoConfigureMockMvc
class QuotaCorrectionPagesIT extends PostgresIT {

    @Autowired
    private MockMvc mvc;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Users users;
    @Autowired
    private QuotaProposals proposals;

    @Test
    void theImportSaysWhatWaitsWhoApprovedItAndWhyItWasRejected() throws Exception {
        sweep();
        users.remember(People.CORA);
        users.remember(People.COLIN);
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        quotas("Moses Frase", "20000");
        quotas("Anna Snelling", "3500");
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);

        ImportReport moses = quotas("Moses Frase", "6000");
        QuotaProposalId first = proposals.from(moses.batchId().caseRef()).orElseThrow().id();
        String link = "href=\"/quota-corrections/" + first + "\"";
        assertThat(page("/imports/" + moses.batchId(), People.CORA)).contains(link,
                "1 of these quotas belong to settled periods and wait until somebody else approves them.",
                "the change waits for approval as quota correction " + first);
        assertThat(page("/quota-corrections", People.AUDRA)).contains(link, "Cora Lindqvist", "None so far");

        acting.as(People.COLIN, () -> proposals.approve(first));
        assertThat(page("/imports/" + moses.batchId(), People.CORA)).contains("were approved by Colin Abara");
        assertThat(page("/quota-corrections", People.AUDRA)).contains("Moses Frase", "amount from 2017-01-01",
                "20000.00", "6000.00", "Colin Abara").doesNotContain("None so far");
        assertThat(page("/quota-corrections/" + first, People.AUDRA)).contains("decided by Colin Abara", "$20,000.00",
                "$6,000.00", "2017-Q1 (locked)", "href=\"/imports/" + moses.batchId() + "\"")
                .doesNotContain("do not count yet");

        ImportReport anna = quotas("Anna Snelling", "3000");
        QuotaProposalId second = proposals.from(anna.batchId().caseRef()).orElseThrow().id();
        acting.as(People.COLIN, () -> proposals.reject(second, "The letter says 3,500."));
        assertThat(page("/imports/" + anna.batchId(), People.CORA))
                .contains("were rejected by Colin Abara: The letter says 3,500.");
        assertThat(page("/quota-corrections/" + second, People.CORA)).contains("The letter says 3,500.");
    }

    private ImportReport quotas(String who, String amount) {
        return acting.as(People.CORA, () -> CsvFiles.upload(imports,
                "participant,measure,from,to,amount\n%s,amount,2017-01-01,2017-04-01,%s\n".formatted(who, amount)));
    }

    private String page(String address, User user) throws Exception {
        MockHttpServletResponse answer = mvc.perform(get(URI.create(address)).with(authentication(
                acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication())))).andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        return answer.getContentAsString();
    }
}
