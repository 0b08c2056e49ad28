package io.attain.dispute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

/** One participant's share set to a percentage, the others keeping their proportions in what remains. */
public final class Reshare {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final int DECIMALS = 6;

    private Reshare() {}

    /**
     * Shares that total exactly 100: the others' are cut down to six decimals, and what that leaves over goes to the
     * first of them.
     *
     * @throws Refused when nobody else is there to take the rest
     */
    public static List<Share> with(List<Share> before, ParticipantId claimant, BigDecimal percent) {
        List<Share> others = before.stream().filter(share -> !share.participant().equals(claimant)).toList();
        BigDecimal rest = WHOLE.subtract(percent);
        if (rest.signum() > 0 && others.isEmpty()) {
            throw new Refused("dispute-shares", "Nobody else shares this deal, so the claimant's share stays 100 %.");
        }
        List<Share> shares = new ArrayList<>();
        if (rest.signum() > 0) {
            BigDecimal total = others.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
            List<BigDecimal> cut = others.stream()
                    .map(share -> rest.multiply(share.percent()).divide(total, DECIMALS, RoundingMode.DOWN))
                    .toList();
            BigDecimal left = rest.subtract(cut.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            for (int i = 0; i < others.size(); i++) {
                BigDecimal own = i == 0 ? cut.get(i).add(left) : cut.get(i);
                if (own.signum() > 0) {
                    shares.add(new Share(others.get(i).participant(), plain(own)));
                }
            }
        }
        if (percent.signum() > 0) {
            shares.add(new Share(claimant, plain(percent)));
        }
        return List.copyOf(shares);
    }

    private static BigDecimal plain(BigDecimal percent) {
        BigDecimal stripped = percent.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
