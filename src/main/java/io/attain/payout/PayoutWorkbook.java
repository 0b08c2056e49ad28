package io.attain.payout;

import java.util.ArrayList;
import java.util.List;

import io.attain.payout.file.Sheet;
import io.attain.payout.file.Xlsx;
import io.attain.shared.Money;

/** The batch as a workbook: its lines, and its totals by currency. */
final class PayoutWorkbook {

    private PayoutWorkbook() {}

    static byte[] of(PayoutBatch batch, List<Payment> payments) {
        List<List<Object>> lines = new ArrayList<>();
        for (Payment payment : payments) {
            PayoutLine line = payment.line();
            lines.add(List.of(line.employeeNumber(), line.name(), line.legalEntity(), line.costCentre(),
                    line.payDate(), line.amount().toDecimal(), line.amount().currency().getCurrencyCode(),
                    payment.route() == PayRoute.DIRECT ? "direct" : "payroll " + payment.provider()));
        }
        List<List<Object>> totals = new ArrayList<>();
        for (Money total : batch.totals()) {
            long payees = payments.stream()
                    .filter(payment -> payment.line().amount().currency().equals(total.currency())).count();
            totals.add(List.of(total.currency().getCurrencyCode(), payees, total.toDecimal()));
        }
        return Xlsx.of(List.of(
                new Sheet("Payout " + batch.id(),
                        List.of("Employee number", "Name", "Legal entity", "Cost centre", "Pay date", "Amount",
                                "Currency", "Way"),
                        lines),
                new Sheet("Totals", List.of("Currency", "People paid", "Total"), totals)));
    }
}
