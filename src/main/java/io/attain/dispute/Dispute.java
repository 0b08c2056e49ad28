package io.attain.dispute;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attain.audit.CaseRef;
import io.attain.crediting.Share;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Sha256;

/**
 * A claim about a deal and all that became of it.
 *
 * @param period       the period the deal counts in
 * @param before       the shares in force when it was filed
 * @param asOf         the business date the reporting lines were looked at
 * @param decider      the nearest superior of all parties who is none himself; empty when the reporting line is
 *                     exhausted and the finance director decides
 * @param deciderUser  the sign-in of the decider
 * @param escalations  how often it passed to the next level because nobody decided in time
 * @param acceptedOf   the counterpart whose counter-proposal the claimant accepted
 * @param decided      the shares a decision put in force; empty while open and when denied or withdrawn
 * @param joined       other claims about the deal, decided together with this one, in the order they came
 * @param course       how it goes its way
 * @param named        the deal as its claimant named it, where Attain did not know it
 */
public record Dispute(
        DisputeId id,
        EventKey deal,
        ClaimKind kind,
        DisputeState state,
        PeriodId period,
        ParticipantId claimant,
        String claimantName,
        UserId filedBy,
        Instant filedAt,
        String reason,
        Optional<String> line,
        List<Share> before,
        List<Share> proposed,
        List<Party> counterparts,
        LocalDate asOf,
        Optional<ParticipantId> decider,
        Optional<UserId> deciderUser,
        int escalations,
        Optional<ParticipantId> acceptedOf,
        Optional<List<Share>> decided,
        Optional<UserId> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> decisionReason,
        List<JoinedClaim> joined,
        Course course,
        Optional<NamedDeal> named) {

    /** Who decided where both sides agreed. */
    static final UserId BOTH_SIDES = new UserId("(both sides)");

    /** Whether it is about a deal, or an event, that Attain knows. */
    public boolean knowsItsDeal() {
        return !NamedDeal.isUnknown(deal);
    }

    /** Whether it names a deal that has to be linked to a known one before anybody can decide. */
    public boolean waitsForItsDeal() {
        return !knowsItsDeal() && named.isPresent();
    }

    /** Whether both sides settled it themselves; then nobody decided it. */
    public boolean isSettledByAgreement() {
        return decidedBy.filter(BOTH_SIDES::equals).isPresent();
    }

    /** What it is about, in a few words for people. */
    public String subject() {
        if (knowsItsDeal()) {
            return deal.externalId();
        }
        return named.map(one -> one.reference() + " (" + one.customer() + ")")
                .orElse(line.map(one -> "line " + one).orElse("no deal"));
    }

    public CaseRef caseRef() {
        return new CaseRef("dispute", id.toString());
    }

    /** Claimants and counterparts. */
    public Set<ParticipantId> parties() {
        return Stream.of(Stream.of(claimant), counterparts.stream().map(Party::participant),
                joined.stream().map(JoinedClaim::claimant))
                .flatMap(all -> all)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The sign-ins of claimants and counterparts: none of them decides. */
    public Set<UserId> partyUsers() {
        return Stream.of(Stream.of(filedBy), counterparts.stream().flatMap(p -> p.user().stream()),
                joined.stream().map(JoinedClaim::filedBy))
                .flatMap(all -> all)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the claimants want, in the order they came; each is a whole split. */
    public List<List<Share>> claimed() {
        List<List<Share>> claimed = new ArrayList<>();
        if (!proposed.isEmpty()) {
            claimed.add(proposed);
        }
        joined.forEach(claim -> claimed.add(claim.proposed()));
        return List.copyOf(claimed);
    }

    /** Counterparts who have not answered yet. */
    public List<Party> awaiting() {
        return counterparts.stream().filter(p -> !p.hasAnswered()).toList();
    }

    /** The splits on the table: those of the claimants and every counter-proposal, in the order they came. */
    public List<List<Share>> proposals() {
        List<List<Share>> proposals = new ArrayList<>(claimed());
        counterparts.stream()
                .flatMap(p -> p.answer().stream())
                .forEach(answer -> {
                    if (answer instanceof Answer.Counter counter) {
                        proposals.add(counter.shares());
                    }
                });
        return List.copyOf(proposals);
    }

    /** The counter-proposal that the claimant accepted, so that both sides want the same. */
    public Optional<List<Share>> accepted() {
        return counterparts.stream()
                .filter(p -> acceptedOf.filter(p.participant()::equals).isPresent())
                .flatMap(p -> p.answer().stream())
                .filter(Answer.Counter.class::isInstance)
                .map(answer -> ((Answer.Counter) answer).shares())
                .findFirst();
    }

    /** The digest of what a decider decides on: the claim and the answers to it. */
    public Sha256 digest() {
        StringBuilder text = new StringBuilder("dispute\n%s\n%s\n%s\n%s\n%s\n"
                .formatted(deal, kind, claimant.value(), Shares.text(proposed), reason));
        for (Party party : counterparts) {
            text.append(party.participant().value())
                    .append('\t')
                    .append(party.answer().map(Shares::text).orElse(""))
                    .append('\n');
        }
        for (JoinedClaim claim : joined) {
            text.append(claim.claimant().value()).append('\t').append(Shares.text(claim.proposed())).append('\t')
                    .append(claim.reason()).append('\n');
        }
        return Sha256.of(text.toString());
    }
}
