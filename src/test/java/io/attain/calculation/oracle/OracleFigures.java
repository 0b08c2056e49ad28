package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attain.plan.formula.Checking;
import io.attain.plan.formula.Scope;
import io.attain.plan.formula.Type;
import io.attain.plan.formula.TypedFormula;
import io.attain.plan.formula.Values;
import io.attain.plan.language.Formula;
import io.attain.plan.language.PlanDefinition;

/** What the formulas of a window can look at. */
record OracleFigures(PlanDefinition plan, OraclePayee payee, String component, Map<String, BigDecimal> measures,
        Map<String, BigDecimal> earned) implements Values {

    private static final MathContext QUOTIENT = new MathContext(34, RoundingMode.DOWN);

    boolean holds(Formula formula) {
        return typed(formula, Type.BOOLEAN).holds(this);
    }

    Optional<BigDecimal> value(Formula formula) {
        return typed(formula, Type.NUMBER).number(this);
    }

    private TypedFormula typed(Formula formula, Type type) {
        Scope scope = Scope.ofWindow(
                plan.components().stream().map(io.attain.plan.language.Component::id).collect(Collectors.toSet()));
        return ((Checking.Sound) Checking.of(formula.text(), scope, type)).formula();
    }

    @Override
    public Optional<BigDecimal> number(String name) {
        return switch (name) {
            case "target" -> Optional.ofNullable(payee.targets().get(component)).filter(target -> target.signum() > 0);
            case "tenure" -> Optional.of(payee.tenure());
            default -> number(name, component);
        };
    }

    @Override
    public String text(String name) {
        return name.equals("team") ? payee.team() : name.equals("role") ? payee.role() : "";
    }

    @Override
    public Optional<LocalDate> date(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<BigDecimal> number(String function, String argument) {
        return switch (function) {
            case "measure" -> Optional.ofNullable(measures.get(argument));
            case "quota" -> Optional.ofNullable(payee.quotas().get(argument)).filter(quota -> quota.signum() > 0);
            case "attainment" -> number("quota", argument)
                    .flatMap(quota -> number("measure", argument).map(measure -> measure.divide(quota, QUOTIENT)));
            case "earned" -> Optional.ofNullable(earned.get(argument));
            case "kpi" -> Optional.ofNullable(payee.kpis().get(argument));
            default -> throw new IllegalArgumentException(function);
        };
    }
}
