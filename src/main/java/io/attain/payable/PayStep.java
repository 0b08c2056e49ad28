package io.attain.payable;

import java.util.Locale;

import io.attain.shared.Money;

/**
 * One step from earned to paid, in words.
 *
 * @param kind   the name of the {@link Movement}, {@code Waits} or {@code Exchange}
 * @param amount above zero, but for what a return takes from what waits, and for an exchange of any sign
 */
public record PayStep(String kind, Money amount, String english, String chinese) {

    static PayStep of(Movement movement) {
        return new PayStep(movement.getClass().getSimpleName(), movement.amount(),
                MovementWords.of(movement, Locale.ENGLISH), MovementWords.of(movement, Locale.CHINESE));
    }

    static PayStep of(Waits waits) {
        Position position = waits.position();
        boolean cash = !position.uncollected().isZero();
        String english = cash
                ? "%s of %s earned on %s waits for its %s.".formatted(position.uncollected(),
                        waits.earning().amount(), waits.event(), switch (waits.earning().terms().on()) {
                            case BOOKING -> "booking";
                            case INVOICE -> "invoice";
                            case COLLECTION -> "cash";
                        })
                : "";
        String chinese = cash
                ? "%s 的 %s 中 %s 待%s后支付。".formatted(waits.event(), waits.earning().amount(),
                        position.uncollected(), switch (waits.earning().terms().on()) {
                            case BOOKING -> "签约";
                            case INVOICE -> "开票";
                            case COLLECTION -> "回款";
                        })
                : "";
        if (!position.heldBack().isZero()) {
            int days = waits.earning().terms().holdback().map(holdback -> holdback.days()).orElse(0);
            english += (cash ? " " : "") + "%s earned on %s is kept back for %d days.".formatted(position.heldBack(),
                    waits.event(), days);
            chinese += "%s 的 %s 预留 %d 天。".formatted(waits.event(), position.heldBack(), days);
        }
        return new PayStep("Waits", waits.amount(), english, chinese);
    }

    static PayStep of(Exchange exchange) {
        return exchange.rate()
                .map(rate -> new PayStep("Exchange", exchange.paid(),
                        "%s of the plan became payable; at %s %s to the %s (%s) that is %s.".formatted(
                                exchange.payable(), rate.rate().stripTrailingZeros().toPlainString(), exchange.to(),
                                exchange.from(), rate.on(), exchange.paid()),
                        "方案币种 %s 可支付；按 %s 的汇率 1 %s = %s %s 折合 %s。".formatted(exchange.payable(), rate.on(),
                                exchange.from(), rate.rate().stripTrailingZeros().toPlainString(), exchange.to(),
                                exchange.paid())))
                .orElseGet(() -> new PayStep("Exchange", exchange.paid(),
                        "%s of the plan cannot be paid yet: no exchange rate from %s to %s is listed."
                                .formatted(exchange.payable(), exchange.from(), exchange.to()),
                        "方案币种 %s 尚不能支付：没有 %s 到 %s 的汇率。".formatted(exchange.payable(), exchange.from(),
                                exchange.to())));
    }

    public String sentence(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
    }
}
