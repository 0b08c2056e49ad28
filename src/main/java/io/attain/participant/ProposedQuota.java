package io.attain.participant;

import java.util.Optional;

import io.attain.shared.Money;

/**
 * One quota as it shall be.
 *
 * @param row    the number of the row it came in
 * @param person the participant's name
 * @param before what it was when the correction was asked for; empty when there was none
 * @param meets  the frozen periods that its window met then, in words
 */
public record ProposedQuota(int row, String person, Quota quota, Optional<Money> before, String meets) {

    String content() {
        return "%s\n%s\n%s\n%s\n%s".formatted(quota.participant().value(), quota.measure(), quota.window(),
                before.map(Money::toString).orElse("none"), quota.amount());
    }
}
