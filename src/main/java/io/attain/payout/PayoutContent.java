package io.attain.payout;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Sha256;

/** What the signatures of a batch are for, as one digest. */
public final class PayoutContent {

    private PayoutContent() {}

    /**
     * What the signatures are for: the lines in order of participants, with the period and the run they come from, less
     * what is kept back of them and why.
     *
     * @param lines every line that was prepared, also those kept back
     */
    public static Sha256 digest(PeriodId period, RunId run, List<PayoutLine> lines,
            Map<ParticipantId, KeptBack.Why> keptBack) {
        List<String> kept = lines.stream().map(PayoutLine::participant)
                .flatMap(who -> Optional.ofNullable(keptBack.get(who)).stream()
                        .map(why -> "%s\t%s\t%s".formatted(who.value(), why.kind(), why.reason())))
                .toList();
        return signed(digest(period, run, lines),
                kept.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", kept)));
    }

    /** What is signed: the content, less what is kept back of it. */
    static Sha256 signed(Sha256 content, Optional<String> keptBack) {
        return keptBack.map(kept -> Sha256.of("payout without\n" + content.hex() + "\n" + kept)).orElse(content);
    }

    static Sha256 digest(PeriodId period, RunId run, List<PayoutLine> lines) {
        StringBuilder text = new StringBuilder("payout\n").append(period).append('\n').append(run.value()).append('\n');
        for (PayoutLine line : lines) {
            text.append(line.participant().value())
                    .append('\t')
                    .append(line.employeeNumber())
                    .append('\t')
                    .append(line.legalEntity())
                    .append('\t')
                    .append(line.costCentre())
                    .append('\t')
                    .append(line.payDate())
                    .append('\t')
                    .append(line.amount().currency().getCurrencyCode())
                    .append('\t')
                    .append(line.amount().minor())
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }
}
