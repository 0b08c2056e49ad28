package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.ExampleRunner.InPeriod;
import io.attain.plan.ExampleRunner.NotComputable;
import io.attain.plan.RunExample;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.shared.Finding;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/** What the examples of a plan come to, from earned to paid, as a table. */
@Component
class ExamplesInWords {

    private final Figures figures;

    ExamplesInWords(Figures figures) {
        this.figures = figures;
    }

    /**
     * One period of an example.
     *
     * @param name   of the example, in the row of its first period; else empty
     * @param owed   what is left of draws and receivables, in one sum
     * @param steps  how it came to that; nothing where what is earned is simply paid
     * @param wrong  where it is not what the example promises, in the row of the first period
     */
    record Row(String name, String period, String earned, String payable, String paid, String owed,
            List<String> steps, List<String> wrong) {}

    List<Row> of(PlanDefinition plan, List<RunExample> examples, Locale reader) {
        List<Row> rows = new ArrayList<>();
        for (RunExample run : examples) {
            List<String> wrong = run.findings().stream().map(Finding::sentence).toList();
            switch (run.outcome()) {
                case Computed computed -> {
                    for (int k = 0; k < computed.periods().size(); k++) {
                        rows.add(row(plan, k == 0 ? run.example().name() : "", computed.periods().get(k),
                                k == 0 ? wrong : List.of(), reader));
                    }
                }
                case NotComputable not -> rows.add(new Row(run.example().name(), run.example().period()
                        .map(figures::range).orElse(""), "", "", "", "", List.of(), wrong));
            }
        }
        return rows;
    }

    private Row row(PlanDefinition plan, String name, InPeriod period, List<String> wrong, Locale reader) {
        Rate owed = new Rate(period.pay(PayFigure.DRAW_BALANCE).value()
                .add(period.pay(PayFigure.RECEIVABLE_BALANCE).value()));
        boolean simple = period.total().equals(period.pay(PayFigure.PAID));
        return new Row(name, figures.range(period.days()), money(plan, period.total()),
                money(plan, period.pay(PayFigure.PAYABLE)), money(plan, period.pay(PayFigure.PAID)),
                Optional.of(owed).filter(some -> some.value().signum() != 0).map(some -> money(plan, some))
                        .orElse("–"),
                simple ? List.of() : period.steps().stream().skip(1).map((Text step) -> step.in(reader)).toList(),
                wrong);
    }

    private String money(PlanDefinition plan, Rate amount) {
        return figures.money(Money.of(amount.value(), plan.currency()));
    }
}
