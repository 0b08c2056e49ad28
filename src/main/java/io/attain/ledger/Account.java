package io.attain.ledger;

import java.util.Optional;

import io.attain.participant.ParticipantId;

/**
 * An account of the ledger. Expense is the company's; the others belong to one participant.
 *
 * @param participant present on every account but expense
 */
public record Account(AccountType type, Optional<ParticipantId> participant) {

    public Account {
        if (type == AccountType.EXPENSE == participant.isPresent()) {
            throw new IllegalArgumentException(type + " of " + participant + " is not an account");
        }
    }

    /** Such as {@code EARNED of anna-snelling}. */
    public String inWords() {
        return participant.map(who -> type + " of " + who).orElseGet(type::name);
    }

    public static Account expense() {
        return new Account(AccountType.EXPENSE, Optional.empty());
    }

    public static Account earned(ParticipantId participant) {
        return new Account(AccountType.EARNED, Optional.of(participant));
    }

    public static Account payable(ParticipantId participant) {
        return new Account(AccountType.PAYABLE, Optional.of(participant));
    }

    public static Account paid(ParticipantId participant) {
        return new Account(AccountType.PAID, Optional.of(participant));
    }

    public static Account inPayment(ParticipantId participant) {
        return new Account(AccountType.IN_PAYMENT, Optional.of(participant));
    }

    public static Account exchange(ParticipantId participant) {
        return new Account(AccountType.EXCHANGE, Optional.of(participant));
    }

    public static Account uncollected(ParticipantId participant) {
        return new Account(AccountType.UNCOLLECTED, Optional.of(participant));
    }

    public static Account holdback(ParticipantId participant) {
        return new Account(AccountType.HOLDBACK, Optional.of(participant));
    }

    public static Account held(ParticipantId participant) {
        return new Account(AccountType.HELD, Optional.of(participant));
    }

    public static Account drawReceivable(ParticipantId participant) {
        return new Account(AccountType.DRAW_RECEIVABLE, Optional.of(participant));
    }

    public static Account clawbackReceivable(ParticipantId participant) {
        return new Account(AccountType.CLAWBACK_RECEIVABLE, Optional.of(participant));
    }
}
