package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A key figure that was read: {@code kpi("csat")} is the latest one of its name in the window. */
public record Reading(String name, LocalDate day, BigDecimal value) {}
