package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.attain.sales.EventKind;

/**
 * Who is credited with which events.
 *
 * @param id     unique among the rules, kept with every credit it makes
 * @param events the kinds of events it is about
 * @param where  a condition on the fields of the event
 * @param role   whether it gives the event itself or an overlay beside it
 * @param share  of an overlay: the part of the event, above 0 and up to 10; 1 for a direct rule
 */
public record CreditRule(String id, Set<EventKind> events, Optional<String> where, Recipient to, Role role,
        BigDecimal share) {

    /** What a rule gives. */
    public enum Role {
        /** The event itself: the first direct rule that applies and names someone gives it, the others do nothing. */
        DIRECT,
        /** A share beside it; every overlay rule that applies does. */
        OVERLAY
    }

    private static final BigDecimal MOST = BigDecimal.TEN;

    public CreditRule {
        events = Collections.unmodifiableSet(EnumSet.copyOf(events));
        if (id.isBlank() || share.signum() <= 0 || share.compareTo(MOST) > 0
                || (role == Role.DIRECT && share.compareTo(BigDecimal.ONE) != 0)) {
            throw new IllegalArgumentException("not a credit rule: " + id + " with a share of " + share);
        }
    }

    /** A rule that gives every event as a whole. */
    public static CreditRule direct(String id, Recipient to) {
        return new CreditRule(id, EnumSet.allOf(EventKind.class), Optional.empty(), to, Role.DIRECT, BigDecimal.ONE);
    }

    /** A rule that gives a share beside every event. */
    public static CreditRule overlay(String id, Recipient to, BigDecimal share) {
        return new CreditRule(id, EnumSet.allOf(EventKind.class), Optional.empty(), to, Role.OVERLAY, share);
    }
}
