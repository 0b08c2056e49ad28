package io.attain.workflow.bank;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.bank.BankDetail;
import io.attain.bank.BankDetails;
import io.attain.bank.Bic;
import io.attain.identity.Users;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/**
 * A person of finance puts a second name to a change of bank details. Here alone the account number is shown whole: who
 * approves must be able to compare it with the paper. The bank module records the approval itself.
 */
@Component
class ApproveBankDetailStep implements TaskStep {

    private final BankDetails details;
    private final Participants participants;
    private final Users users;

    ApproveBankDetailStep(BankDetails details, Participants participants, Users users) {
        this.details = details;
        this.participants = participants;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return BankDetailApproval.APPROVE_BANK_DETAIL;
    }

    @Override
    public String title(GuardedTask task) {
        return "Approve the bank details of " + name(detail(task));
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        BankDetail detail = detail(task);
        String before = details.on(detail.participant(), detail.validFrom()).map(there -> there.iban().masked())
                .orElse("none");
        return List.of(new Fact("Participant", name(detail)), new Fact("Pays from", detail.validFrom().toString()),
                new Fact("Name on the account", detail.holder()), new Fact("IBAN", detail.iban().value()),
                new Fact("BIC", detail.bic().map(Bic::value).orElse("none")), new Fact("Account until then", before),
                new Fact("Asked for by", users.nameOf(detail.proposedBy())));
    }

    @Override
    public String link(GuardedTask task) {
        return "/bank-details/" + detail(task).participant().value();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        BankDetail detail = detail(task);
        if (values.decision().equals("approve")) {
            details.approve(detail.id());
        } else {
            details.reject(detail.id(), values.reason().orElse(""));
        }
        return Optional.empty();
    }

    private BankDetail detail(GuardedTask task) {
        return details.get(BankDetailApproval.id(task.subject()));
    }

    private String name(BankDetail detail) {
        return participants.find(detail.participant()).map(Participant::name).orElse(detail.participant().value());
    }
}
