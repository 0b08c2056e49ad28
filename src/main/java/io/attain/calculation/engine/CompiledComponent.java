package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import io.attain.plan.language.Component;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.Window;
import io.attain.shared.Rate;

/**
 * A component turned into scaled integers. A plain rate or rate table is one tier from zero with factor one, so that
 * there is one way to pay.
 * <p>
 * The rate of row r in tier t is {@code rate[r][t] / 10^rateDigits}; tier t begins at
 * {@code from[t] / 10^boundaryDigits × unit} minor units, where the unit is the quota or one major unit of the currency.
 */
final class CompiledComponent {

    /** 10^18 is the largest power of ten in a long. */
    private static final int MOST_DIGITS = 18;

    final Component definition;
    final int roles;
    final boolean perCredit;
    final boolean onQuota;
    final RowLookup lookup;
    final int tiers;
    final int rateDigits;
    final int boundaryDigits;
    final BigInteger[][] wideRate;
    final BigInteger[] wideFrom;
    final long currencyUnit;

    /** Whether all scaled constants fit into longs; if not, every line takes the wide way. */
    final boolean narrow;
    final long[][] rate;
    final long[] from;
    final long rateDivisor;
    final long sliceDivisor;
    final long boundaryScale;

    CompiledComponent(Component definition, int currencyDigits, Vocabulary vocabulary) {
        this.definition = definition;
        this.roles = definition.credits().roles().stream().mapToInt(role -> 1 << role.ordinal()).sum();
        this.perCredit = definition.window() == Window.CREDIT;
        MarginalTiers pay = asTiers(definition);
        this.onQuota = pay.on() == Basis.ATTAINMENT;
        this.currencyUnit = BigInteger.TEN.pow(currencyDigits).longValueExact();
        RateSource base = pay.base().orElse(new FlatRate(Rate.ONE));
        this.lookup = RowLookup.of(base, vocabulary);
        this.tiers = pay.tiers().size();
        BigDecimal[][] rates = rates(lookup.rates(), pay.tiers());
        this.rateDigits = digits(rates);
        this.wideRate = new BigInteger[rates.length][tiers];
        for (int row = 0; row < rates.length; row++) {
            for (int tier = 0; tier < tiers; tier++) {
                wideRate[row][tier] = rates[row][tier].setScale(rateDigits).unscaledValue();
            }
        }
        this.boundaryDigits = pay.tiers().stream().mapToInt(tier -> tier.from().value().scale()).max().orElse(0);
        this.wideFrom = pay.tiers().stream().map(tier -> tier.from().value().setScale(boundaryDigits).unscaledValue())
                .toArray(BigInteger[]::new);
        this.narrow = rateDigits + boundaryDigits <= MOST_DIGITS && fits(wideRate)
                && fits(new BigInteger[][]{ wideFrom });
        this.rate = new long[wideRate.length][tiers];
        this.from = new long[tiers];
        if (narrow) {
            for (int row = 0; row < rate.length; row++) {
                for (int tier = 0; tier < tiers; tier++) {
                    rate[row][tier] = wideRate[row][tier].longValueExact();
                }
            }
            for (int tier = 0; tier < tiers; tier++) {
                from[tier] = wideFrom[tier].longValueExact();
            }
        }
        this.rateDivisor = narrow ? powerOfTen(rateDigits) : 1;
        this.sliceDivisor = narrow ? powerOfTen(rateDigits + boundaryDigits) : 1;
        this.boundaryScale = narrow ? powerOfTen(boundaryDigits) : 1;
    }

    static MarginalTiers asTiers(Component definition) {
        return switch (definition.pay()) {
            case MarginalTiers tiers -> tiers;
            case RateSource source -> new MarginalTiers(Basis.MEASURE, Optional.of(source),
                    List.of(new Tier(Rate.ZERO, new Factor(Rate.ONE))));
            default -> throw new IllegalArgumentException("cannot be computed yet: " + definition.pay());
        };
    }

    private static BigDecimal[][] rates(List<Rate> rows, List<Tier> tiers) {
        BigDecimal[][] rates = new BigDecimal[rows.size()][tiers.size()];
        for (int row = 0; row < rates.length; row++) {
            for (int tier = 0; tier < tiers.size(); tier++) {
                rates[row][tier] = switch (tiers.get(tier).pay()) {
                    case Factor factor -> rows.get(row).times(factor.factor()).value();
                    case OwnRate own -> own.rate().value();
                };
            }
        }
        return rates;
    }

    private static int digits(BigDecimal[][] rates) {
        int digits = 0;
        for (BigDecimal[] row : rates) {
            for (BigDecimal value : row) {
                digits = Math.max(digits, value.scale());
            }
        }
        return digits;
    }

    private static boolean fits(BigInteger[][] values) {
        for (BigInteger[] row : values) {
            for (BigInteger value : row) {
                if (value.bitLength() > 63) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long powerOfTen(int digits) {
        return BigInteger.TEN.pow(digits).longValueExact();
    }

    boolean counts(CreditColumns credits, int credit) {
        return credits.counts(credit, roles);
    }

}
