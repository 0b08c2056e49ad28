package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Component;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.RetroactiveTiers;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.UncollectedDeduction;
import io.attain.plan.language.Window;
import io.attain.shared.Rate;

/**
 * A component turned into scaled integers. Whatever pays on each credit is tiers on a looked-up rate: a plain rate, a
 * rate table or an amount per unit is one tier from zero with factor one.
 * <p>
 * The rate of row r in tier t is {@code rate[r][t] / 10^rateDigits} minor units per unit of the measure; tier t begins
 * at {@code from[t] / 10^boundaryDigits × unit}, where the unit is the quota or one whole of the measure.
 */
final class CompiledComponent {

    /** How the pay function pays. */
    enum Way {
        /** On each credit, where the measure stands at it. */
        ALONG_THE_MEASURE,
        /** On each credit, as the whole window says. */
        BY_THE_WHOLE,
        /** One amount for the window. */
        ONE_AMOUNT
    }

    /** 10^18 is the largest power of ten in a long. */
    private static final int MOST_DIGITS = 18;

    private static final List<Tier> FROM_ZERO = List.of(new Tier(Rate.ZERO, new Factor(Rate.ONE)));

    final Component definition;
    final Formulas formulas;
    /** The ids of other components whose earnings it looks at. */
    final List<String> earningsOf;
    final boolean looksAtItsOwnPay;
    final Way way;
    final int roles;
    final int kinds;
    final boolean perCredit;
    final boolean onQuota;
    final boolean byKind;
    final RowLookup lookup;
    final Optional<RowLookup> points;
    final List<RowLookup> fieldFactors;
    final int tiers;
    final int rateDigits;
    final int boundaryDigits;
    final BigInteger[][] wideRate;
    final BigInteger[] wideFrom;
    final boolean[] exclusive;
    final int currencyDigits;
    final long currencyUnit;
    final int measureDigits;
    final long measureUnit;

    /** Whether all scaled constants fit into longs; if not, every line takes the wide way. */
    final boolean narrow;
    final long[][] rate;
    final long rateDivisor;
    final long sliceDivisor;
    final long boundaryScale;

    CompiledComponent(Component definition, int currencyDigits, Vocabulary vocabulary, Set<String> components) {
        this.formulas = new Formulas(definition, components);
        this.earningsOf = Formulas.earningsOf(definition, components);
        this.looksAtItsOwnPay = formulas.lookAtOwnEarnings();
        this.definition = definition;
        this.roles = definition.credits().roles().stream().mapToInt(role -> 1 << role.ordinal()).sum();
        this.kinds = definition.credits().events().stream().mapToInt(kind -> 1 << kind.ordinal()).sum();
        this.perCredit = definition.window() == Window.CREDIT;
        this.onQuota = definition.onAttainment();
        this.currencyDigits = currencyDigits;
        this.currencyUnit = powerOfTen(currencyDigits);
        this.measureDigits = definition.measure().isMoney()
                ? currencyDigits
                : io.attain.plan.language.Measure.DECIMALS;
        this.measureUnit = powerOfTen(measureDigits);
        this.way = way(definition.pay());
        this.byKind = definition.pay() instanceof UncollectedDeduction;
        List<Tier> steps = steps(definition.pay());
        RateSource base = base(definition.pay());
        this.lookup = RowLookup.of(base, vocabulary);
        this.points = definition.measure() instanceof io.attain.plan.language.Measure.Points given
                ? Optional.of(RowLookup.of(given.table(), vocabulary))
                : Optional.empty();
        this.fieldFactors = new ArrayList<>();
        for (Multiplier multiplier : definition.modifiers().multipliers()) {
            if (multiplier instanceof Multiplier.ByField byField) {
                fieldFactors.add(RowLookup.of(byField.factors(), vocabulary));
            }
        }
        this.tiers = steps.size();
        // A rate is in major units of the currency per whole of the measure; the arithmetic is in the units of both.
        BigDecimal[][] rates = rates(
                definition.pay() instanceof UncollectedDeduction deduction ? byKind(deduction) : lookup.rates(),
                steps, measureDigits - currencyDigits);
        this.rateDigits = digits(rates);
        this.wideRate = new BigInteger[rates.length][tiers];
        for (int row = 0; row < rates.length; row++) {
            for (int tier = 0; tier < tiers; tier++) {
                wideRate[row][tier] = rates[row][tier].setScale(rateDigits).unscaledValue();
            }
        }
        this.boundaryDigits = steps.stream().mapToInt(tier -> tier.from().value().scale()).max().orElse(0);
        this.wideFrom = steps.stream().map(tier -> tier.from().value().setScale(boundaryDigits).unscaledValue())
                .toArray(BigInteger[]::new);
        this.exclusive = new boolean[tiers];
        for (int tier = 0; tier < tiers; tier++) {
            exclusive[tier] = steps.get(tier).moreThan();
        }
        this.narrow = rateDigits + boundaryDigits <= MOST_DIGITS && fits(wideRate)
                && fits(new BigInteger[][]{ wideFrom });
        this.rate = new long[wideRate.length][tiers];
        if (narrow) {
            for (int row = 0; row < rate.length; row++) {
                for (int tier = 0; tier < tiers; tier++) {
                    rate[row][tier] = wideRate[row][tier].longValueExact();
                }
            }
        }
        this.rateDivisor = narrow ? powerOfTen(rateDigits) : 1;
        this.sliceDivisor = narrow ? powerOfTen(rateDigits + boundaryDigits) : 1;
        this.boundaryScale = narrow ? powerOfTen(boundaryDigits) : 1;
    }

    private static Way way(PayFunction pay) {
        return switch (pay) {
            case RateSource source -> Way.ALONG_THE_MEASURE;
            case MarginalTiers tiers -> Way.ALONG_THE_MEASURE;
            case PerUnit perUnit -> Way.ALONG_THE_MEASURE;
            case UncollectedDeduction deduction -> Way.ALONG_THE_MEASURE;
            case RetroactiveTiers tiers -> Way.BY_THE_WHOLE;
            case Matrix matrix -> matrix.pays() == Matrix.Pays.RATE ? Way.BY_THE_WHOLE : Way.ONE_AMOUNT;
            case BonusSteps steps -> Way.ONE_AMOUNT;
            case PayCurve curve -> Way.ONE_AMOUNT;
            case Scorecard card -> Way.ONE_AMOUNT;
            case RankPrizes prizes -> Way.ONE_AMOUNT;
            case Pool pool -> Way.ONE_AMOUNT;
            case FormulaPay formula -> Way.ONE_AMOUNT;
        };
    }

    /** The tiers of a pay function; one from zero for what knows none. */
    static List<Tier> steps(PayFunction pay) {
        return pay instanceof Tiers given ? given.tiers() : FROM_ZERO;
    }

    /** The looked-up rate of a pay function; 1 where it looks none up. */
    static RateSource base(PayFunction pay) {
        return switch (pay) {
            case RateSource source -> source;
            case Tiers given -> given.base().orElse(new FlatRate(Rate.ONE));
            case PerUnit perUnit -> perUnit.amounts();
            case UncollectedDeduction deduction -> new FlatRate(deduction.rate());
            default -> new FlatRate(Rate.ONE);
        };
    }

    /** For an invoice, a collection, anything else. */
    private static List<Rate> byKind(UncollectedDeduction deduction) {
        return List.of(new Rate(deduction.rate().value().negate()), deduction.rate(), Rate.ZERO);
    }

    /** The row of the rates that a credit is paid by. */
    int row(CreditColumns credits, int credit) {
        if (!byKind) {
            return lookup.row(credits, credit);
        }
        int kind = credits.kind(credit);
        return kind == EventKind.INVOICE.ordinal() ? 0 : kind == EventKind.COLLECTION.ordinal() ? 1 : 2;
    }

    private static BigDecimal[][] rates(List<Rate> rows, List<Tier> tiers, int shift) {
        BigDecimal[][] rates = new BigDecimal[rows.size()][tiers.size()];
        for (int row = 0; row < rates.length; row++) {
            for (int tier = 0; tier < tiers.size(); tier++) {
                BigDecimal rate = switch (tiers.get(tier).pay()) {
                    case Factor factor -> rows.get(row).times(factor.factor()).value();
                    case OwnRate own -> own.rate().value();
                };
                rates[row][tier] = new Rate(rate.movePointLeft(shift)).value();
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

    /** Whether a boundary is measured in attainment. */
    static boolean onAttainment(PayFunction pay) {
        return pay instanceof Tiers given && given.on() == Basis.ATTAINMENT;
    }

    static Optional<RateTable> table(RateSource source) {
        return source instanceof RateTable table ? Optional.of(table) : Optional.empty();
    }

    /** Whether the window earns one amount without a credit; where each credit stands alone, each may earn one. */
    boolean isOneAmount() {
        return way == Way.ONE_AMOUNT && !(perCredit && isByItself(definition.pay()));
    }

    private static boolean isByItself(PayFunction pay) {
        return pay instanceof BonusSteps || pay instanceof PayCurve || pay instanceof Matrix
                || pay instanceof FormulaPay;
    }

    boolean counts(CreditColumns credits, int credit) {
        return credits.counts(credit, roles, kinds);
    }
}
