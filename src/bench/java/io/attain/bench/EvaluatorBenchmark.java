package io.attain.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;

/** One thread computes the whole workload; times are per transaction. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EvaluatorBenchmark.TRANSACTIONS)
@Fork(value = 1, jvmArgs = { "-Xms3g", "-Xmx3g", "-XX:+UseParallelGC" })
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EvaluatorBenchmark {

    static final int TRANSACTIONS = 1_000_000;

    /** The sales, as arrays. */
    @State(Scope.Thread)
    public static class Sales {

        final Workload workload = new Workload(TRANSACTIONS);
        final List<Workload.Stream> streams = workload.streams();

        private long sum(Contender contender) {
            long sum = 0;
            for (Workload.Stream stream : streams) {
                long[] lines = contender.lines(stream);
                for (int i = 0; i < stream.size(); i++) {
                    sum += lines[i];
                }
            }
            return sum;
        }
    }

    /** The columns of all participants, filled. */
    @State(Scope.Thread)
    public static class Filled {

        private final List<CreditColumns> columns = new ArrayList<>();
        private final List<List<Participation>> participations = new ArrayList<>();
        private AttainContender attain = new AttainContender(new Workload(TRANSACTIONS));

        @Setup
        public void fill(Sales sales) {
            attain = new AttainContender(sales.workload);
            for (Workload.Stream stream : sales.streams) {
                CreditColumns own = attain.emptyColumns();
                AttainContender.fill(own, stream);
                columns.add(own);
                participations.add(attain.participations(stream.participant()));
            }
        }
    }

    /** Attain's calculator over filled columns: what is called evaluation. */
    @Benchmark
    public long attainEvaluates(Filled filled) {
        long sum = 0;
        for (int i = 0; i < filled.columns.size(); i++) {
            Lines lines = filled.attain.evaluate(filled.columns.get(i), filled.participations.get(i));
            for (int line = 0; line < lines.size(); line++) {
                sum += lines.amount(line);
            }
        }
        return sum;
    }

    /** The same with the filling of the columns, one participant after the other. */
    @Benchmark
    public long attainFillsAndEvaluates(Sales sales, AttainState attain) {
        return sales.sum(attain.of(sales));
    }

    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public long oracle(Sales sales, OracleState oracle) {
        return sales.sum(oracle.of(sales));
    }

    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public long drools(Sales sales, DroolsState drools) {
        return sales.sum(drools.of(sales));
    }

    /** Made once. */
    @State(Scope.Thread)
    public static class AttainState {
        private final List<Contender> made = new ArrayList<>();

        Contender of(Sales sales) {
            if (made.isEmpty()) {
                made.add(new AttainContender(sales.workload));
            }
            return made.getFirst();
        }
    }

    /** Made once. */
    @State(Scope.Thread)
    public static class OracleState {
        private final List<Contender> made = new ArrayList<>();

        Contender of(Sales sales) {
            if (made.isEmpty()) {
                made.add(new OracleContender(sales.workload));
            }
            return made.getFirst();
        }
    }

    /** Made once. */
    @State(Scope.Thread)
    public static class DroolsState {
        private final List<Contender> made = new ArrayList<>();

        Contender of(Sales sales) {
            if (made.isEmpty()) {
                made.add(new DroolsContender(sales.workload));
            }
            return made.getFirst();
        }
    }
}
