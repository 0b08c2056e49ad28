package io.attain.plan;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Sha256;

/**
 * One version of a plan.
 *
 * @param source      the definition as canonical JSON; what is shown, approved and digested
 * @param digest      SHA-256 of the source
 * @param round       how often the version has been submitted; approvals count for their own round only
 * @param publishedAt when it was published, if it was
 */
public record PlanVersion(PlanVersionId id, PlanDefinition definition, String source, Sha256 digest,
        PlanVersionState state, int round, UserId authoredBy, Instant createdAt, Optional<Instant> publishedAt) {

    public String name() {
        return definition.name().value();
    }
}
