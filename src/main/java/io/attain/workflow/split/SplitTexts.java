package io.attain.workflow.split;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import io.attain.crediting.Splits;
import io.attain.participant.Participants;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;
import io.attain.split.Terms;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;

/** A split request in the words of its tasks. */
@Component
class SplitTexts {

    private final SplitRequests requests;
    private final Splits splits;
    private final Participants participants;

    SplitTexts(SplitRequests requests, Splits splits, Participants participants) {
        this.requests = requests;
        this.splits = splits;
        this.participants = participants;
    }

    SplitRequest request(GuardedTask task) {
        return requests.get(SplitRequestModel.id(task.subject()));
    }

    List<Fact> facts(GuardedTask task) {
        SplitRequest request = request(task);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Deal", request.deal().source() + " " + request.deal().externalId()));
        request.value().ifPresent(value -> facts.add(Fact.of("Worth about", value)));
        facts.add(new Fact("Shares now", inWords(splits.sharesOf(request.deal()))));
        for (Terms terms : request.terms()) {
            facts.add(new Fact(request.sharer(terms.proposedBy()).name() + " proposes", inWords(terms.shares())
                    + (terms.note().isEmpty() ? "" : " “" + terms.note() + "”")));
        }
        facts.add(new Fact("Takes effect", "when the deal is won; never if it is lost"));
        return facts;
    }

    static String link(GuardedTask task) {
        return "/split-requests/" + task.subject().id();
    }

    private String inWords(List<io.attain.crediting.Share> shares) {
        return String.join(", ", shares.stream().map(share -> participants.get(share.participant()).name() + " "
                + share.percent().stripTrailingZeros().toPlainString() + " %").toList());
    }
}
