package io.attain.identity;

/**
 * The stable name of a user: the {@code sub} claim of the sign-in service. Approvals, assignments and the audit trail
 * hang on this text; it is never shown to people.
 */
public record UserId(String value) {

    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user id is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
