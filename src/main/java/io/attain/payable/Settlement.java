package io.attain.payable;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.plan.language.Draw;
import io.attain.shared.Money;

/**
 * What is paid to someone for one period, and how it came to that. payable + adjustments + Σ top-ups − Σ recoveries −
 * Δ receivable − held = pay, always; and pay is never below zero.
 *
 * @param movements in their order
 * @param pay       zero or more
 * @param balances  carried into the next period
 */
public record Settlement(List<Movement> movements, Money pay, Balances balances) {

    public Settlement {
        movements = List.copyOf(movements);
    }

    /**
     * The order: payable + adjustments − receivable, then the top-up, then recovery. Held pay counts as paid for the
     * draw; it leaves pay last. Without a draw in force, recovery is from all pay.
     *
     * @param payable what became payable in the period, of any sign
     * @param adjusted Σ approved adjustments, of any sign
     * @param held    what disputes hold of it, zero or more; never more than there is to pay
     * @param leaves  whether it is the last period: the rest of the draw becomes a receivable
     */
    public static Settlement of(Money payable, Money adjusted, Money held, Optional<DrawInForce> draw, Balances before,
            boolean leaves) {
        List<Movement> movements = new ArrayList<>();
        Money zero = Money.zero(payable.currency());
        Money net = payable.plus(adjusted);
        Money receivable = before.clawback();
        if (net.isPositive() && receivable.isPositive()) {
            Money taken = min(net, receivable);
            net = net.minus(taken);
            receivable = receivable.minus(taken);
            movements.add(new Movement.ReceivableTaken(taken, receivable));
        } else if (net.isNegative()) {
            receivable = receivable.minus(net);
            movements.add(new Movement.CarriedAsReceivable(net.negate(), receivable));
            net = zero;
        }
        Money advanced = before.draw();
        Money floor = draw.map(DrawInForce::amount).orElse(zero);
        boolean recoverable = draw.filter(one -> one.kind() == Draw.Kind.RECOVERABLE).isPresent();
        Money missing = floor.minus(net);
        if (missing.isPositive()) {
            net = floor;
            if (recoverable) {
                advanced = advanced.plus(missing);
                movements.add(new Movement.Advanced(missing, floor, advanced));
            } else {
                movements.add(new Movement.Guaranteed(missing, floor));
            }
        }
        Money excess = net.minus(floor);
        boolean recovering = leaves || draw.map(DrawInForce::recovering).orElse(true);
        if (recovering && advanced.isPositive() && excess.isPositive()) {
            Money most = leaves
                    ? excess
                    : draw.flatMap(DrawInForce::atMost)
                            .map(share -> excess.multipliedBy(share, RoundingMode.DOWN)).orElse(excess);
            Money recovered = min(min(advanced, most), max(net.minus(held), zero));
            if (recovered.isPositive()) {
                advanced = advanced.minus(recovered);
                net = net.minus(recovered);
                movements.add(new Movement.Recovered(recovered, excess, advanced));
            }
        }
        if (leaves && advanced.isPositive()) {
            receivable = receivable.plus(advanced);
            movements.add(new Movement.DrawBecomesReceivable(advanced, receivable));
            advanced = zero;
        }
        Money kept = min(held, net);
        if (kept.isPositive()) {
            net = net.minus(kept);
            movements.add(new Movement.Held(kept));
        }
        return new Settlement(movements, net, new Balances(advanced, receivable));
    }

    private static Money min(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Money max(Money one, Money other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
