package io.attain.simulation;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Payee;
import io.attain.calculation.engine.WindowFigures;
import io.attain.calculation.explanation.Facts;
import io.attain.crediting.Credit;
import io.attain.plan.language.Component;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** Someone in one period: what went in and what came out. */
record Sheet(Scenario.Person person, DateRange period, List<Credit> credits, Payee payee, Lines lines,
        List<Derivation> derivations, Map<String, WindowFigures> figures) {

    /** The lines that were written, explained where that is asked for. */
    List<Outcome.Line> lines(boolean explain) {
        List<Outcome.Line> all = new ArrayList<>();
        Lines written = this.lines;
        for (int i = 0; i < written.size(); i++) {
            Participation participation = payee.participations().get(written.participation(i));
            Component component = participation.component(written.component(i), written.segment(i)).orElseThrow();
            Currency currency = participation.segments().get(written.segment(i)).plan().definition().currency();
            Optional<Credit> credit = written.credit(i) == Lines.NO_CREDIT
                    ? Optional.empty()
                    : Optional.of(credits.get(written.credit(i)));
            Money amount = Money.ofMinor(written.amount(i), currency);
            all.add(new Outcome.Line(participation.plan(), component, credit, written.kind(i),
                    written.measureBefore(i), amount, Money.ofMinor(written.uncut(i), currency), Optional.empty(),
                    explain
                            ? Facts.of(LineFacts.of(participation, written, i, credit, derivations.get(i),
                                    figures.get(participation.plan()), amount))
                            : List.of()));
        }
        return all;
    }

    /** What each component comes to. */
    List<Outcome.Part> parts() {
        return lines.totals().stream().map(total -> {
            Participation participation = payee.participations().get(total.participation());
            int last = IntStream.range(0, participation.segments().size())
                    .filter(s -> participation.component(total.component(), s).isPresent()).max().orElseThrow();
            Component component = participation.component(total.component(), last).orElseThrow();
            Currency currency = participation.segments().get(last).plan().definition().currency();
            return new Outcome.Part(participation.plan(), component, total.measure(), total.quota(), total.target(),
                    Money.ofMinor(total.earned(), currency), Money.ofMinor(total.before(), currency),
                    Money.ofMinor(total.cut(), currency));
        }).toList();
    }
}
