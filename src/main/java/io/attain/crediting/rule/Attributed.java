package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.attain.sales.Touch;

/** The shares of touches. */
final class Attributed {

    private static final BigDecimal ENDS = new BigDecimal("0.4");
    private static final BigDecimal BETWEEN = new BigDecimal("0.2");

    private Attributed() {}

    /**
     * One share per touch, 1 together; all 0 when no channel among them weighs anything.
     *
     * @param touches the earliest first
     */
    static List<Fraction> weights(Attribution attribution, List<Touch> touches) {
        int count = touches.size();
        if (count == 0) {
            return List.of();
        }
        return switch (attribution) {
            case Attribution.First first -> only(count, 0);
            case Attribution.Last last -> only(count, count - 1);
            case Attribution.Linear linear -> Collections.nCopies(count, part(BigDecimal.ONE, count));
            case Attribution.PositionBased position -> byPosition(count);
            case Attribution.ByChannel byChannel -> byChannel(byChannel, touches);
        };
    }

    private static List<Fraction> only(int count, int place) {
        List<Fraction> shares = new ArrayList<>(Collections.nCopies(count, Fraction.ZERO));
        shares.set(place, Fraction.ONE);
        return shares;
    }

    private static List<Fraction> byPosition(int count) {
        if (count <= 2) {
            return Collections.nCopies(count, part(BigDecimal.ONE, count));
        }
        List<Fraction> shares = new ArrayList<>(Collections.nCopies(count, part(BETWEEN, count - 2)));
        shares.set(0, Fraction.of(ENDS));
        shares.set(count - 1, Fraction.of(ENDS));
        return shares;
    }

    private static List<Fraction> byChannel(Attribution.ByChannel attribution, List<Touch> touches) {
        BigDecimal whole = touches.stream().map(Touch::channel).distinct()
                .map(channel -> attribution.weights().getOrDefault(channel, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (whole.signum() == 0) {
            return Collections.nCopies(touches.size(), Fraction.ZERO);
        }
        return touches.stream().map(touch -> {
            long alike = touches.stream().filter(other -> other.channel().equals(touch.channel())).count();
            return Fraction.of(attribution.weights().getOrDefault(touch.channel(), BigDecimal.ZERO),
                    whole.multiply(BigDecimal.valueOf(alike)));
        }).toList();
    }

    private static Fraction part(BigDecimal whole, long count) {
        return Fraction.of(whole, BigDecimal.valueOf(count));
    }
}
