package io.attain.split;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Shares of an open deal on their way to an agreement, and what became of it.
 *
 * @param seller       who had the deal when the shares were proposed
 * @param splitVersion the version of the deal's split at that time, 0 for none
 * @param value        what the deal was taken to be worth when the limit was last looked at
 * @param asOf         the business date the reporting lines were looked at
 * @param decider      the nearest superior of all sharers who is none himself; empty when the reporting line is
 *                     exhausted and the finance director stands in
 * @param terms        every proposal, the latest last
 * @param sharers      everyone who has to agree
 * @param approvedBy   the manager who decided for it
 * @param because      why it is over, where that is not plain from the state
 */
public record SplitRequest(SplitRequestId id, EventKey deal, SplitState state, ParticipantId seller, int splitVersion,
        Optional<Money> value, LocalDate asOf, Optional<ParticipantId> decider, Optional<UserId> deciderUser,
        int escalations, UserId filedBy, Instant filedAt, List<Terms> terms, List<Sharer> sharers,
        Optional<UserId> approvedBy, Optional<String> because) {

    public static final String CASE = "split-request";

    public SplitRequest {
        terms = List.copyOf(terms);
        sharers = List.copyOf(sharers);
    }

    public CaseRef caseRef() {
        return new CaseRef(CASE, id.toString());
    }

    /** What is asked of everybody now. */
    public Terms latest() {
        return terms.getLast();
    }

    public Sharer sharer(ParticipantId participant) {
        return sharers.stream().filter(one -> one.participant().equals(participant)).findFirst().orElseThrow();
    }

    /** Who made the latest proposal. */
    public Sharer proposer() {
        return sharer(latest().proposedBy());
    }

    public Optional<Sharer> sharer(UserId user) {
        return sharers.stream().filter(one -> one.user().equals(user)).findFirst();
    }

    /** Those who have not answered the latest terms. */
    public List<Sharer> awaiting() {
        return sharers.stream()
                .filter(one -> !one.participant().equals(latest().proposedBy()) && one.reply().isEmpty())
                .toList();
    }

    public Set<ParticipantId> parties() {
        return sharers.stream().map(Sharer::participant).collect(Collectors.toUnmodifiableSet());
    }

    public Set<UserId> partyUsers() {
        return sharers.stream().map(Sharer::user).collect(Collectors.toUnmodifiableSet());
    }

    /** Of what a decision is about: the deal, its value and the shares in their order. */
    public Sha256 digest() {
        String content = deal + "|" + value.map(Money::toString).orElse("") + "|" + latest().shares().stream()
                .map(share -> share.participant() + "=" + share.percent().stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" "));
        return Sha256.of(content.getBytes(UTF_8));
    }
}
