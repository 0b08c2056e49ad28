package io.attain.sales;

/** The number people call an import by. */
public record ImportBatchId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
