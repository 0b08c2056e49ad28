package io.attain.participant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.shared.Sha256;

/**
 * Quotas of settled periods that somebody wants otherwise, with the two names. They count all together or not at all.
 *
 * @param origin    what they came with, as {@code type id}
 * @param decidedBy never who asked, nor anybody whose quota it is
 * @param reason    why it was rejected
 * @param rows      in the order of the file; left out where many are listed
 */
public record QuotaProposal(QuotaProposalId id, String origin, QuotaProposalState state, UserId proposedBy,
        Instant proposedAt, Optional<UserId> decidedBy, Optional<Instant> decidedAt, Optional<String> reason,
        List<ProposedQuota> rows) {

    /** The type of case. */
    public static final String CASE = "quota-correction";

    public QuotaProposal {
        rows = List.copyOf(rows);
    }

    static CaseRef caseRef(QuotaProposalId id) {
        return new CaseRef(CASE, id.toString());
    }

    public CaseRef caseRef() {
        return caseRef(id);
    }

    /** The digest of what an approver approves. */
    public Sha256 digest() {
        return Sha256.of(rows.stream().map(ProposedQuota::content).collect(Collectors.joining("\n", CASE + "\n", "")));
    }

    QuotaProposal with(List<ProposedQuota> all) {
        return new QuotaProposal(id, origin, state, proposedBy, proposedAt, decidedBy, decidedAt, reason, all);
    }
}
