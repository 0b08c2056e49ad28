package io.attain.crediting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.audit.CaseRef;
import io.attain.crediting.rule.CreditRules;
import io.attain.shared.Sha256;

/**
 * Credit rules as they were proposed, and what became of them.
 *
 * @param number     from 1
 * @param from       the first day whose events they are for
 * @param proposedBy the id of a user, or {@code system}
 * @param decidedBy  likewise
 * @param reason     of a rejection
 */
public record RuleSet(int number, LocalDate from, CreditRules rules, RuleSetState state, String proposedBy,
        Instant proposedAt, Optional<String> decidedBy, Optional<Instant> decidedAt, Optional<String> reason) {

    /** The type of the case that their approval is recorded under. */
    public static final String CASE = "credit-rules";

    public CaseRef caseRef() {
        return new CaseRef(CASE, Integer.toString(number));
    }

    /** Of what is approved: the rules and the day. */
    public Sha256 digest() {
        return Sha256.of(from + "\n" + rules.toJson());
    }
}
