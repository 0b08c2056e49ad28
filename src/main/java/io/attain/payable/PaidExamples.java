package io.attain.payable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;

import io.attain.calculation.CalculatedExamples;
import io.attain.calculation.ExampleEarnings;
import io.attain.plan.ExampleRunner;
import io.attain.plan.language.Draw;
import io.attain.plan.language.Example;
import io.attain.plan.language.Limit;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/** Runs the examples of plans up to what is paid: what is earned goes through {@link Position} and {@link Settlement}, as in a close. */
@Service
class PaidExamples implements ExampleRunner {

    @Override
    public Outcome run(PlanDefinition plan, Example example) {
        try {
            return switch (CalculatedExamples.run(plan, example)) {
                case ExampleEarnings.NotComputable not -> new NotComputable(not.reason());
                case ExampleEarnings.Earned earned -> new Story(plan, example).told(earned.periods());
            };
        } catch (ArithmeticException tooMuch) {
            return new NotComputable("An amount of the example has too many digits.");
        }
    }

    /** What waits together: what an event earned in a component, and what corrected it in a later period. */
    private record Pay(String component, OptionalInt event, LocalDate on) {}

    /** One example on its way through its periods. */
    private static final class Story {

        private final PlanDefinition plan;
        private final Example example;
        private final Money zero;
        private final Map<String, List<Example.Event>> followers;
        private final Map<Pay, List<ExampleEarnings.Line>> earned = new LinkedHashMap<>();
        private final Map<Pay, Position> known = new LinkedHashMap<>();
        private Balances balances;

        Story(PlanDefinition plan, Example example) {
            this.plan = plan;
            this.example = example;
            this.zero = Money.zero(plan.currency());
            this.followers = followers(example.person().events());
            this.balances = new Balances(money(example.opening().draw()), money(example.opening().receivable()));
        }

        Outcome told(List<ExampleEarnings.InPeriod> periods) {
            List<InPeriod> told = new ArrayList<>();
            for (ExampleEarnings.InPeriod period : periods) {
                Optional<Draw> draw = plan.pay().draw();
                if (draw.filter(one -> one.amount() instanceof Limit.OfTarget).isPresent()
                        && period.target().isZero()) {
                    return new NotComputable("The draw is a part of target pay, and the example gives no \"target\".");
                }
                told.add(paid(period, draw.map(one -> inForce(one, period))));
            }
            return new Computed(told);
        }

        private InPeriod paid(ExampleEarnings.InPeriod period, Optional<DrawInForce> draw) {
            period.lines().forEach(line -> earned
                    .computeIfAbsent(new Pay(line.component().id(), line.event(), line.on()), pay -> new ArrayList<>())
                    .add(line));
            Position became = new Position(zero, zero, zero);
            List<Waits> waits = new ArrayList<>();
            for (Map.Entry<Pay, List<ExampleEarnings.Line>> one : earned.entrySet()) {
                Earning earning = earning(one.getKey(), one.getValue());
                Position now = Position.of(earning, period.days().to());
                Position before = known.getOrDefault(one.getKey(), new Position(zero, zero, zero));
                became = became.plus(now.since(before));
                known.put(one.getKey(), now);
                if (!now.uncollected().isZero() || !now.heldBack().isZero()) {
                    waits.add(new Waits(earning, called(one.getKey()), now));
                }
            }
            Settlement settlement = Settlement.of(became.payable(), zero, zero, draw, balances, false);
            balances = settlement.balances();
            return inPeriod(period, became, waits, settlement);
        }

        private InPeriod inPeriod(ExampleEarnings.InPeriod period, Position became, List<Waits> waits,
                Settlement settlement) {
            Map<String, Rate> components = new LinkedHashMap<>();
            plan.components().forEach(component -> components.put(component.id(), Rate.ZERO));
            List<Example.ExpectedLine> lines = new ArrayList<>();
            Money total = zero;
            for (ExampleEarnings.Line line : period.lines()) {
                components.merge(line.component().id(), rate(line.amount()),
                        (sum, more) -> new Rate(sum.value().add(more.value())));
                lines.add(new Example.ExpectedLine(line.component().id(), rate(line.amount())));
                total = total.plus(line.amount());
            }
            List<Text> steps = new ArrayList<>();
            steps.add(Text.in(Map.of("en", "%s is earned.".formatted(MovementWords.written(total)), "zh",
                    "本期应得 %s。".formatted(MovementWords.written(total)))));
            waits.forEach(one -> steps.add(words(PayStep.of(one))));
            settlement.movements().forEach(movement -> steps.add(words(PayStep.of(movement))));
            return new InPeriod(period.days(), components, lines, figures(became, settlement), steps);
        }

        private static Text words(PayStep step) {
            return Text.in(Map.of("en", step.english(), "zh", step.chinese()));
        }

        private Map<PayFigure, Rate> figures(Position became, Settlement settlement) {
            Map<PayFigure, Money> figures = new EnumMap<>(PayFigure.class);
            for (PayFigure figure : PayFigure.values()) {
                figures.put(figure, zero);
            }
            figures.put(PayFigure.PAYABLE, became.payable());
            figures.put(PayFigure.UNCOLLECTED, became.uncollected());
            figures.put(PayFigure.HELD_BACK, became.heldBack());
            for (Movement movement : settlement.movements()) {
                switch (movement) {
                    case Movement.Advanced advanced -> figures.put(PayFigure.ADVANCED, advanced.amount());
                    case Movement.Guaranteed guaranteed -> figures.put(PayFigure.GUARANTEED, guaranteed.amount());
                    case Movement.Recovered recovered -> figures.put(PayFigure.RECOVERED, recovered.amount());
                    case Movement.ReceivableTaken taken -> figures.put(PayFigure.TAKEN, taken.amount());
                    case Movement.CarriedAsReceivable carried -> figures.put(PayFigure.CARRIED, carried.amount());
                    case Movement.DrawBecomesReceivable leaving ->
                        throw new IllegalStateException("nobody leaves in an example: " + leaving);
                    case Movement.Held held -> throw new IllegalStateException("nobody disputes an example: " + held);
                }
            }
            figures.put(PayFigure.DRAW_BALANCE, balances.draw());
            figures.put(PayFigure.RECEIVABLE_BALANCE, balances.clawback());
            figures.put(PayFigure.PAID, settlement.pay());
            Map<PayFigure, Rate> rates = new EnumMap<>(PayFigure.class);
            figures.forEach((figure, amount) -> rates.put(figure, rate(amount)));
            return rates;
        }

        private DrawInForce inForce(Draw draw, ExampleEarnings.InPeriod period) {
            return DrawInForce.of(draw, period.target(),
                    DrawInForce.Stretch.of(draw, period.days(),
                            period.inPlan().intersect(period.days()).orElse(period.days()),
                            example.person().joined().orElse(period.inPlan().from()),
                            CalculatedExamples::isWorkingDay),
                    Math.max(1, DrawInForce.days(draw, period.days(), CalculatedExamples::isWorkingDay)));
        }

        // --- what an event earned, and the cash for it

        /** As in a close: what is neither booked nor the return of a booking is paid at once; a bonus can be held back. */
        private Earning earning(Pay pay, List<ExampleEarnings.Line> lines) {
            ExampleEarnings.Line first = lines.getFirst();
            Payment terms = first.component().payment();
            Money amount = lines.stream().map(ExampleEarnings.Line::amount).reduce(zero, Money::plus);
            String key = pay.component() + "/" + pay.event() + "/" + pay.on();
            if (pay.event().isEmpty()) {
                return Earning.ofNoEvent(key, pay.component(), amount, terms, pay.on());
            }
            Optional<Example.Event> sale = sale(pay.event().getAsInt());
            if (sale.isEmpty()) {
                return Earning.atOnce(key, pay.component(), amount, pay.on());
            }
            Example.Event booked = sale.get();
            return new Earning(key, pay.component(), amount, terms, pay.on(), booked.on(), whole(booked),
                    following(booked, Example.Kind.RETURN).map(one -> new Cash(one.on(), returned(one, booked)))
                            .toList(),
                    switch (terms.on()) {
                        case BOOKING -> List.of();
                        case INVOICE -> cash(booked, Example.Kind.INVOICE);
                        case COLLECTION -> cash(booked, Example.Kind.COLLECTION);
                    });
        }

        /** The booking that an event is, or whatever it returns. */
        private Optional<Example.Event> sale(int place) {
            Example.Event event = example.person().events().get(place);
            return switch (event.kind()) {
                case BOOKING -> Optional.of(event);
                case RETURN -> {
                    OptionalInt original = example.person().original(event);
                    yield original.isEmpty()
                            ? Optional.empty()
                            : Optional.of(example.person().events().get(original.getAsInt()));
                }
                case INVOICE, COLLECTION, STAGE, ACTIVITY, KPI -> Optional.empty();
            };
        }

        /** What came in for a sale, or for one of its invoices. */
        private List<Cash> cash(Example.Event sale, Example.Kind kind) {
            return Stream.concat(following(sale, kind),
                    following(sale, Example.Kind.INVOICE).flatMap(invoice -> following(invoice, kind)))
                    .map(one -> new Cash(one.on(), whole(one))).toList();
        }

        private Stream<Example.Event> following(Example.Event original, Example.Kind kind) {
            return original.name().map(name -> followers.getOrDefault(name, List.of())).orElse(List.of()).stream()
                    .filter(event -> event.kind() == kind);
        }

        /** By what they refer to. An event that is credited in several roles came in once. */
        private static Map<String, List<Example.Event>> followers(List<Example.Event> events) {
            Map<String, List<Example.Event>> followers = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (Example.Event event : events) {
                if (event.name().isEmpty() || seen.add(event.name().get())) {
                    event.refersTo().ifPresent(
                            name -> followers.computeIfAbsent(name, one -> new ArrayList<>()).add(event));
                }
            }
            return followers;
        }

        private Money whole(Example.Event event) {
            return money(event.whole().or(event::amount).orElse(Rate.ZERO));
        }

        private Money returned(Example.Event event, Example.Event original) {
            Money amount = event.whole().or(event::amount).map(this::money).orElseGet(() -> whole(original));
            return amount.isNegative() ? amount.negate() : amount;
        }

        private String called(Pay pay) {
            if (pay.event().isEmpty()) {
                return pay.component();
            }
            int place = pay.event().getAsInt();
            Example.Event sold = sale(place).orElse(example.person().events().get(place));
            return sold.name().orElseGet(() -> sold.on().toString());
        }

        private Money money(Rate amount) {
            return Money.of(amount.value(), plan.currency());
        }

        private static Rate rate(Money amount) {
            return new Rate(amount.toDecimal());
        }
    }
}
