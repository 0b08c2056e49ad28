package io.attain.sales;

import java.util.List;

/**
 * What trying rejected rows again did; {@code received = repaired + stillRejected}.
 *
 * @param batches one per file whose rows were tried; empty when no row was waiting
 */
public record ReplayReport(int received, int repaired, int stillRejected, List<ImportReport> batches) {

    static ReplayReport of(List<ImportReport> batches) {
        int received = batches.stream().mapToInt(ImportReport::received).sum();
        int rejected = batches.stream().mapToInt(ImportReport::rejected).sum();
        return new ReplayReport(received, received - rejected, rejected, List.copyOf(batches));
    }
}
