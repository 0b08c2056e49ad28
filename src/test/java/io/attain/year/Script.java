package io.attain.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.year.Happening.Adjusted;
import io.attain.year.Happening.Agreed;
import io.attain.year.Happening.Claimed;
import io.attain.year.Happening.Decided;
import io.attain.year.Happening.Hired;
import io.attain.year.Happening.InPlan;
import io.attain.year.Happening.Left;
import io.attain.year.Happening.Moved;
import io.attain.year.Happening.Rate;
import io.attain.year.Happening.Target;

/**
 * The year of a sales force of 35: what people decide, day by day, stands here; what customers do comes from the
 * {@link Market}.
 */
final class Script {

    static final String CALENDAR = "months";
    static final int YEAR = 2017;

    static final String FIELD = "field";
    static final String EMEA = "emea";
    static final String ACCOUNTS = "accounts";
    static final String RETAIL = "retail";
    static final String STARTERS = "starters";
    static final String LEADERS = "leaders";

    static final String DIRECTOR = "Renata Vogel";
    static final List<String> MANAGERS = List.of("Ida Berg", "Karl Dorn", "Lena Falk", "Omar Haddad", "Paula Jonas");

    private static final List<String> FIRST = List.of("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia");
    private static final List<String> LAST = List.of("Adler", "Brandt", "Costa", "Duarte", "Engel");

    static final String PROMOTED = seller(8);
    private static final String CONTESTED = seller(0);
    private static final String CLAIMANT = seller(1);
    private static final String NORA = "Nora Frost";
    private static final String THEO = "Theo Gold";
    private static final String UMA = "Uma Hale";

    /** Who signs in to claim a deal or to answer a claim. */
    static final Set<String> CLAIMANTS = Set.of(CONTESTED, CLAIMANT);

    private static final LocalDate BEFORE = LocalDate.of(2015, 3, 1);

    private final Market market;
    private final List<Happening> known = new ArrayList<>();
    private String pending = "";

    private Script(long seed) {
        this.market = new Market(seed);
    }

    /** The first months of the year; the same for the same seed. */
    static List<Chapter> of(long seed, int months) {
        Script script = new Script(seed);
        List<Chapter> chapters = new ArrayList<>();
        for (int month = 1; month <= months; month++) {
            chapters.add(script.chapter(month));
        }
        return chapters;
    }

    private Chapter chapter(int number) {
        YearMonth month = YearMonth.of(YEAR, number);
        List<Happening> happenings = new ArrayList<>(number == 1 ? opening() : List.of());
        happenings.addAll(rates(month));
        happenings.addAll(decisions(number));
        List<Happening> all = new ArrayList<>(known);
        all.addAll(happenings);
        happenings.addAll(market.in(month, all));
        happenings.addAll(claims(number, happenings));
        known.addAll(happenings);
        return new Chapter(month, happenings);
    }

    /** What people decide, month by month. */
    private static List<Happening> decisions(int month) {
        return switch (month) {
            case 2 -> List.of(new Adjusted(seller(2), amount("412.50"), "Trade fair weekend"),
                    new Adjusted(seller(29), amount("-137.25"), "Commission paid twice in December"));
            case 3 -> List.of(new Moved(seller(3), "Sales Rep", MANAGERS.get(1), day(3, 15)),
                    new Adjusted(seller(11), amount("-30000"), "Commission on a deal that never was"));
            case 4 -> List.of(new Hired(NORA, "Sales Rep", Optional.of(MANAGERS.get(0)), "USD", day(4, 10)),
                    new InPlan(NORA, STARTERS, day(4, 10), Optional.empty()));
            case 5 -> List.of(new Agreed(Agreements.fieldFromMay()));
            case 6 -> List.of(new Left(seller(5), day(6, 20)),
                    new InPlan(seller(5), FIELD, day(1, 1), Optional.of(day(6, 20))),
                    new Hired(THEO, "Sales Rep", Optional.of(MANAGERS.get(1)), "USD", day(6, 1)),
                    new InPlan(THEO, STARTERS, day(6, 1), Optional.empty()));
            case 8 -> List.of(new Moved(PROMOTED, "Sales Manager", DIRECTOR, day(8, 16)),
                    new InPlan(PROMOTED, FIELD, day(1, 1), Optional.of(day(8, 16))),
                    new InPlan(PROMOTED, LEADERS, day(8, 16), Optional.empty()),
                    new Moved(seller(9), "Sales Rep", PROMOTED, day(8, 16)),
                    new Moved(seller(12), "Sales Rep", PROMOTED, day(8, 16)),
                    new Left(seller(24), day(9, 1)),
                    new InPlan(seller(24), ACCOUNTS, day(1, 1), Optional.of(day(9, 1))));
            case 9 -> List.of(new Hired(UMA, "Sales Rep", Optional.of(PROMOTED), "USD", day(9, 18)),
                    new InPlan(UMA, STARTERS, day(9, 18), Optional.empty()));
            case 10 -> {
                List<Happening> happenings = new ArrayList<>(targets(NORA, 10, "21750"));
                happenings.add(new InPlan(NORA, STARTERS, day(4, 10), Optional.of(day(10, 1))));
                happenings.add(new InPlan(NORA, FIELD, day(10, 1), Optional.empty()));
                happenings.add(new Adjusted(seller(33), amount("88.08"), "Best newcomer"));
                yield happenings;
            }
            case 11 -> List.of(new Left(THEO, day(11, 10)),
                    new InPlan(THEO, STARTERS, day(6, 1), Optional.of(day(11, 10))));
            default -> List.of();
        };
    }

    /** One claim is upheld while its month is open; another holds what it would take until the next month denies it. */
    private List<Happening> claims(int month, List<Happening> sales) {
        return switch (month) {
            case 5 -> List.of(claim(sales), new Decided(dealOfTheContested(sales), true));
            case 7 -> {
                pending = dealOfTheContested(sales);
                yield List.of(claim(sales));
            }
            case 8 -> List.of(new Decided(pending, false));
            default -> List.of();
        };
    }

    private static Happening claim(List<Happening> sales) {
        return new Claimed(dealOfTheContested(sales), CLAIMANT,
                List.of(new Happening.Part(CONTESTED, amount("65")), new Happening.Part(CLAIMANT, amount("35"))));
    }

    /** The last unshared deal of the seller in the month. */
    private static String dealOfTheContested(List<Happening> sales) {
        List<String> shared = sales.stream().filter(Happening.Shared.class::isInstance)
                .map(one -> ((Happening.Shared) one).deal()).toList();
        return sales.stream().filter(Happening.Sold.class::isInstance).map(Happening.Sold.class::cast)
                .filter(deal -> deal.seller().equals(CONTESTED) && !shared.contains(deal.id()))
                .map(Happening.Sold::id).reduce((first, second) -> second).orElseThrow();
    }

    /** Thirty-five sellers in five teams: three of field sales and one of retail and emea, one of key accounts. */
    private static List<Happening> opening() {
        List<Happening> happenings = new ArrayList<>();
        happenings.add(new Hired(DIRECTOR, "Sales Director", Optional.empty(), "USD", BEFORE));
        MANAGERS.forEach(name -> happenings
                .add(new Hired(name, "Sales Manager", Optional.of(DIRECTOR), "USD", BEFORE)));
        List.of(Agreements.field(), Agreements.emea(), Agreements.accounts(), Agreements.retail(),
                Agreements.starters(), Agreements.leaders()).forEach(plan -> happenings.add(new Agreed(plan)));
        MANAGERS.forEach(name -> happenings.add(new InPlan(name, LEADERS, day(1, 1), Optional.empty())));
        for (int i = 0; i < 35; i++) {
            String name = seller(i);
            String plan = i < 20 ? FIELD : i < 28 ? ACCOUNTS : i < 32 ? RETAIL : EMEA;
            happenings.add(new Hired(name, "Sales Rep", Optional.of(MANAGERS.get(i / 7)),
                    plan.equals(EMEA) ? "EUR" : "USD", BEFORE));
            happenings.add(new InPlan(name, plan, day(1, 1), Optional.empty()));
            if (plan.equals(FIELD) || plan.equals(EMEA)) {
                happenings.addAll(targets(name, 1, "32500"));
            }
        }
        return happenings;
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }

    static String seller(int number) {
        return FIRST.get(number % 7) + " " + LAST.get(number / 7);
    }

    /** The same for every month from one on. */
    private static List<Happening> targets(String name, int from, String amount) {
        List<Happening> targets = new ArrayList<>();
        for (int month = from; month <= 12; month++) {
            targets.add(new Target(name, YearMonth.of(YEAR, month), new BigDecimal(amount)));
        }
        return targets;
    }

    /** Two readings a month; the days between take the last. */
    private static List<Happening> rates(YearMonth month) {
        List<Happening> rates = new ArrayList<>();
        for (int day : new int[]{ 1, 17 }) {
            BigDecimal drift = BigDecimal.valueOf(month.getMonthValue() * 37L + day * 11L, 5);
            rates.add(new Rate("EUR", "USD", month.atDay(day), new BigDecimal("1.05613").add(drift)));
            rates.add(new Rate("GBP", "USD", month.atDay(day), new BigDecimal("1.2349").add(drift)));
            rates.add(new Rate("USD", "EUR", month.atDay(day), new BigDecimal("0.94687").subtract(drift)));
            rates.add(new Rate("GBP", "EUR", month.atDay(day), new BigDecimal("1.16927").subtract(drift)));
        }
        return rates;
    }

    private static LocalDate day(int month, int day) {
        return LocalDate.of(YEAR, month, day);
    }
}
