package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

import io.attain.crediting.Credit;
import io.attain.plan.formula.Checking;
import io.attain.plan.formula.Problem;
import io.attain.plan.formula.Scope;
import io.attain.plan.formula.Type;
import io.attain.plan.formula.TypedFormula;
import io.attain.plan.formula.Values;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Conditions in the language of formulas, over the fields of the event as it came and its attributes. */
public final class FormulaConditions implements Conditions {

    @Override
    public Predicate<SalesEvent> compile(String where) {
        return switch (Checking.of(where, Scope.ofCredit(), Type.BOOLEAN)) {
            case Checking.Sound(TypedFormula formula) -> event -> formula.holds(new Fields(event));
            case Checking.Unsound unsound -> {
                Problem first = unsound.problems().getFirst();
                throw new Refused("credit-rules", "In the condition “" + where + "”: " + first.sentence() + " "
                        + first.remedy());
            }
        };
    }

    private record Fields(SalesEvent event) implements Values {

        @Override
        public Optional<BigDecimal> number(String name) {
            return switch (name) {
                case "amount" -> Optional.of(event.amount().toDecimal());
                case "margin" -> event.margin().map(Money::toDecimal);
                case "quantity" -> Optional.of(BigDecimal.valueOf(event.quantity())
                        .divide(BigDecimal.valueOf(Credit.ONE)));
                default -> Optional.ofNullable(event.attributes().get(name))
                        .filter(text -> text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")).map(BigDecimal::new);
            };
        }

        @Override
        public String text(String name) {
            return switch (name) {
                case "product" -> event.product();
                case "account" -> event.account().orElse("");
                case "kind" -> event.kind().key();
                case "currency" -> event.amount().currency().getCurrencyCode();
                default -> event.attributes().getOrDefault(name, "");
            };
        }

        @Override
        public Optional<LocalDate> date(String name) {
            return name.equals("date") ? Optional.of(event.eventDate()) : Optional.empty();
        }

        @Override
        public Optional<BigDecimal> number(String function, String argument) {
            return Optional.empty();
        }
    }
}
