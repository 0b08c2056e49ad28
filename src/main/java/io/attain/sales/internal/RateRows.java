package io.attain.sales.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import io.attain.plan.RateTables;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.Rate;

/** Named rate tables by product; the product {@code *} is anything else. */
@Component
class RateRows implements RowTarget {

    private static final Pattern TABLE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final RateTables tables;
    private final Catalogue catalogue;

    RateRows(RateTables tables, Catalogue catalogue) {
        this.tables = tables;
        this.catalogue = catalogue;
    }

    @Override
    public FileKind kind() {
        return FileKind.RATES;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        String table = row.required("table");
        if (!table.isEmpty() && (table.length() > 80 || !TABLE.matcher(table).matches())) {
            row.reject("table", "This is not the name of a rate table.",
                    "Use lower-case letters, digits and dashes, such as product-rates-2017.");
        }
        String product = row.required("product");
        if (!product.isEmpty() && !product.equals(RateTables.ANYTHING_ELSE)
                && !catalogue.products().contains(product)) {
            row.reject("product", "The catalogue has no such product.",
                    "Write the product as the catalogue does, or " + RateTables.ANYTHING_ELSE + " for anything else.");
        }
        row.required("rate");
        Optional<BigDecimal> rate = row.number("rate");
        if (rate.isPresent() && (rate.get().signum() < 0 || rate.get().compareTo(BigDecimal.TEN) > 0
                || rate.get().stripTrailingZeros().scale() > 9)) {
            row.reject("rate", "The rate is not between 0 and 10 with at most nine decimals.",
                    "Write five per cent as 0.05.");
        }
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        return RowTargets.outcome(tables.put(table, product, new Rate(rate.orElseThrow())), row,
                table + ", " + product);
    }
}
