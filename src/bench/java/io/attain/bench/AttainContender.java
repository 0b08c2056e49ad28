package io.attain.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Vocabulary;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.PlanDefinition;

/** Attain's calculator, as a close uses it: columns filled, calculated and cleared for one participant after the other. */
final class AttainContender implements Contender {

    private static final List<Function<String, String>> FIELDS = IntStream.range(0, Workload.PRODUCTS)
            .mapToObj(Workload::product)
            .map(product -> (Function<String, String>) field -> field.equals("product") ? product : "").toList();

    private final Workload workload;
    private final Vocabulary vocabulary;
    private final List<CompiledPlan> plans;
    private final Calculator calculator = new Calculator();
    private final CreditColumns columns;
    private final Lines lines = new Lines();
    private long[] amounts = new long[0];

    AttainContender(Workload workload) {
        this.workload = workload;
        List<PlanDefinition> definitions = workload.plans();
        vocabulary = Vocabulary.of(definitions);
        plans = definitions.stream().map(plan -> CompiledPlan.compile(plan, vocabulary)).toList();
        columns = new CreditColumns(vocabulary);
    }

    CreditColumns emptyColumns() {
        return new CreditColumns(vocabulary);
    }

    static void fill(CreditColumns columns, Workload.Stream stream) {
        columns.clear();
        for (int i = 0; i < stream.size(); i++) {
            columns.add(stream.day()[i], stream.amount()[i], CreditSelection.Role.DIRECT,
                    FIELDS.get(stream.product()[i]));
        }
    }

    List<Participation> participations(int participant) {
        return List.of(new Participation(
                List.of(new Participation.Segment(plans.get(Workload.planOf(participant)), Integer.MIN_VALUE,
                        Integer.MAX_VALUE)),
                Map.of(Workload.COMPONENT, workload.quota(participant))));
    }

    Lines evaluate(CreditColumns filled, List<Participation> participations) {
        calculator.calculate(filled, participations, lines).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return lines;
    }

    @Override
    public long[] lines(Workload.Stream stream) {
        fill(columns, stream);
        evaluate(columns, participations(stream.participant()));
        if (lines.size() != stream.size()) {
            throw new IllegalStateException(stream.size() + " credits, " + lines.size() + " lines");
        }
        amounts = amounts.length < lines.size() ? new long[lines.size()] : amounts;
        for (int line = 0; line < lines.size(); line++) {
            amounts[lines.credit(line)] = lines.amount(line);
        }
        return amounts;
    }
}
