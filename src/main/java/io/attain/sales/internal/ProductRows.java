package io.attain.sales.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.participant.FieldChange;
import io.attain.participant.Recorded;
import io.attain.sales.FileKind;
import io.attain.sales.ImportBatchId;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowTarget;
import io.attain.sales.SourceRow;
import io.attain.shared.Money;

/** The product catalogue. */
@Component
class ProductRows implements RowTarget {

    private record Product(String series, Money price) {}

    private final JdbcClient jdbc;

    ProductRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public FileKind kind() {
        return FileKind.PRODUCTS;
    }

    @Override
    public RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit) {
        RowCheck row = new RowCheck(unit.getFirst().number(), unit.getFirst().fields());
        String name = row.required("product");
        row.required("sales_price");
        Optional<Money> price = row.amount("sales_price", Imported.CURRENCY);
        if (name.equals("*")) {
            row.reject("product", "“*” stands for anything else and cannot be a product.", "Correct the name.");
        }
        if (row.isRejected()) {
            return RowTargets.rejected(row);
        }
        return RowTargets.outcome(record(name, new Product(row.text("series"), price.orElseThrow())), row, name);
    }

    private Recorded record(String name, Product product) {
        Optional<Product> known = jdbc.sql("select series, list_price_minor from sales.product where name = :name")
                .param("name", name).query((row, n) -> new Product(row.getString("series"),
                        Money.ofMinor(row.getLong("list_price_minor"), Imported.CURRENCY)))
                .optional();
        if (known.equals(Optional.of(product))) {
            return new Recorded.Unchanged();
        }
        jdbc.sql("""
				insert into sales.product (name, series, list_price_minor, currency) values (:name, :series, :price, :currency)
				on conflict (name) do update set series = excluded.series, list_price_minor = excluded.list_price_minor
				""").param("name", name).param("series", product.series()).param("price", product.price().minor())
                .param("currency", product.price().currency().getCurrencyCode()).update();
        if (known.isEmpty()) {
            return new Recorded.Added();
        }
        List<FieldChange> changes = new ArrayList<>();
        if (!known.get().series().equals(product.series())) {
            changes.add(new FieldChange("series", known.get().series(), product.series()));
        }
        if (!known.get().price().equals(product.price())) {
            changes.add(new FieldChange("sales_price", known.get().price().toDecimal().toPlainString(),
                    product.price().toDecimal().toPlainString()));
        }
        return new Recorded.Changed(changes);
    }
}
