package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.engine.QuotaPart;
import io.attain.plan.language.Payment;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** One step from a sales event to the amount of a line and on to the ledger, as data; {@link Sentences} says it. */
public sealed interface Fact {

    /** What names the kind of fact outside; stays the same between releases. */
    default String kind() {
        String name = this instanceof Derived derived
                ? derived.step().getClass().getSimpleName()
                : getClass().getSimpleName();
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** @param of what it refers to: the sale that is returned, the invoice that is paid; empty for nothing */
    record Event(String source, String id, int revision, String event, LocalDate date, String product, String account,
            String of) implements Fact {}

    /**
     * @param rule  which credit rule it follows from: its id, or {@code split} or {@code rollup}
     * @param share of the event, 1 being all of it
     */
    record Credited(String role, String rule, int splitVersion, BigDecimal share, Money amount) implements Fact {}

    /** Money is turned into the plan's currency once, before it is shared out. */
    record Converted(Money from, Money to) implements Fact {}

    /** @param version as {@code field-sales/2}; @param digest of the version, empty where nothing is published */
    record ByPlan(Text plan, String version, String digest, Text component) implements Fact {}

    /** What the quota is made of; rounded once. */
    record QuotaMade(List<QuotaPart> parts, boolean money, BigDecimal quota) implements Fact {

        public QuotaMade {
            parts = List.copyOf(parts);
        }
    }

    /** @param standing what the line stands at after the step, in major units */
    record Derived(DerivationStep step, BigDecimal standing) implements Fact {}

    /** An ended period was computed again: what it is now, less what was posted. */
    record Corrects(DateRange period, Money posted, Money now, Money difference) implements Fact {}

    /** The end of the arithmetic: the amount of the line. */
    record Comes(Money amount) implements Fact {}

    /** When a component's earnings may be paid. @param heldBack the share that is kept back for some days; 0 for none */
    record PaidWhen(Payment.On on, BigDecimal heldBack, int days) implements Fact {}

    /** Where the line stands on the way to being paid, at the end of the period. */
    record Stands(Money payable, Money uncollected, Money heldBack) implements Fact {}

    /** What a dispute holds of all that is payable, until it is decided. */
    record Holds(Money amount, Optional<String> cause) implements Fact {}

    /** What the lines of the period came to together on an account of the ledger, this one among them. */
    record Posted(String transfer, String account, Money amount) implements Fact {}
}
