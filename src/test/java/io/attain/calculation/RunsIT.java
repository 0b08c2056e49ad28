package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.explanation.Explained;
import io.attain.calculation.explanation.Fact;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.demo.IndependentRecomputation;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.TestServer;
import io.attain.fixtures.Together;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

@Import(DemoFiles.class)
class RunsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");

    @Autowired
    private Runs runs;

    @Autowired
    private Explanations explanations;

    @Autowired
    private DemoFiles demo;

    @Autowired
    private Periods periods;

    @Autowired
    private Participants participants;

    @Autowired
    private Splits splits;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void organisation() {
        sweep();
        Quarters.define(periods, 4);
        demo.organisation();
        demo.publish(DemoFiles.plan());
    }

    @Test
    void bothQuartersComeToTheCentOfTheIndependentRecomputation() {
        for (int quarter : List.of(1, 2)) {
            Run run = runs.dryRun(Quarters.quarter(quarter).id());
            assertThat(run.parked()).isZero();
            assertThat(runs.checks(run.id())).isNotEmpty().allMatch(Check::ok);
            TreeMap<String, BigDecimal> expected = IndependentRecomputation.of(Quarters.quarter(quarter).span().from(),
                    Quarters.quarter(quarter).span().to());
            TreeMap<String, BigDecimal> actual = new TreeMap<>();
            runs.totals(run.id()).forEach((id, total) -> actual.put(participants.get(id).name(), total.toDecimal()));
            assertThat(actual).isEqualTo(expected);
            assertThat(run.totals().get(USD))
                    .isEqualTo(runs.teamTotals(run.id()).values().stream().reduce(Money::plus).orElseThrow());
            assertThat(runs.teamTotals(run.id())).hasSize(6);
        }
    }

    @Test
    void repeatingARunGivesTheSameDigestWhateverTheOrderOfChunks() throws InterruptedException {
        Run first = runs.dryRun(Quarters.Q2);
        Run second = runs.freeze(Quarters.Q2, RunKind.CLOSE);
        assertThat(second.inputDigest()).isEqualTo(first.inputDigest());
        assertThat(second.chunks()).isGreaterThan(1);
        for (int chunk = second.chunks() - 1; chunk >= 0; chunk--) {
            int again = chunk;
            List<Together.Outcome<Boolean>> outcomes = Together.run(() -> calculated(second.id(), again),
                    () -> calculated(second.id(), again));
            assertThat(outcomes).allMatch(outcome -> outcome.failure().isEmpty());
        }
        Run finished = runs.finish(second.id());
        assertThat(finished.resultDigest()).isEqualTo(first.resultDigest()).isPresent();
        assertThat(finished.lines()).isEqualTo(first.lines()).isPositive();
        assertThat(runs.finish(second.id())).isEqualTo(finished);
    }

    private boolean calculated(RunId run, int chunk) {
        runs.calculateChunk(run, chunk);
        return true;
    }

    @Test
    void aRunCannotBeFinishedBeforeEveryChunkIsCalculated() {
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        runs.calculateChunk(run.id(), 0);
        assertThatThrownBy(() -> runs.finish(run.id())).isInstanceOf(Refused.class)
                .hasMessageContaining("calculated or parked");
    }

    @Test
    void whatIsFrozenStaysWhateverChangesAfterwards() {
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        Money before = runs.preview(Quarters.Q1, Set.of(MOSES)).of(MOSES).orElseThrow().total();
        ResultLine line = runs.preview(Quarters.Q1, Set.of(MOSES)).of(MOSES).orElseThrow().lines().getFirst();
        acting.as(People.CORA, () -> {
            splits.put(line.event().orElseThrow(), List.of(new Share(ANNA, BigDecimal.valueOf(100))), "test");
        });
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        runs.finish(run.id());
        assertThat(runs.totals(run.id())).containsEntry(MOSES, before);
        assertThat(runs.preview(Quarters.Q1, Set.of(MOSES)).of(MOSES).orElseThrow().total()).isLessThan(before);
        runs.discard(run.id());
        assertThat(runs.current(Quarters.Q1)).isEmpty();
    }

    @Test
    void aPreviewIsWhatARunWouldSay() {
        Run run = runs.dryRun(Quarters.Q2);
        Set<ParticipantId> everyone = Set.copyOf(runs.participants(run.id()));
        Preview preview = runs.preview(Quarters.Q2, everyone);
        for (ParticipantId participant : everyone) {
            ParticipantResult stored = runs.resultOf(run.id(), participant).orElseThrow();
            ParticipantResult previewed = preview.of(participant).orElseThrow();
            assertThat(previewed.total()).isEqualTo(stored.total());
            assertThat(previewed.components()).isEqualTo(stored.components());
            assertThat(previewed.lines()).extracting(ResultLine::lineNo, ResultLine::amount, ResultLine::event)
                    .isEqualTo(stored.lines().stream()
                            .map(line -> tuple(line.lineNo(), line.amount(), line.event())).toList());
        }
    }

    @Test
    void aHypotheticalSplitIsPreviewedAndNothingIsWritten() {
        List<Share> half = List.of(new Share(MOSES, BigDecimal.valueOf(50)), new Share(ANNA, BigDecimal.valueOf(50)));
        Preview before = runs.preview(Quarters.Q2, Set.of(MOSES, ANNA));
        Set<EventKey> annas = before.of(ANNA).orElseThrow().lines().stream().flatMap(own -> own.event().stream())
                .collect(Collectors.toSet());
        ResultLine line = before.of(MOSES).orElseThrow().lines().stream()
                .filter(own -> !annas.contains(own.event().orElseThrow()))
                .findFirst().orElseThrow();
        Preview after = runs.previewWith(Quarters.Q2, Set.of(MOSES, ANNA), line.event().orElseThrow(), half);
        assertThat(after.of(MOSES).orElseThrow().total()).isLessThan(before.of(MOSES).orElseThrow().total());
        assertThat(after.of(ANNA).orElseThrow().lines()).hasSize(before.of(ANNA).orElseThrow().lines().size() + 1);
        assertThat(runs.preview(Quarters.Q2, Set.of(MOSES, ANNA)).results()).isEqualTo(before.results());
    }

    @Test
    void everyLineOfAQuarterIsExplainedToItsAmount() {
        Run run = runs.dryRun(Quarters.Q2);
        for (ParticipantId participant : List.of(MOSES, ANNA, new ParticipantId("darcel-schlecht"))) {
            for (ResultLine line : runs.linesOf(run.id(), participant)) {
                if (line.lineNo() % 10 == 0) {
                    Explanation explanation = explanations.explain(run.id(), participant, line.lineNo());
                    assertThat(explanation.line()).isEqualTo(line);
                    BigDecimal exact = explanation.facts().stream()
                            .filter(fact -> fact instanceof Fact.Derived derived
                                    && derived.step() instanceof DerivationStep.Sliced)
                            .map(fact -> ((DerivationStep.Sliced) ((Fact.Derived) fact).step()).exact())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(Money.rounded(exact, USD, RoundingMode.HALF_UP)).isEqualTo(line.amount());
                    explanation.facts().forEach(fact -> Explained.said(fact, USD));
                }
            }
        }
        Explanation first = explanations.explainPreview(Quarters.Q2, MOSES, 1);
        assertThat(first.facts()).extracting(Fact::kind).containsExactly("event", "credited", "by-plan", "counted",
                "quota-made", "attained", "looked-up", "sliced", "rounded", "comes", "paid-when");
    }

    @Test
    void aLineThatIsNotDerivedToItsAmountIsNotExplained() {
        Run run = runs.freeze(Quarters.Q2, RunKind.CLOSE);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        assertThat(explanations.explain(run.id(), MOSES, 1).facts()).isNotEmpty();
        jdbc.sql("""
				with taken as (delete from calculation.line where run_id = :run and participant_id = :who and line_no = 1
				               returning *)
				insert into calculation.line
				select (jsonb_populate_record(null::calculation.line, to_jsonb(taken)
				         || jsonb_build_object('amount_minor', amount_minor + 1))).* from taken
				""").param("run", run.id().value()).param("who", MOSES.value()).update();
        assertThatThrownBy(() -> explanations.explain(run.id(), MOSES, 1)).isInstanceOf(Refused.class)
                .hasMessageContaining("is not derived to that amount again");
    }

    @Test
    void someoneWithCreditsButNoPlanIsParkedAndTheRunGoesOn() {
        ResultLine line = runs.preview(Quarters.Q1, Set.of(MOSES)).of(MOSES).orElseThrow().lines().getFirst();
        ParticipantId manager = new ParticipantId("dustin-brinkmann");
        acting.as(People.CORA, () -> {
            splits.put(line.event().orElseThrow(),
                    List.of(new Share(MOSES, BigDecimal.valueOf(50)), new Share(manager, BigDecimal.valueOf(50))),
                    "test");
        });
        Run run = closeRun();
        assertThat(run.parked()).isEqualTo(1);
        assertThat(runs.parked(run.id())).singleElement().satisfies(parked -> {
            assertThat(parked.participant()).isEqualTo(manager);
            assertThat(parked.reason()).contains("is in no plan on that day");
        });
        assertThat(runs.resultOf(run.id(), manager).orElseThrow().parked()).isPresent();
        assertThatThrownBy(() -> runs.accept(run.id())).isInstanceOf(Refused.class)
                .hasMessageContaining("dustin-brinkmann");
    }

    @Test
    void someoneWithoutQuotaIsParked() {
        forge("delete from participant.quota where participant_id = 'moses-frase'");
        Run run = closeRun();
        assertThat(runs.parked(run.id())).containsExactly(
                new ParkedParticipant(MOSES, "Has no quota for component \"Commission\"."));
        assertThat(runs.preview(Quarters.Q1, Set.of(MOSES)).of(MOSES).orElseThrow().parked()).isPresent();
    }

    @Test
    void anAcceptedRunIsTheCurrentOneAndNothingOfItCanBeChanged() {
        Run run = closeRun();
        Run dry = runs.dryRun(Quarters.Q1);
        assertThatThrownBy(() -> runs.accept(dry.id())).isInstanceOf(Refused.class);
        runs.accept(run.id());
        runs.accept(run.id());
        assertThat(runs.current(Quarters.Q1)).map(Run::state).contains(RunState.ACCEPTED);
        assertThatThrownBy(() -> runs.discard(run.id())).isInstanceOf(Refused.class);
        runs.calculateChunk(run.id(), 0);
        for (String forged : List.of("update calculation.line set amount_minor = 1", "delete from calculation.line",
                "insert into calculation.line select run_id, participant_id, 9999, plan_id, plan_number, component, source,"
                        + " external_id, credit_id, event_date, text, currency, credited_minor, amount_minor"
                        + " from calculation.line limit 1",
                "update calculation.run_participant set earned_minor = 1",
                "update calculation.run set result_sha256 = null",
                "update calculation.run set state = 'FROZEN'", "delete from calculation.run_credit",
                "delete from calculation.run")) {
            assertThatThrownBy(() -> jdbc.sql(forged).update()).as(forged).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> forge(forged)).as(forged).isInstanceOf(RuntimeException.class);
        }
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThatThrownBy(() -> runs.freeze(Quarters.Q1, RunKind.DRY)).isInstanceOf(Refused.class);
    }

    @Test
    void aManagerWithoutCreditsIsNotInTheRun() {
        Run run = closeRun();
        List<String> names = new ArrayList<>();
        runs.totals(run.id()).keySet().stream().map(participants::get).map(Participant::name).forEach(names::add);
        assertThat(names).hasSize(35).doesNotContain("Dustin Brinkmann", "Renata Vogel");
        assertThat(Map.copyOf(runs.totals(run.id()))).hasSize(35);
    }

    private Run closeRun() {
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
            runs.calculateChunk(run.id(), chunk);
        }
        return runs.finish(run.id());
    }

    /** As someone who is above all privileges, though not above the triggers. */
    private static void forge(String sql) {
        try (Connection superuser = TestServer.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
