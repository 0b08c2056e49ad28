package io.attain.payout.file;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.attain.shared.Money;

/**
 * What a bank is asked to pay.
 *
 * @param messageId up to 35 characters
 * @param created   to the second
 */
public record CreditTransferOrder(String messageId, Instant created, String initiator, List<Group> groups) {

    public CreditTransferOrder {
        groups = List.copyOf(groups);
    }

    /**
     * Payments from one account in one currency on one day.
     *
     * @param bic without it the bank is found from the IBAN
     */
    public record Group(String id, LocalDate day, String debtor, String iban, Optional<String> bic,
            List<Transfer> transfers) {

        public Group {
            transfers = List.copyOf(transfers);
        }
    }

    /**
     * One payment.
     *
     * @param endToEndId comes back in the bank's answer, up to 35 characters
     * @param text       what the payee reads, up to 140 characters
     */
    public record Transfer(String endToEndId, Money amount, String creditor, String iban, Optional<String> bic,
            String text) {}
}
