package io.attain.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.Allocation;

/**
 * Made-up sales of a quarter, the same at every run: 10,000 participants in 20 plans, each with a table of 50 products, an
 * accelerator of four marginal tiers on attainment in date order, and a cap. 15 % of the transactions are split 60/40
 * between the two of a pair, 2 % are returns. Drawn pair by pair, so that nobody needs all of it at once.
 */
public final class Workload {

    static final int PARTICIPANTS = 10_000;
    static final int PLANS = 20;
    static final int PRODUCTS = 50;
    static final String COMPONENT = "commission";

    /** Attainment at which the tiers begin, in percent. */
    static final int[] TIER_FROM = { 0, 50, 100, 125 };

    private static final int FIRST_DAY = (int) LocalDate.of(2017, 1, 1).toEpochDay();
    private static final int DAYS = 90;
    private static final List<BigDecimal> SPLIT = List.of(BigDecimal.valueOf(60), BigDecimal.valueOf(40));

    /** The credits of one participant in canonical order; amounts in minor units. */
    public record Stream(int participant, int size, int[] day, long[] amount, byte[] product) {}

    private record Share(int day, long amount, byte product) {}

    private final int transactions;

    Workload(int transactions) {
        this.transactions = transactions;
    }

    int transactions() {
        return transactions;
    }

    int pairs() {
        return PARTICIPANTS / 2;
    }

    /** The streams of a pair's two participants. */
    List<Stream> pair(int pair) {
        SplittableRandom random = new SplittableRandom(pair);
        int count = (int) ((long) transactions * (pair + 1) / pairs() - (long) transactions * pair / pairs());
        int[] days = IntStream.range(0, count).map(i -> FIRST_DAY + random.nextInt(DAYS)).sorted().toArray();
        List<List<Share>> shares = List.of(new ArrayList<>(), new ArrayList<>());
        for (int day : days) {
            int seller = random.nextInt(2);
            byte product = (byte) random.nextInt(PRODUCTS);
            long amount = random.nextLong(50_00, 5_000_00);
            if (random.nextInt(100) < 2) {
                amount = -amount;
            }
            if (random.nextInt(100) < 15) {
                List<Long> parts = Allocation.of(amount, SPLIT);
                shares.get(seller).add(new Share(day, parts.get(0), product));
                shares.get(1 - seller).add(new Share(day, parts.get(1), product));
            } else {
                shares.get(seller).add(new Share(day, amount, product));
            }
        }
        return List.of(stream(2 * pair, shares.get(0)), stream(2 * pair + 1, shares.get(1)));
    }

    private static Stream stream(int participant, List<Share> shares) {
        Stream stream = new Stream(participant, shares.size(), new int[shares.size()], new long[shares.size()],
                new byte[shares.size()]);
        for (int i = 0; i < shares.size(); i++) {
            stream.day[i] = shares.get(i).day();
            stream.amount[i] = shares.get(i).amount();
            stream.product[i] = shares.get(i).product();
        }
        return stream;
    }

    List<Stream> streams() {
        return IntStream.range(0, pairs()).boxed().flatMap(pair -> pair(pair).stream()).toList();
    }

    static int planOf(int participant) {
        return participant % PLANS;
    }

    /** In minor units; grows with the transactions, so that everybody attains as much as in the smaller workload. */
    long quota(int participant) {
        long sold = 2_000_00L * transactions / PARTICIPANTS;
        return sold / 100 * (80 + participant % 50);
    }

    static String product(int product) {
        return "P" + product;
    }

    /** Of 10,000. */
    static int rate(int plan, int product) {
        return 200 + (product * 37 + plan * 11) % 900;
    }

    /** Of 100. */
    static int factor(int plan, int tier) {
        return new int[]{ 60 + plan, 100, 150 + plan, 200 }[tier];
    }

    /** In minor units. */
    long cap(int plan) {
        return (160 + plan) * (long) transactions / PARTICIPANTS * 100;
    }

    List<PlanDefinition> plans() {
        return IntStream.range(0, PLANS).mapToObj(this::plan).toList();
    }

    private PlanDefinition plan(int plan) {
        String rows = IntStream.range(0, PRODUCTS).mapToObj(product -> """
				{"when": {"product": "%s"}, "rate": "%s"}"""
                .formatted(product(product), BigDecimal.valueOf(rate(plan, product), 4).toPlainString()))
                .collect(Collectors.joining(","));
        String tiers = IntStream.range(0, TIER_FROM.length).mapToObj(tier -> """
				{"from": "%s", "factor": "%s"}""".formatted(BigDecimal.valueOf(TIER_FROM[tier], 2).toPlainString(),
                BigDecimal.valueOf(factor(plan, tier), 2).toPlainString())).collect(Collectors.joining(","));
        return switch (PlanReader.read("""
				{"language": "attain/1", "id": "plan-%d", "name": "Plan", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"},
				 "components": [{"id": "commission", "name": "Commission", "window": "period", "quota": "amount",
				   "pay": {"type": "marginal-tiers", "on": "attainment",
				     "base": {"type": "rate-table", "fields": ["product"], "rows": [%s], "otherwise": "0.01"},
				     "tiers": [%s]},
				   "cap": {"amount": "%s"}}]}""".formatted(plan, rows, tiers,
                BigDecimal.valueOf(cap(plan), 2).toPlainString()))) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new IllegalStateException(unreadable.findings().toString());
        };
    }
}
