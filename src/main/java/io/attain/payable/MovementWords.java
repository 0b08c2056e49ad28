package io.attain.payable;

import java.util.Locale;

import io.attain.payable.Movement.Advanced;
import io.attain.payable.Movement.CarriedAsReceivable;
import io.attain.payable.Movement.DrawBecomesReceivable;
import io.attain.payable.Movement.Guaranteed;
import io.attain.payable.Movement.Held;
import io.attain.payable.Movement.ReceivableTaken;
import io.attain.payable.Movement.Recovered;
import io.attain.shared.Money;

/** Movements in a sentence, in English or Chinese. */
public final class MovementWords {

    private MovementWords() {}

    public static String of(Movement movement, Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese(movement) : english(movement);
    }

    private static String english(Movement movement) {
        return switch (movement) {
            case ReceivableTaken taken -> "%s owed from earlier periods is taken from it; %s is still owed."
                    .formatted(written(taken.amount()), written(taken.balanceAfter()));
            case CarriedAsReceivable carried ->
                "The period comes to less than nothing: %s is carried; %s is owed in all."
                        .formatted(written(carried.amount()), written(carried.balanceAfter()));
            case Advanced advanced -> "The draw of %s advances %s; %s is to be recovered from later pay."
                    .formatted(written(advanced.draw()), written(advanced.amount()), written(advanced.balanceAfter()));
            case Guaranteed guaranteed -> "The guarantee of %s adds %s, which is not recovered."
                    .formatted(written(guaranteed.guarantee()), written(guaranteed.amount()));
            case Recovered recovered -> "Of the %s above the draw, %s of earlier advances is recovered; %s is left."
                    .formatted(written(recovered.from()), written(recovered.amount()),
                            written(recovered.balanceAfter()));
            case DrawBecomesReceivable left -> "On leaving, the %s not recovered is owed; %s is owed in all."
                    .formatted(written(left.amount()), written(left.receivableAfter()));
            case Held held -> "%s is held until a dispute is decided.".formatted(written(held.amount()));
        };
    }

    private static String chinese(Movement movement) {
        return switch (movement) {
            case ReceivableTaken taken -> "从中扣回以前各期欠款 %s；尚欠 %s。".formatted(written(taken.amount()),
                    written(taken.balanceAfter()));
            case CarriedAsReceivable carried -> "本期为负：%s 结转下期；共欠 %s。".formatted(written(carried.amount()),
                    written(carried.balanceAfter()));
            case Advanced advanced -> "预支额度 %s，本期预支 %s；待从以后薪酬中扣回 %s。".formatted(
                    written(advanced.draw()), written(advanced.amount()), written(advanced.balanceAfter()));
            case Guaranteed guaranteed -> "保底 %s，补足 %s，不再扣回。".formatted(written(guaranteed.guarantee()),
                    written(guaranteed.amount()));
            case Recovered recovered -> "超出预支额度 %s，其中扣回以前预支 %s；剩余 %s。".formatted(
                    written(recovered.from()), written(recovered.amount()), written(recovered.balanceAfter()));
            case DrawBecomesReceivable left -> "离职时未扣回的预支 %s 转为欠款；共欠 %s。".formatted(
                    written(left.amount()), written(left.receivableAfter()));
            case Held held -> "%s 因争议暂扣，待裁定后发放。".formatted(written(held.amount()));
        };
    }

    static String written(Money money) {
        return String.format(Locale.ENGLISH, "%,." + money.currency().getDefaultFractionDigits() + "f %s",
                money.toDecimal(), money.currency().getCurrencyCode());
    }
}
