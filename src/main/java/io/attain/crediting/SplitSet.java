package io.attain.crediting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.attain.sales.EventKey;
import io.attain.shared.Refused;

/**
 * Who shares one deal, as agreed at one time. The shares total exactly 100 percent.
 *
 * @param version 1 for the first agreement; 0 is the seller alone
 * @param shares  in the order agreed, which decides who gets a cent that cannot be divided
 * @param cause   why this version came to be: a file, a dispute
 */
public record SplitSet(EventKey event, int version, List<Share> shares, String cause, String recordedBy,
        Instant recordedAt) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final int MOST = 20;

    public SplitSet {
        shares = List.copyOf(shares);
    }

    /**
     * Whether these shares can be a split at all.
     *
     * @throws Refused when the shares do not total exactly 100 percent, or name someone twice or nobody
     */
    public static void refuseUnlessWhole(List<Share> shares) {
        refuseUnlessOfSome(shares);
        BigDecimal total = shares.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.compareTo(WHOLE) != 0) {
            throw new Refused("split-total", "The shares must total exactly 100 percent; they total "
                    + total.stripTrailingZeros().toPlainString() + ".");
        }
    }

    /** Whether the shares name 1 to 20 people, each once. */
    static void refuseUnlessOfSome(List<Share> shares) {
        if (shares.isEmpty() || shares.size() > MOST) {
            throw new Refused("split-shares", "A deal is shared by 1 to " + MOST + " people.");
        }
        if (shares.stream().map(Share::participant).distinct().count() < shares.size()) {
            throw new Refused("split-twice", "Someone is named twice in the split.");
        }
    }

    /** Whether the shares are these: the same people in the same order with equal percentages. */
    boolean hasShares(List<Share> others) {
        return same(shares, others);
    }

    /** The same people in the same order with equal percentages. */
    public static boolean same(List<Share> ones, List<Share> others) {
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            if (!ones.get(i).participant().equals(others.get(i).participant())
                    || ones.get(i).percent().compareTo(others.get(i).percent()) != 0) {
                return false;
            }
        }
        return true;
    }
}
