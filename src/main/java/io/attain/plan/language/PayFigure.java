package io.attain.plan.language;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an example can expect of the way from what is earned to what is paid. All are of one period, in money. */
public enum PayFigure {

    /** What became payable, of earlier periods too; of any sign. */
    PAYABLE("", "payable", "what becomes payable"),
    /** By how much more waits for an invoice or cash than before; of any sign. */
    UNCOLLECTED("", "uncollected", "what more waits for an invoice or cash"),
    /** By how much more is kept back than before; of any sign. */
    HELD_BACK("", "heldBack", "what more is held back"),
    /** What a recoverable draw adds. */
    ADVANCED("draw", "advanced", "what the draw advances"),
    /** What a guarantee adds. */
    GUARANTEED("draw", "guaranteed", "what the guarantee adds"),
    /** What is taken of pay above the draw. */
    RECOVERED("draw", "recovered", "what is recovered of the draw"),
    /** What is still to be recovered when the period is over. */
    DRAW_BALANCE("draw", "balance", "the balance of the draw"),
    /** What is taken for what was owed before. */
    TAKEN("receivable", "taken", "what is taken for what was owed"),
    /** By how much the period comes to less than nothing. */
    CARRIED("receivable", "carried", "what is carried as a receivable"),
    /** What is still owed when the period is over. */
    RECEIVABLE_BALANCE("receivable", "balance", "the receivable"),
    /** What is paid; zero or more. */
    PAID("", "paid", "what is paid");

    private final String group;
    private final String word;
    private final String what;

    PayFigure(String group, String word, String what) {
        this.group = group;
        this.word = word;
        this.what = what;
    }

    /** The field of {@code expect} that holds the figure among others; empty where it stands by itself. */
    public String group() {
        return group;
    }

    /** The word of the language. */
    public String key() {
        return word;
    }

    /** The place below {@code expect}, as a JSON pointer. */
    public String path() {
        return (group.isEmpty() ? "" : "/" + group) + "/" + word;
    }

    /** In English, as the subject of a sentence. */
    public String inWords() {
        return what;
    }

    /** The fields of a group, in order. */
    static List<PayFigure> of(String group) {
        return Arrays.stream(values()).filter(figure -> figure.group.equals(group)).toList();
    }

    static Set<String> groups() {
        return Arrays.stream(values()).map(PayFigure::group).filter(group -> !group.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
