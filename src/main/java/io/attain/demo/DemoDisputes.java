package io.attain.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeState;
import io.attain.dispute.Disputes;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;

/** Claims about deals of the second quarter: some wait for the colleague's answer, some for the one who decides. */
@Component
@InDemo
class DemoDisputes {

    /**
     * A claim as the demo tells it.
     *
     * @param answer the form values of the colleague's answer, or none when the claim still waits for it
     */
    private record Claim(String deal, String claimant, String seller, int percent, String reason,
            Optional<Map<String, String>> answer) {

        private static Claim waiting(String deal, String claimant, String seller, int percent, String reason) {
            return new Claim(deal, claimant, seller, percent, reason, Optional.empty());
        }

        private static Claim contested(String deal, String claimant, String seller, int percent, String reason,
                String answer) {
            return new Claim(deal, claimant, seller, percent, reason,
                    Optional.of(Map.of("decision", "contest", "reason", answer)));
        }

        private static Claim countered(String deal, String claimant, String seller, int percent, String reason,
                int counter, String answer) {
            return new Claim(deal, claimant, seller, percent, reason, Optional
                    .of(Map.of("decision", "counter", "share", Integer.toString(counter), "reason", answer)));
        }
    }

    private static final List<Claim> CLAIMS = List.of(
            Claim.contested("VOTOT8MK", "boris.faz", "cassey.cress", 30,
                    "Plussunin came from my campaign in January.", "The lead was cold when I called them in February."),
            Claim.countered("60UOBOEM", "vicki.laflamme", "rosalina.dieter", 40,
                    "I ran both on-site trials at Groovestreet.", 25, "One of the two trials; a quarter is fair."),
            Claim.contested("MMGWAWBA", "mei-mei.johns", "marty.freudenburg", 50,
                    "Treequote is my account since last year.", "The account was reassigned to me in February."),
            Claim.contested("ZFB7CBR6", "carl.lin", "zane.levy", 25,
                    "I held the first three calls with Plexzap.", "Plexzap had chosen us before those calls."),
            Claim.contested("IR2D4ZG5", "violet.mclelland", "rosie.papadopoulos", 35,
                    "Bioplex asked for me by name in the offer phase.", "I closed it alone after Violet was on leave."),
            Claim.countered("WFJPWN9O", "lajuana.vencill", "anna.snelling", 50,
                    "We visited Globex together, four times.", 20, "Twice, and I wrote the offer."),
            Claim.contested("FOWAY95L", "moses.frase", "darcel.schlecht", 30,
                    "Funholding was handed over to me in April.", "The hand-over was for new business only."),
            Claim.waiting("IGELOJ42", "niesha.huffines", "moses.frase", 25,
                    "Cancity's head office sits in my territory."),
            Claim.waiting("R707GGNA", "kary.hendrixson", "james.ascencio", 20,
                    "I wrote the technical annex of the offer."));

    private final AtWork work;
    private final Disputes disputes;

    DemoDisputes(AtWork work, Disputes disputes) {
        this.work = work;
        this.disputes = disputes;
    }

    void run() {
        CLAIMS.forEach(this::bringAbout);
    }

    private void bringAbout(Claim claim) {
        EventKey deal = new EventKey("crm", claim.deal());
        if (disputes.ofDeal(deal).isEmpty()) {
            work.as(claim.claimant(), () -> file(claim, deal));
        }
        DisputeId id = disputes.ofDeal(deal).getFirst().id();
        claim.answer().ifPresent(answer -> work.until(claim.seller() + " to answer",
                () -> disputes.get(id).state() != DisputeState.WITH_COUNTERPART,
                () -> work.decide(claim.seller(), "userTask_answerClaim", answer)));
    }

    private void file(Claim claim, EventKey deal) {
        List<Share> proposed = List.of(
                new Share(participant(claim.seller()), BigDecimal.valueOf(100L - claim.percent())),
                new Share(participant(claim.claimant()), BigDecimal.valueOf(claim.percent())));
        FilingResult result = disputes.file(
                new FileClaim(deal, ClaimKind.SPLIT_REQUEST, proposed, claim.reason(), Optional.empty()));
        if (result instanceof FilingResult.Refused refused) {
            throw new IllegalStateException("the demo's claim about " + deal + " was refused: " + refused.sentence());
        }
    }

    private static ParticipantId participant(String userName) {
        return new ParticipantId(userName.replace('.', '-'));
    }
}
