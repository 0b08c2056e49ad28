package io.attain.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/** How figures, dates and names are written on pages; templates call it as {@code @figures}. */
@Component
class Figures {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_IN_CHINESE = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINESE);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'",
            Locale.ENGLISH);

    private final Participants participants;
    private final Users users;
    private final Map<String, NumberFormat> symbols = new ConcurrentHashMap<>();

    Figures(Participants participants, Users users) {
        this.participants = participants;
        this.users = users;
    }

    /** With its currency, as in {@code $1,054.50}; a true minus sign before a negative amount. */
    public String money(@Nullable Money money) {
        if (money == null) {
            return "–";
        }
        String code = money.currency().getCurrencyCode();
        String sign = money.isNegative() ? "\u2212" : "";
        String symbol = money.currency().getSymbol(Locale.US);
        String figure = plain(money.toDecimal().abs());
        return sign + (symbol.equals(code) ? code + "\u00a0" : symbol) + figure;
    }

    /** With all its decimals, cut for reading after the sixth. */
    String money(BigDecimal major, Currency currency) {
        BigDecimal cut = major.setScale(Math.min(6, major.scale()), RoundingMode.DOWN).stripTrailingZeros();
        BigDecimal shown = cut.scale() < currency.getDefaultFractionDigits()
                ? cut.setScale(currency.getDefaultFractionDigits())
                : cut;
        String symbol = currency.getSymbol(Locale.US);
        return (shown.signum() < 0 ? "\u2212" : "")
                + (symbol.equals(currency.getCurrencyCode()) ? symbol + "\u00a0" : symbol) + plain(shown.abs());
    }

    /** Σ by currency, by its code; nothing where there is nothing. */
    static List<Money> sums(Stream<Money> amounts) {
        TreeMap<String, Money> sums = new TreeMap<>();
        amounts.forEach(amount -> sums.merge(amount.currency().getCurrencyCode(), amount, Money::plus));
        return List.copyOf(sums.values());
    }

    /** As {@link #money}, with a plus sign before a positive amount. */
    public String change(@Nullable Money money) {
        return money != null && money.isPositive() ? "+" + money(money) : money(money);
    }

    public String sign(@Nullable Money money) {
        return money != null && money.isNegative() ? "minus" : "";
    }

    public String percent(@Nullable BigDecimal fraction) {
        return fraction == null
                ? "–"
                : fraction.movePointRight(2).setScale(1, RoundingMode.DOWN).toPlainString() + "\u00a0%";
    }

    /** A rate as a percentage without rounding. */
    public String rate(Rate rate) {
        return decimal(rate.value().movePointRight(2)) + "\u00a0%";
    }

    public String decimal(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return plain(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    public String count(long number) {
        return plain(BigDecimal.valueOf(number));
    }

    public String day(@Nullable LocalDate date) {
        return date == null ? "–" : (isChinese() ? DAY_IN_CHINESE : DAY).format(date);
    }

    public String moment(@Nullable Instant instant) {
        return instant == null ? "–" : MOMENT.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** First to last day, both included. */
    public String range(DateRange range) {
        if (isChinese()) {
            return range.isOpenEnded() ? day(range.from()) + "起" : day(range.from()) + "至" + day(range.lastDay());
        }
        return range.isOpenEnded() ? "since " + day(range.from()) : day(range.from()) + " to " + day(range.lastDay());
    }

    /** A sentence in the reader's language. */
    static String say(String english, String chinese) {
        return isChinese() ? chinese : english;
    }

    private static boolean isChinese() {
        return LocaleContextHolder.getLocale().getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    public String participant(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    public String user(@Nullable UserId id) {
        return id == null ? "–" : users.nameOf(id);
    }

    /** The name behind a text that may be a user's id. */
    public String person(@Nullable String id) {
        return id == null || id.isBlank() ? "–" : users.nameOf(new UserId(id));
    }

    /** An enum constant or key in words: {@code WITH_COUNTERPART} becomes {@code With counterpart}. */
    public String words(Object constant) {
        String lower = constant.toString().replaceAll("[-_.]", " ").toLowerCase(Locale.ROOT);
        return lower.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    /** The colour of a state's tag. */
    public String tone(Object state) {
        return switch (state.toString()) {
            case "PAID", "PUBLISHED", "ACCEPTED", "APPROVED", "UPHELD", "RELEASED", "BOOKED", "IMPORTED", "LOCKED",
                    "SIGNED", "PARTLY", "AGREED", "IN_FORCE", "CONFIRMED" ->
                "good";
            case "CLOSING", "IN_REVIEW", "PROPOSED", "IN_APPROVAL", "WITH_COUNTERPART", "WITH_MANAGER",
                    "INFORMATION_ASKED", "FILED", "TRIAGE", "COMP_REVIEW", "FINANCE_APPROVAL", "PERIOD_CLOSING",
                    "WAITING_FOR_PERIOD", "PREPARED", "ADJUSTMENT_DUE", "FROZEN" ->
                "warn";
            case "REJECTED", "REFUSED", "DENIED", "DECLINED", "LOST", "UNDONE", "BOUNCED" -> "bad";
            case "OPEN", "CALCULATED" -> "info";
            default -> "";
        };
    }

    private String plain(BigDecimal number) {
        NumberFormat format = (NumberFormat) symbols
                .computeIfAbsent("plain", key -> NumberFormat.getNumberInstance(Locale.US)).clone();
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }
}
