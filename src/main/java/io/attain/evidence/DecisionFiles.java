package io.attain.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.payout.PayoutBatch;
import io.attain.readiness.CloseFindings;

/** What people decided on the way to a batch, each with name and time, and for whom they stood in. */
@Component
class DecisionFiles {

    static final String TASKS = "tasks.jsonl";
    static final String APPROVALS = "approvals.jsonl";
    static final String WAIVED = "waived.jsonl";
    static final String ADJUSTMENTS = "adjustments.jsonl";

    private final Approvals approvals;
    private final Adjustments adjustments;
    private final CloseFindings findings;
    private final Users users;

    DecisionFiles(Approvals approvals, Adjustments adjustments, CloseFindings findings, Users users) {
        this.approvals = approvals;
        this.adjustments = adjustments;
        this.findings = findings;
        this.users = users;
    }

    void write(PayoutBatch batch, CaseRef close, List<TaskDone> done, Map<String, byte[]> files) {
        files.put(TASKS, tasks(done));
        List<Approval> given = new ArrayList<>(approvals.of(close));
        given.addAll(approvals.of(batch.caseRef()));
        List<Adjustment> adjusted = adjustments.approvedOf(batch.period());
        adjusted.forEach(one -> given.addAll(approvals.of(one.caseRef())));
        files.put(APPROVALS, approvals(given));
        files.put(WAIVED, waived(batch));
        files.put(ADJUSTMENTS, adjustments(adjusted));
    }

    private byte[] tasks(List<TaskDone> done) {
        JsonLines lines = new JsonLines();
        for (TaskDone task : done) {
            ObjectNode node = JsonLines.object().put("process", task.process()).put("task", task.task())
                    .put("part", task.part()).put("round", task.round());
            who(node, "by", task.by());
            actedFor(node, task.actedFor());
            node.put("outcome", task.outcome());
            task.reason().ifPresent(reason -> node.put("reason", reason));
            lines.add(node.put("appeared", task.appearedAt().toString()).put("decided", task.decidedAt().toString()));
        }
        return lines.bytes();
    }

    private byte[] approvals(List<Approval> given) {
        JsonLines lines = new JsonLines();
        for (Approval one : given) {
            ObjectNode node = JsonLines.object().put("subject", one.subject().toString())
                    .put("round", one.round()).put("step", one.step()).put("part", one.part());
            who(node, "submitted_by", one.submittedBy());
            who(node, "decided_by", one.decidedBy());
            actedFor(node, one.actedFor());
            node.put("verdict", one.verdict().name());
            one.reason().ifPresent(reason -> node.put("reason", reason));
            lines.add(node.put("of_sha256", one.subjectDigest().hex()).put("at", one.decidedAt().toString()));
        }
        return lines.bytes();
    }

    private byte[] waived(PayoutBatch batch) {
        JsonLines lines = new JsonLines();
        findings.waivers(batch.period()).forEach(waiver -> lines.add(who(JsonLines.object()
                .put("rule", waiver.rule()).put("subject", waiver.subject()).put("finding", waiver.sentence())
                .put("reason", waiver.reason()), "by", waiver.by()).put("at", waiver.at().toString())));
        return lines.bytes();
    }

    private byte[] adjustments(List<Adjustment> adjusted) {
        JsonLines lines = new JsonLines();
        for (Adjustment one : adjusted) {
            ObjectNode node = JsonLines.object().put("adjustment", one.id().toString())
                    .put("participant", one.participant().value())
                    .put("currency", one.amount().currency().getCurrencyCode())
                    .put("amount_minor", one.amount().minor()).put("reason", one.reason());
            who(node, "proposed_by", one.proposedBy()).put("proposed", one.proposedAt().toString());
            one.decidedBy().ifPresent(by -> who(node, "approved_by", by));
            one.decidedAt().ifPresent(at -> node.put("approved", at.toString()));
            lines.add(node);
        }
        return lines.bytes();
    }

    private void actedFor(ObjectNode node, Optional<UserId> absent) {
        absent.ifPresent(user -> who(node, "acted_for", user));
    }

    /** The stable id, which the checks compare, and the name as it is known today. */
    ObjectNode who(ObjectNode node, String field, UserId user) {
        return node.put(field, user.value()).put(field + "_name", users.nameOf(user));
    }
}
