package io.attain.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.attain.calculation.oracle.OracleCredit;
import io.attain.calculation.oracle.OracleLine;
import io.attain.calculation.oracle.OraclePayee;
import io.attain.calculation.oracle.PlanOracle;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.PlanDefinition;

/** The oracle of the tests: records and {@link BigDecimal}, no cleverness. */
final class OracleContender implements Contender {

    private static final List<Map<String, String>> FIELDS = IntStream.range(0, Workload.PRODUCTS)
            .mapToObj(product -> Map.of("product", Workload.product(product))).toList();

    private final Workload workload;
    private final List<PlanDefinition> plans;

    OracleContender(Workload workload) {
        this.workload = workload;
        this.plans = workload.plans();
    }

    @Override
    public long[] lines(Workload.Stream stream) {
        List<OracleCredit> credits = new ArrayList<>(stream.size());
        for (int i = 0; i < stream.size(); i++) {
            credits.add(new OracleCredit(LocalDate.ofEpochDay(stream.day()[i]), CreditSelection.Role.DIRECT,
                    EventKind.BOOKING, BigDecimal.valueOf(stream.amount()[i], 2), BigDecimal.ZERO, BigDecimal.ZERO,
                    BigDecimal.ONE, Optional.empty(), Optional.empty(), FIELDS.get(stream.product()[i])));
        }
        OraclePayee payee = new OraclePayee("", "", "", Optional.empty(), BigDecimal.ONE, credits,
                Map.of(Workload.COMPONENT, BigDecimal.valueOf(workload.quota(stream.participant()), 2)), Map.of(),
                BigDecimal.ZERO, Map.of());
        long[] amounts = new long[stream.size()];
        List<OracleLine> lines = PlanOracle.lines(plans.get(Workload.planOf(stream.participant())), List.of(payee))
                .get("");
        for (OracleLine line : lines) {
            amounts[line.credit().orElseThrow()] = line.amount().movePointRight(2).longValueExact();
        }
        return amounts;
    }
}
