package io.attain.sales;

import io.attain.audit.CaseRef;

/** The number people call an import by. */
public record ImportBatchId(long value) {

    public CaseRef caseRef() {
        return new CaseRef("import-batch", toString());
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
