package io.attain.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every rep earned in a quarter, worked out a second time: straight {@link BigDecimal} from the shipped CSV files,
 * sharing no line of code with the product. It reads the rule as a finance clerk would from the plan's text: each deal
 * won in the quarter counts for its seller (or for those who agreed a split); the product's rate applies, times 1.0 up
 * to the quota, 1.5 from the quota, 2.0 from 125 % of it; every deal's commission is rounded once, half-up.
 */
public final class IndependentRecomputation {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private record Step(BigDecimal from, BigDecimal factor) {}

    private static final List<Step> STEPS = List.of(new Step(BigDecimal.ZERO, BigDecimal.ONE),
            new Step(BigDecimal.ONE, new BigDecimal("1.5")), new Step(new BigDecimal("1.25"), new BigDecimal("2")));

    private record Share(String rep, BigDecimal percent) {}

    private record Credit(LocalDate date, String deal, String rep, String product, BigDecimal amount) {}

    private IndependentRecomputation() {}

    /** Commission in dollars per rep (by name, sorted) for deals closed in {@code [from, to)}. */
    public static TreeMap<String, BigDecimal> of(LocalDate from, LocalDate to) {
        Map<String, BigDecimal> quotas = quotas(from, to);
        Map<String, BigDecimal> rates = rates();
        Map<String, List<Credit>> creditsByRep = new HashMap<>();
        for (Credit credit : credits(from, to)) {
            creditsByRep.computeIfAbsent(credit.rep(), r -> new ArrayList<>()).add(credit);
        }
        TreeMap<String, BigDecimal> commission = new TreeMap<>();
        for (String rep : reps()) {
            List<Credit> credits = creditsByRep.getOrDefault(rep, List.of());
            commission.put(rep, credits.isEmpty() ? new BigDecimal("0.00") : pay(credits, quotas.get(rep), rates));
        }
        return commission;
    }

    private static BigDecimal pay(List<Credit> credits, BigDecimal quota, Map<String, BigDecimal> rates) {
        List<Credit> inOrder = credits.stream().sorted(Comparator.comparing(Credit::date).thenComparing(Credit::deal))
                .toList();
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal total = new BigDecimal("0.00");
        for (Credit credit : inOrder) {
            BigDecimal after = before.add(credit.amount());
            BigDecimal weighted = BigDecimal.ZERO;
            for (int i = 0; i < STEPS.size(); i++) {
                BigDecimal low = quota.multiply(STEPS.get(i).from()).max(before);
                BigDecimal high = i + 1 < STEPS.size() ? quota.multiply(STEPS.get(i + 1).from()).min(after) : after;
                if (high.compareTo(low) > 0) {
                    weighted = weighted.add(high.subtract(low).multiply(STEPS.get(i).factor()));
                }
            }
            BigDecimal rate = rates.getOrDefault(credit.product(), rates.get("*"));
            total = total.add(weighted.multiply(rate).setScale(2, RoundingMode.HALF_UP));
            before = after;
        }
        return total;
    }

    private static List<Credit> credits(LocalDate from, LocalDate to) {
        Map<String, List<Share>> splits = splits();
        List<Credit> credits = new ArrayList<>();
        for (Map<String, String> deal : read("crm/sales_pipeline.csv")) {
            if (!"Won".equals(deal.get("deal_stage"))) {
                continue;
            }
            LocalDate closed = LocalDate.parse(deal.get("close_date"));
            if (closed.isBefore(from) || !closed.isBefore(to)) {
                continue;
            }
            String product = deal.get("product").equals("GTXPro") ? "GTX Pro" : deal.get("product");
            BigDecimal amount = new BigDecimal(deal.get("close_value"));
            String id = deal.get("opportunity_id");
            List<Share> shares = splits.getOrDefault(id, List.of(new Share(deal.get("sales_agent"), HUNDRED)));
            List<BigDecimal> parts = allocate(amount, shares);
            for (int i = 0; i < shares.size(); i++) {
                credits.add(new Credit(closed, id, shares.get(i).rep(), product, parts.get(i)));
            }
        }
        return credits;
    }

    /** Largest remainder to the cent, ties to the earlier share. */
    private static List<BigDecimal> allocate(BigDecimal amount, List<Share> shares) {
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        BigDecimal left = amount;
        for (Share share : shares) {
            BigDecimal exact = amount.multiply(share.percent()).divide(HUNDRED);
            BigDecimal cut = exact.setScale(2, RoundingMode.DOWN);
            parts.add(cut);
            remainders.add(exact.subtract(cut));
            left = left.subtract(cut);
        }
        BigDecimal cent = new BigDecimal("0.01");
        while (left.signum() > 0) {
            int largest = 0;
            for (int i = 1; i < shares.size(); i++) {
                if (remainders.get(i).compareTo(remainders.get(largest)) > 0) {
                    largest = i;
                }
            }
            parts.set(largest, parts.get(largest).add(cent));
            remainders.set(largest, BigDecimal.ONE.negate());
            left = left.subtract(cent);
        }
        return parts;
    }

    private static List<String> reps() {
        return read("crm/sales_teams.csv").stream().map(row -> row.get("sales_agent")).toList();
    }

    private static Map<String, BigDecimal> quotas(LocalDate from, LocalDate to) {
        Map<String, BigDecimal> quotas = new HashMap<>();
        for (Map<String, String> row : read("ours/quotas.csv")) {
            LocalDate start = LocalDate.parse(row.get("from"));
            if (!start.isBefore(from) && start.isBefore(to)) {
                quotas.merge(row.get("participant"), new BigDecimal(row.get("amount")), BigDecimal::add);
            }
        }
        return quotas;
    }

    private static Map<String, BigDecimal> rates() {
        Map<String, BigDecimal> rates = new HashMap<>();
        for (Map<String, String> row : read("ours/rates.csv")) {
            rates.put(row.get("product"), new BigDecimal(row.get("rate")));
        }
        return rates;
    }

    private static Map<String, List<Share>> splits() {
        Map<String, List<Share>> splits = new HashMap<>();
        for (Map<String, String> row : read("ours/splits.csv")) {
            splits.computeIfAbsent(row.get("opportunity_id"), id -> new ArrayList<>())
                    .add(new Share(row.get("participant"), new BigDecimal(row.get("percent"))));
        }
        return splits;
    }

    private static List<Map<String, String>> read(String file) {
        try (InputStream in = IndependentRecomputation.class.getResourceAsStream("/demo/" + file)) {
            if (in == null) {
                throw new IllegalStateException("demo file missing: " + file);
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            String[] header = lines.getFirst().split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], cells[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
