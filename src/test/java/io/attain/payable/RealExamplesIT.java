package io.attain.payable;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.period.Periods;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.Example;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.plan.language.PlanWriter;
import io.attain.shared.Finding;
import io.attain.shared.Money;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

@Import(DemoFiles.class)
class RealExamplesIT extends PostgresIT {

    private static final ParticipantId MOSES = new ParticipantId("moses-frase");

    @Autowired
    private RealExamples examples;

    @Autowired
    private Runs runs;

    @Autowired
    private Payables payables;

    @Autowired
    private Plans plans;

    @Autowired
    private DemoFiles demo;

    @Autowired
    private Periods periods;

    @BeforeEach
    void organisation() {
        sweep();
        Quarters.define(periods, 4);
        demo.organisation();
        demo.publish(DemoFiles.plan());
    }

    @Test
    void anExampleOfARealPeriodComesToWhatTheCloseComesTo() {
        Run run = runs.dryRun(Quarters.Q1);
        Money paid = runs.totals(run.id()).get(MOSES);
        PlanVersionId version = runs.linesOf(run.id(), MOSES).getFirst().planVersion();
        PlanDefinition plan = plans.get(version).definition();
        Example example = examples.of(plan, MOSES, Quarters.Q1);
        assertThat(example.expected().total()).hasValueSatisfying(
                total -> assertThat(total.value()).isEqualByComparingTo(paid.toDecimal()));
        assertThat(example.name()).isEqualTo("As it was in 2017-Q1");
        Payable payable = payables.of(Quarters.Q1, run.id()).stream().filter(one -> one.participant().equals(MOSES))
                .findFirst().orElseThrow();
        assertThat(example.expected().pay().get(PayFigure.PAID))
                .isEqualTo(new Rate(payable.payout().toDecimal()));
        List<Example> all = new ArrayList<>(plan.examples());
        all.add(example);
        String promising = PlanWriter.canonical(plan.promising(all));
        assertThat(PlanReader.read(promising)).isInstanceOf(PlanReader.Readable.class);
        acting.as(People.CORA, () -> {
            assertThat(plans.check(promising)).noneMatch(Finding::isError);
        });
    }
}
