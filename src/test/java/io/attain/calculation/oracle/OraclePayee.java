package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Someone in one plan for the whole of one period.
 *
 * @param credits in canonical order, all within the period
 * @param quotas  by component, in units of the measure
 * @param targets by component, in major units
 * @param target  of the plan as a whole
 */
public record OraclePayee(String id, String team, String role, Optional<LocalDate> left, BigDecimal tenure,
        List<OracleCredit> credits, Map<String, BigDecimal> quotas, Map<String, BigDecimal> targets, BigDecimal target,
        Map<String, BigDecimal> kpis) {}
