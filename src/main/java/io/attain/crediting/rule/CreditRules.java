package io.attain.crediting.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.attain.shared.Refused;

/**
 * Who is credited with what: direct rules in order, of which the first that applies and names someone counts; overlay
 * rules, which all do. An agreed split comes before every direct rule. An event that refers to another is credited to
 * those of the other, in their shares.
 *
 * @param rollUpOverlay whether managers are credited with the overlay credits below them as well
 */
public record CreditRules(List<CreditRule> rules, boolean rollUpOverlay) {

    /** The named seller has it all. */
    public static final CreditRules STANDARD = new CreditRules(
            List.of(CreditRule.direct("seller", new Recipient.Seller())), false);

    private static final int MOST = 100;

    /** @throws Refused when there are none or more than 100, or two of one id */
    public CreditRules {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > MOST) {
            throw new Refused("credit-rules", "Write 1 to " + MOST + " credit rules.");
        }
        Set<String> ids = new HashSet<>();
        for (CreditRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new Refused("credit-rules", "Two credit rules are called “" + rule.id() + "”; rename one.");
            }
        }
    }

    /** @throws Refused naming the place, when the text is not of the form that {@link #toJson()} writes */
    public static CreditRules fromJson(String text) {
        return CreditRulesJson.read(text);
    }

    /** Equal rules are equal texts. */
    public String toJson() {
        return CreditRulesJson.write(this);
    }
}
