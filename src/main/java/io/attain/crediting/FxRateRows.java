package io.attain.crediting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.crediting.rule.ExchangeRates;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowChange;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;

/** Exchange rates by day. */
@Component
class FxRateRows implements RowTarget {

    private static final BigDecimal MOST = new BigDecimal("1000000000");

    private final FxRates rates;

    FxRateRows(FxRates rates) {
        this.rates = rates;
    }

    @Override
    public FileKind kind() {
        return FileKind.FX_RATES;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        SourceRow first = unit.getFirst();
        RowFields row = new RowFields(first);
        Optional<Currency> from = row.currency("from");
        Optional<Currency> to = row.currency("to");
        Optional<LocalDate> date = row.requiredDate("date");
        Optional<BigDecimal> rate = row.positive("rate", MOST);
        if (from.isPresent() && from.equals(to)) {
            row.reject("to", "A currency is worth itself.", "Leave the row out, or correct the currency.");
        }
        if (row.isRejected()) {
            return row.rejected();
        }
        Optional<BigDecimal> before = rates.put(
                new ExchangeRates.Listed(from.orElseThrow(), to.orElseThrow(), date.orElseThrow(), rate.orElseThrow()));
        if (before.isEmpty()) {
            return new RowOutcome.Added(List.of());
        }
        return before.get().compareTo(rate.get()) == 0
                ? new RowOutcome.Unchanged(List.of())
                : new RowOutcome.Changed(List.of(new RowChange(first.number(),
                        from.get() + " to " + to.get() + " on " + date.get(), "rate", before.get().toPlainString(),
                        rate.get().toPlainString())), List.of());
    }
}
