package io.attain.audit;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.shared.Sha256;

/**
 * One decision of one person about one content.
 *
 * @param subject           what it is about
 * @param round             from 1; a case that was sent back and submitted again is in its next round
 * @param step              which approval it is, for example {@code sign-payout}
 * @param part              which part of the case, for example a team; empty when the case has no parts
 * @param submittedBy       who asked for the decision; the database refuses the same person as decider
 * @param decidedBy         who decided
 * @param actedFor          who was away and whom the decider stood in for; the database refuses the submitter
 * @param verdict           how
 * @param reason            required, and not blank, for a rejection
 * @param subjectDigest     digest of the content that was shown; if the content changes, the approval is void
 * @param decidedAt         when
 * @param processInstanceId the process it was decided in
 * @param taskId            the task it was decided by
 */
public record Approval(CaseRef subject, int round, String step, String part, UserId submittedBy, UserId decidedBy,
        Optional<UserId> actedFor, Verdict verdict, Optional<String> reason, Sha256 subjectDigest, Instant decidedAt,
        Optional<String> processInstanceId, Optional<String> taskId) {

    /** By somebody who decided for himself. */
    public Approval(CaseRef subject, int round, String step, String part, UserId submittedBy, UserId decidedBy,
            Verdict verdict, Optional<String> reason, Sha256 subjectDigest, Instant decidedAt,
            Optional<String> processInstanceId, Optional<String> taskId) {
        this(subject, round, step, part, submittedBy, decidedBy, Optional.empty(), verdict, reason, subjectDigest,
                decidedAt, processInstanceId, taskId);
    }
}
