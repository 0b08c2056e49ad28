package io.attain.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

import io.attain.shared.Money;
import io.attain.shared.Rate;
import io.attain.simulation.ExplanationFact.Attained;
import io.attain.simulation.ExplanationFact.Comes;
import io.attain.simulation.ExplanationFact.Converted;
import io.attain.simulation.ExplanationFact.Corrects;
import io.attain.simulation.ExplanationFact.Credited;
import io.attain.simulation.ExplanationFact.Cut;
import io.attain.simulation.ExplanationFact.Lump;
import io.attain.simulation.ExplanationFact.Measured;
import io.attain.simulation.ExplanationFact.Modified;
import io.attain.simulation.ExplanationFact.OverCap;
import io.attain.simulation.ExplanationFact.PaidOn;
import io.attain.simulation.ExplanationFact.Rated;
import io.attain.simulation.ExplanationFact.Sliced;
import io.attain.simulation.ExplanationFact.TakenBack;
import io.attain.simulation.ExplanationFact.ToFloor;
import io.attain.simulation.ExplanationFact.TrueUp;

/** Steps of an explanation in a sentence, in English or Chinese. */
public final class ExplanationWords {

    private ExplanationWords() {}

    public static String of(ExplanationFact fact, Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese(fact) : english(fact);
    }

    private static String english(ExplanationFact fact) {
        return switch (fact) {
            case Credited credited -> "Of event %s over %s, %s (%s) is credited as %s by “%s”.".formatted(
                    credited.event(), credited.booked(), credited.credited(), percent(credited.share()),
                    credited.role(), credited.rule());
            case Converted converted -> "%s is %s in the currency of the plan.".formatted(converted.from(),
                    converted.to());
            case Measured measured -> "It raises the measure of “%s” from %s to %s.".formatted(measured.component(),
                    measured.before(), measured.after());
            case Attained attained -> "%s of a quota of %s is an attainment of %s.".formatted(attained.measure(),
                    attained.quota(), reached(attained.attainment()));
            case Rated rated -> "At a rate of %s it pays %s.".formatted(rated.rate(), rated.amount());
            case Sliced sliced -> "%s lies in tier %d and pays %s: %s.".formatted(sliced.part(), sliced.tier(),
                    sliced.rate(), sliced.exact());
            case Lump lump -> "The %s pays %s.".formatted(lump.function(), lump.amount());
            case Modified modified -> "The plan applies its %s.".formatted(modified.modifier());
            case TrueUp trueUp -> "The window as it stands now makes a difference of %s to this earlier credit."
                    .formatted(trueUp.amount());
            case TakenBack taken -> "The return of %s takes back %s.".formatted(taken.original(), taken.amount());
            case ToFloor floor -> "To the floor of the component, %s is added.".formatted(floor.amount());
            case OverCap over -> "What earlier periods earned beyond the cap is taken: %s.".formatted(over.amount());
            case Cut cut -> "A cap or the budget cuts it from %s to %s.".formatted(cut.uncut(), cut.amount());
            case Corrects corrects -> "The period from %s was computed again; it differs by %s.".formatted(
                    corrects.period().from(), corrects.difference());
            case PaidOn paid -> "It becomes payable on %s.".formatted(paid.on());
            case Comes comes -> "The line comes to %s.".formatted(comes.amount());
        };
    }

    private static String chinese(ExplanationFact fact) {
        return switch (fact) {
            case Credited credited -> "事件 %s 金额 %s，按规则“%5$s”以 %6$s 身份计入 %3$s（%4$s）。".formatted(
                    credited.event(), credited.booked(), credited.credited(), percent(credited.share()),
                    credited.rule(), credited.role());
            case Converted converted -> "%s 折合方案货币 %s。".formatted(converted.from(), converted.to());
            case Measured measured -> "“%s”的累计指标由 %s 增至 %s。".formatted(measured.component(),
                    measured.before(), measured.after());
            case Attained attained -> "完成 %s，目标 %s，达成率 %s。".formatted(attained.measure(), attained.quota(),
                    reached(attained.attainment()));
            case Rated rated -> "按费率 %s 计得 %s。".formatted(rated.rate(), rated.amount());
            case Sliced sliced -> "其中 %s 属于第 %d 档，费率 %s，计得 %s。".formatted(sliced.part(), sliced.tier(),
                    sliced.rate(), sliced.exact());
            case Lump lump -> "%s 计得 %s。".formatted(lump.function(), lump.amount());
            case Modified modified -> "方案适用 %s。".formatted(modified.modifier());
            case TrueUp trueUp -> "按目前的累计结果，对此前这笔业绩补差 %s。".formatted(trueUp.amount());
            case TakenBack taken -> "%s 退货，扣回 %s。".formatted(taken.original(), taken.amount());
            case ToFloor floor -> "补足至保底，增加 %s。".formatted(floor.amount());
            case OverCap over -> "以前各期超出封顶的部分：%s。".formatted(over.amount());
            case Cut cut -> "因封顶或预算由 %s 削减为 %s。".formatted(cut.uncut(), cut.amount());
            case Corrects corrects -> "自 %s 起的期间已重新计算，差额 %s。".formatted(corrects.period().from(),
                    corrects.difference());
            case PaidOn paid -> "支付条件：%s。".formatted(paid.on());
            case Comes comes -> "本行金额为 %s。".formatted(comes.amount());
        };
    }

    /** For reading, cut to a hundredth of a per cent; the fact beside the sentence has it exactly. */
    private static String reached(BigDecimal attainment) {
        return percent(attainment.setScale(4, RoundingMode.DOWN));
    }

    private static String percent(BigDecimal part) {
        return new Rate(part).inPercent();
    }

    static String money(Money money) {
        return money.toDecimal().toPlainString();
    }
}
