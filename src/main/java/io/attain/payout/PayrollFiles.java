package io.attain.payout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;

import org.springframework.stereotype.Component;

/** The payroll files of a batch: one a provider with somebody to pay, and the standard one always. */
@Component
class PayrollFiles {

    /** A file about to be written. */
    record Draft(String variant, String name, byte[] bytes, String madeWith) {}

    private final PayrollProviders providers;

    PayrollFiles(PayrollProviders providers) {
        this.providers = providers;
    }

    List<Draft> of(PayoutBatch batch, List<Payment> payments) {
        TreeSet<String> concerned = new TreeSet<>();
        concerned.add(PayrollProvider.STANDARD);
        payments.stream().filter(payment -> payment.route() == PayRoute.PAYROLL).map(Payment::provider)
                .forEach(concerned::add);
        List<Draft> drafts = new ArrayList<>();
        for (String id : concerned) {
            PayrollProvider provider = providers.get(id);
            List<PayoutLine> lines = payments.stream()
                    .filter(payment -> payment.route() == PayRoute.PAYROLL
                            && Objects.equals(payment.provider(), id))
                    .map(Payment::line).toList();
            drafts.add(new Draft(id, name(batch, id),
                    PayrollCsv.of(batch.id(), batch.period(), lines, provider.mapping()),
                    "mapping " + provider.version()));
        }
        return drafts;
    }

    private static String name(PayoutBatch batch, String provider) {
        String suffix = provider.equals(PayrollProvider.STANDARD) ? "" : "-" + provider;
        return "payroll-%s-batch-%s%s.csv".formatted(batch.period().value().toLowerCase(Locale.ROOT), batch.id(),
                suffix);
    }
}
