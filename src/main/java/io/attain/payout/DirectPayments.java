package io.attain.payout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.bank.BankDetail;
import io.attain.bank.BankDetails;
import io.attain.bank.Bic;
import io.attain.payout.file.CreditTransferOrder;
import io.attain.payout.file.CreditTransferOrder.Group;
import io.attain.payout.file.CreditTransferOrder.Transfer;
import io.attain.payout.file.CreditTransferXml;
import io.attain.shared.Finding;
import io.attain.shared.Refused;

/**
 * Orders to the bank for those who are paid directly, by their bank details of the pay date. Who has none is left out
 * and named; once the details are there, the next order holds the rest. A payment is in one order.
 */
@Component
class DirectPayments {

    private final JdbcClient jdbc;
    private final BankDetails bankDetails;
    private final PayingEntities entities;

    DirectPayments(JdbcClient jdbc, BankDetails bankDetails, PayingEntities entities) {
        this.jdbc = jdbc;
        this.bankDetails = bankDetails;
        this.entities = entities;
    }

    /** Whoever is paid directly, has not been ordered yet, and cannot be, with the way out. */
    List<Finding> findings(PayoutBatch batch, List<Payment> payments) {
        return open(batch, payments).stream()
                .filter(payment -> details(payment).isEmpty())
                .map(payment -> Finding.error("/payments/" + payment.line().participant().value(),
                        "%s has no approved bank details on the pay date %s, so the bank's order leaves %s out."
                                .formatted(payment.line().name(), payment.line().payDate(), payment.line().amount()),
                        "Enter the details under Bank details, valid from the pay date or before; once another person"
                                + " has approved them, write the files again: a further order holds this payment."))
                .toList();
    }

    /** Puts everything that can be ordered now into the order of this number; empty when there is nothing. */
    boolean order(PayoutBatch batch, List<Payment> payments, String variant) {
        List<Payment> ready = open(batch, payments).stream().filter(payment -> details(payment).isPresent()).toList();
        int number = 0;
        for (Payment payment : payments) {
            number++;
            if (ready.contains(payment)) {
                jdbc.sql("""
                        insert into payout.instruction (batch_id, participant_id, variant, end_to_end_id)
                        values (:batch, :participant, :variant, :reference)
                        """)
                        .param("batch", batch.id().value())
                        .param("participant", payment.line().participant().value())
                        .param("variant", variant)
                        .param("reference", "ATT-%s-%d".formatted(batch.id(), number))
                        .update();
            }
        }
        return !ready.isEmpty();
    }

    private List<Payment> open(PayoutBatch batch, List<Payment> payments) {
        List<String> ordered = jdbc.sql("select participant_id from payout.instruction where batch_id = :batch")
                .param("batch", batch.id().value()).query(String.class).list();
        return payments.stream().filter(payment -> payment.route() == PayRoute.DIRECT)
                .filter(payment -> !ordered.contains(payment.line().participant().value())).toList();
    }

    private Optional<BankDetail> details(Payment payment) {
        return bankDetails.on(payment.line().participant(), payment.line().payDate());
    }

    /** The order of this number as the bank takes it. */
    byte[] xml(PayoutBatch batch, List<Payment> payments, String variant) {
        Map<String, String> references = new HashMap<>();
        jdbc.sql("""
                select participant_id, end_to_end_id from payout.instruction
                where batch_id = :batch and variant = :variant
                """).param("batch", batch.id().value()).param("variant", variant).query(rs -> {
            references.put(rs.getString("participant_id"), rs.getString("end_to_end_id"));
        });
        Map<String, List<Payment>> groups = new LinkedHashMap<>();
        for (Payment payment : payments) {
            if (references.containsKey(payment.line().participant().value())) {
                groups.computeIfAbsent("%s\n%s\n%s".formatted(payment.line().legalEntity(),
                        payment.line().amount().currency(), payment.line().payDate()), key -> new ArrayList<>())
                        .add(payment);
            }
        }
        String message = "ATT-%s-%s".formatted(batch.id(), variant);
        List<Group> written = new ArrayList<>();
        for (List<Payment> group : groups.values()) {
            PayoutLine first = group.getFirst().line();
            PayingEntity.Debtor debtor = entities.of(first.legalEntity()).debtor()
                    .orElseThrow(() -> new Refused("entity-debtor",
                            "%s has no account that payments are taken from; a finance director sets it under Payout settings."
                                    .formatted(first.legalEntity())));
            written.add(new Group("%s-%d".formatted(message, written.size() + 1), first.payDate(), debtor.name(),
                    debtor.iban().value(), debtor.bic().map(Bic::value),
                    group.stream().map(payment -> transfer(batch, payment,
                            references.getOrDefault(payment.line().participant().value(), ""))).toList()));
        }
        return CreditTransferXml.of(new CreditTransferOrder(message, batch.releasedAt().orElseThrow(),
                written.getFirst().debtor(), written));
    }

    private Transfer transfer(PayoutBatch batch, Payment payment, String reference) {
        BankDetail details = details(payment).orElseThrow(() -> new Refused("payout-file-differs",
                payment.line().name() + " has no bank details any more. The stored file stays as it is."));
        return new Transfer(reference, payment.line().amount(), details.holder(), details.iban().value(),
                details.bic().map(Bic::value), "Commission " + batch.period());
    }
}
