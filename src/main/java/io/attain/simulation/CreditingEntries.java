package io.attain.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

/** What credits events: rules, owners, territories and exchange rates of a scenario. */
final class CreditingEntries {

    private final ScenarioDocument document;
    private final PeopleEntries people;

    CreditingEntries(ScenarioDocument document, PeopleEntries people) {
        this.document = document;
        this.people = people;
    }

    CreditRules rules() {
        Optional<Node> node = document.value("creditRules");
        if (node.isEmpty()) {
            return CreditRules.STANDARD;
        }
        try {
            CreditRules rules = CreditRules.fromJson(node.get().json().toString());
            rules.rules().forEach(rule -> rule.where().ifPresent(where -> new FormulaConditions().compile(where)));
            return rules;
        } catch (Refused refused) {
            node.get().fail(refused.sentence(), "Repair the credit rules there.");
            return CreditRules.STANDARD;
        }
    }

    List<Responsibility> owner(Node node) {
        if (!node.isObjectOf("of", "name", "participant", "percent", "from", "to")) {
            return List.of();
        }
        Optional<String> of = node.required("of").map(Node::text);
        Optional<String> name = node.required("name").map(Node::text);
        Optional<ParticipantId> who = node.required("participant").flatMap(people::someone);
        BigDecimal percent = node.given("percent").flatMap(Node::decimal).orElse(BigDecimal.valueOf(100));
        Optional<Responsibility.Kind> kind = of.flatMap(word -> Arrays.stream(Responsibility.Kind.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word)).findFirst());
        if (of.isPresent() && kind.isEmpty()) {
            node.fail("“" + of.get() + "” has no owner.", "Write account, territory, product, partner or channel.");
        }
        return kind.isPresent() && name.isPresent() && who.isPresent()
                ? List.of(new Responsibility(kind.get(), name.get(), who.get(), percent, node.days()))
                : List.of();
    }

    static List<Responsibilities.Located> located(Node node) {
        if (!node.isObjectOf("account", "territory", "from", "to")) {
            return List.of();
        }
        Optional<String> account = node.required("account").map(Node::text);
        Optional<String> territory = node.required("territory").map(Node::text);
        return account.isPresent() && territory.isPresent()
                ? List.of(new Responsibilities.Located(account.get(), territory.get(), node.days()))
                : List.of();
    }

    static List<ExchangeRates.Listed> rate(Node node) {
        if (!node.isObjectOf("from", "to", "date", "rate")) {
            return List.of();
        }
        Optional<Currency> from = node.required("from").flatMap(Node::currency);
        Optional<Currency> to = node.required("to").flatMap(Node::currency);
        Optional<BigDecimal> rate = node.required("rate").flatMap(Node::decimal);
        LocalDate day = node.given("date").flatMap(Node::date).orElse(Dates.EARLIEST);
        if (from.isEmpty() || to.isEmpty() || rate.isEmpty()) {
            return List.of();
        }
        if (rate.get().signum() <= 0 || from.equals(to)) {
            node.fail("This is no exchange rate.", "Write two currencies and a rate above 0.");
            return List.of();
        }
        return List.of(new ExchangeRates.Listed(from.get(), to.get(), day, rate.get()));
    }
}
