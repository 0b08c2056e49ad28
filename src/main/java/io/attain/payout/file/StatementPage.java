package io.attain.payout.file;

import java.util.List;

/**
 * What one statement shows on paper, figures already in words.
 *
 * @param title   such as the period
 * @param name    of the participant, in any script
 * @param facts   label and value, in their order
 * @param lines   what was earned, line by line
 * @param totals  from what was earned to what is paid; the last one is the end
 * @param reasons what became of the pay on the way, in sentences
 */
public record StatementPage(String title, String name, List<Figure> facts, List<Line> lines, List<Figure> totals,
        List<Figure> reasons) {

    public StatementPage {
        facts = List.copyOf(facts);
        lines = List.copyOf(lines);
        totals = List.copyOf(totals);
        reasons = List.copyOf(reasons);
    }

    public record Figure(String label, String value) {}

    public record Line(String day, String text, String component, String credited, String amount) {}
}
