package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attain.calculation.engine.Calculation.Sheet;
import io.attain.plan.language.Group;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.shared.Allocation;

/** Ranks and pools: what is decided within a group of payees. In minor units. */
final class Contests {

    private record Member(Sheet sheet, Tally tally) {

        String id() {
            return sheet.payee().id();
        }
    }

    private record Key(String plan, String component, String group) {}

    private final List<Sheet> sheets;
    private final Calculation calculation;
    private final Map<Key, Map<String, Long>> decided = new HashMap<>();

    Contests(List<Sheet> sheets, Calculation calculation) {
        this.sheets = sheets;
        this.calculation = calculation;
    }

    long prize(Tally tally, RankPrizes prizes) {
        return decided.computeIfAbsent(key(tally, prizes.group()),
                key -> ranked(members(tally, prizes.group()), prizes, tally.last))
                .getOrDefault(tally.payee.id(), 0L);
    }

    long share(Tally tally, Pool pool) {
        return decided.computeIfAbsent(key(tally, pool.group()),
                key -> shared(members(tally, pool.group()), pool, tally.last))
                .getOrDefault(tally.payee.id(), 0L);
    }

    private static Key key(Tally tally, Group group) {
        return new Key(tally.participation.plan(), tally.track.id(), within(tally.payee, group));
    }

    private static String within(Payee payee, Group group) {
        return switch (group) {
            case PLAN -> "";
            case TEAM -> payee.team();
            case ROLE -> payee.role();
        };
    }

    /** By id, so that nothing depends on the order in which the payees were given. */
    private List<Member> members(Tally tally, Group group) {
        List<Member> members = new ArrayList<>();
        for (Sheet sheet : sheets) {
            if (sheet.isComputable() && within(sheet.payee(), group).equals(within(tally.payee, group))) {
                for (int p = 0; p < sheet.tallies().size(); p++) {
                    if (sheet.payee().participations().get(p).plan().equals(tally.participation.plan())) {
                        sheet.tally(p, tally.track.id()).ifPresent(same -> {
                            calculation.measureForContest(same);
                            members.add(new Member(sheet, same));
                        });
                    }
                }
            }
        }
        members.sort(Comparator.comparing(Member::id));
        return members;
    }

    /** Where someone stands, and what the places on which he ties bring. */
    DerivationStep ranked(Tally tally, RankPrizes prizes) {
        List<Long> ranked = members(tally, prizes.group()).stream()
                .filter(member -> prizes.atLeast().isEmpty() || LumpSums.reaches(
                        BigDecimal.valueOf(member.tally().total, tally.last.measureDigits), prizes.atLeast().get(),
                        false))
                .map(member -> member.tally().total).sorted(Comparator.reverseOrder()).toList();
        boolean isRanked = ranked.contains(tally.total) && (prizes.atLeast().isEmpty() || LumpSums.reaches(
                BigDecimal.valueOf(tally.total, tally.last.measureDigits), prizes.atLeast().get(), false));
        int first = isRanked ? ranked.indexOf(tally.total) : 0;
        int tied = isRanked ? (int) ranked.stream().filter(total -> total == tally.total).count() : 0;
        BigDecimal together = BigDecimal.ZERO;
        for (int place = first; place < Math.min(first + tied, prizes.prizes().size()); place++) {
            together = together.add(prizes.prizes().get(place).value());
        }
        return new DerivationStep.Ranked(DerivationStep.Counting.of(tally.last.definition.measure()),
                WindowSteps.measure(tally.last, tally.total), isRanked ? first + 1 : 0, tied, ranked.size(), together,
                WindowSteps.money(tally.last, prize(tally, prizes)));
    }

    /** The fund and what part of it someone has. */
    DerivationStep pooled(Tally tally, Pool pool) {
        List<Member> members = members(tally, pool.group());
        BigDecimal own = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        int digits = pool.by() instanceof Pool.ByMeasure ? tally.last.measureDigits : 0;
        for (Member member : members) {
            BigDecimal weight = weight(member, pool).movePointLeft(digits);
            all = all.add(weight);
            own = member.id().equals(tally.payee.id()) ? weight : own;
        }
        return new DerivationStep.Pooled(
                WindowSteps.money(tally.last, ComponentPay.rounded(fund(members, pool, tally.last))), own, all,
                members.size(), WindowSteps.money(tally.last, share(tally, pool)));
    }

    private static Map<String, Long> ranked(List<Member> members, RankPrizes prizes, CompiledComponent component) {
        List<Member> ranked = members.stream()
                .filter(member -> prizes.atLeast().isEmpty() || LumpSums.reaches(
                        BigDecimal.valueOf(member.tally().total, component.measureDigits), prizes.atLeast().get(),
                        false))
                .sorted(Comparator.comparingLong((Member member) -> member.tally().total).reversed()).toList();
        Map<String, Long> won = new HashMap<>();
        int place = 0;
        while (place < ranked.size()) {
            int next = place;
            while (next < ranked.size() && ranked.get(next).tally().total == ranked.get(place).tally().total) {
                next++;
            }
            BigDecimal together = BigDecimal.ZERO;
            for (int taken = place; taken < Math.min(next, prizes.prizes().size()); taken++) {
                together = together.add(prizes.prizes().get(taken).value());
            }
            List<Member> tied = ranked.subList(place, next);
            List<Long> shares = Allocation.of(
                    ComponentPay.rounded(together.movePointRight(component.currencyDigits)),
                    tied.stream().map(member -> BigDecimal.ONE).toList());
            for (int i = 0; i < shares.size(); i++) {
                won.put(tied.get(i).id(), shares.get(i));
            }
            place = next;
        }
        return won;
    }

    private Map<String, Long> shared(List<Member> members, Pool pool, CompiledComponent component) {
        BigDecimal fund = fund(members, pool, component);
        List<BigDecimal> weights = members.stream().map(member -> weight(member, pool)).toList();
        Map<String, Long> shares = new HashMap<>();
        if (weights.stream().anyMatch(weight -> weight.signum() > 0)) {
            List<Long> allocated = Allocation.of(ComponentPay.rounded(fund), weights);
            for (int i = 0; i < allocated.size(); i++) {
                shares.put(members.get(i).id(), allocated.get(i));
            }
        }
        return shares;
    }

    /** In minor units, exact. */
    private static BigDecimal fund(List<Member> members, Pool pool, CompiledComponent component) {
        return switch (pool.fund()) {
            case Pool.FixedFund fixed -> fixed.amount().value().movePointRight(component.currencyDigits);
            case Pool.ShareOfMeasure share -> members.stream()
                    .map(member -> BigDecimal.valueOf(member.tally().total, component.measureDigits))
                    .reduce(BigDecimal.ZERO, BigDecimal::add).multiply(share.share().value())
                    .movePointRight(component.currencyDigits);
        };
    }

    private BigDecimal weight(Member member, Pool pool) {
        if (pool.qualify().isPresent() && !member.tally().last.formulas.of(pool.qualify().get())
                .holds(new WindowValues(calculation, member.sheet(), member.tally()))) {
            return BigDecimal.ZERO;
        }
        return switch (pool.by()) {
            case Pool.ByMeasure byMeasure -> BigDecimal.valueOf(Math.max(0, member.tally().total));
            case Pool.Equally equally -> BigDecimal.ONE;
            case Pool.ByShares byShares -> {
                var share = byShares.shares().get(member.id());
                yield share == null ? BigDecimal.ZERO : share.value().max(BigDecimal.ZERO);
            }
        };
    }
}
