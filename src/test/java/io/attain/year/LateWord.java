package io.attain.year;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same happenings, of which Attain hears some months later and in another order; by the end it has heard of all. */
final class LateWord {

    private static final int ONE_IN = 4;

    private LateWord() {}

    /** The same for the same seed. What follows a deal is never heard of before the deal. */
    static List<Chapter> of(long seed, List<Chapter> inTime) {
        Random random = new Random(seed);
        List<List<Happening>> heard = new ArrayList<>();
        inTime.forEach(chapter -> heard.add(new ArrayList<>()));
        Map<String, Integer> deals = new HashMap<>();
        for (int month = 0; month < inTime.size(); month++) {
            List<Happening> dealsFirst = new ArrayList<>(inTime.get(month).happenings());
            dealsFirst.sort(Comparator.comparing(happening -> !(happening instanceof Happening.Sold)));
            for (Happening happening : dealsFirst) {
                int later = random.nextInt(ONE_IN) == 0 ? month + random.nextInt(inTime.size() - month) : month;
                int when = switch (happening) {
                    case Happening.Sold one -> later;
                    case Happening.Returned one -> Math.max(later, deals.getOrDefault(one.deal(), month));
                    case Happening.Collected one -> Math.max(later, deals.getOrDefault(one.deal(), month));
                    case Happening.Shared one -> Math.max(later, deals.getOrDefault(one.deal(), month));
                    default -> month;
                };
                if (happening instanceof Happening.Sold deal) {
                    deals.put(deal.id(), when);
                }
                heard.get(when).add(happening);
            }
        }
        List<Chapter> late = new ArrayList<>();
        for (int month = 0; month < inTime.size(); month++) {
            late.add(new Chapter(inTime.get(month).month(), heard.get(month)));
        }
        return late;
    }
}
