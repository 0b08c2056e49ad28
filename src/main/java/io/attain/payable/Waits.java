package io.attain.payable;

import io.attain.shared.Money;

/**
 * An earning that is not payable yet, or not wholly.
 *
 * @param event    the key of the event it was earned on
 * @param position at the end of the period
 */
public record Waits(Earning earning, String event, Position position) {

    Money amount() {
        return position.uncollected().plus(position.heldBack());
    }
}
