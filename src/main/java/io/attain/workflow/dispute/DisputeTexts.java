package io.attain.workflow.dispute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.attain.crediting.Share;
import io.attain.dispute.Act;
import io.attain.dispute.Answer;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.Dispute;
import io.attain.dispute.JoinedClaim;
import io.attain.dispute.Party;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.workflow.inbox.Fact;

/** A dispute in the words of its tasks. */
record DisputeTexts(Participants participants) {

    List<Fact> facts(Dispute dispute) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Claim", dispute.kind() == ClaimKind.SPLIT_REQUEST
                ? "A share of a deal"
                : "A credit on a statement"));
        facts.add(new Fact("Claimant", dispute.claimantName()));
        facts.add(new Fact(dispute.knowsItsDeal() ? "Deal" : "About",
                (dispute.knowsItsDeal() ? dispute.deal().source() + " " : "") + dispute.subject()));
        dispute.named()
                .ifPresent(named -> facts.add(new Fact("As the claimant names it", "%s of %s, %s on %s, %s %% of it"
                        .formatted(named.reference(), named.customer(), named.amount(), named.soldOn(),
                                named.percent().stripTrailingZeros().toPlainString()))));
        facts.add(new Fact("Period", dispute.period().toString()));
        facts.add(new Fact("Shares now", inWords(dispute.before())));
        facts.add(new Fact("What is wrong", dispute.course().about().words()));
        if (!dispute.proposed().isEmpty()) {
            facts.add(new Fact("Shares claimed", inWords(dispute.proposed())));
        }
        dispute.course().expected().ifPresent(money -> facts.add(new Fact("Expected", money + " more")));
        dispute.course().stake().ifPresent(money -> facts.add(new Fact("At stake", money.toString())));
        facts.add(new Fact("Reason", dispute.reason()));
        for (JoinedClaim claim : dispute.joined()) {
            facts.add(new Fact("Claim " + claim.ordinal() + ", of " + claim.claimantName(),
                    inWords(claim.proposed()) + " “" + claim.reason() + "”"));
        }
        dispute.line().ifPresent(line -> facts.add(new Fact("Statement line", line)));
        for (Party party : dispute.counterparts()) {
            facts.add(new Fact("Answer of " + party.name(), party.answer().map(this::inWords).orElse("None yet")
                    + party.note().map(note -> " “" + note + "”").orElse("")));
        }
        dispute.accepted().ifPresent(shares -> facts.add(new Fact("Accepted by the claimant", inWords(shares))));
        return facts;
    }

    List<Fact> ruling(Act act) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Decided", switch (act.outcome()) {
            case "UPHELD" -> "Upheld";
            case "PARTLY" -> "Upheld in part";
            default -> "Denied";
        }));
        act.shares().ifPresent(shares -> facts.add(new Fact("Shares decided", inWords(shares))));
        facts.add(new Fact("Because", act.reason()));
        return facts;
    }

    private String inWords(Answer answer) {
        return switch (answer) {
            case Answer.Agree() -> "Agrees.";
            case Answer.Contest() -> "Contests the claim.";
            case Answer.Counter(List<Share> shares) -> "Proposes " + inWords(shares) + ".";
        };
    }

    private String inWords(List<Share> shares) {
        return shares.stream()
                .map(share -> participants.find(share.participant()).map(Participant::name)
                        .orElse(share.participant().value()) + " "
                        + share.percent().stripTrailingZeros().toPlainString() + " %")
                .collect(Collectors.joining(", "));
    }
}
