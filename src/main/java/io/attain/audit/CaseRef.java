package io.attain.audit;

/**
 * The thing a decision is about. Types in use: {@code plan-version}, {@code period-close}, {@code payout-batch},
 * {@code dispute}, {@code adjustment}, {@code import-batch}, {@code credit-rules}, {@code period-reopening}, {@code quota-correction}.
 *
 * @param type what kind of thing, in kebab-case
 * @param id   its business key as text
 */
public record CaseRef(String type, String id) {

    public CaseRef {
        if (type.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("a case has a type and an id");
        }
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
