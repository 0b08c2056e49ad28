package io.attain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Does independent work on several threads. */
final class Parallel {

    private Parallel() {}

    /** The results, in the order of what they are made from. */
    static <T, R> List<R> map(List<T> all, int threads, Function<T, R> work) {
        List<AtomicReference<R>> results = all.stream().map(one -> new AtomicReference<R>()).toList();
        forEach(IntStream.range(0, all.size()).boxed().toList(), threads,
                i -> results.get(i).set(work.apply(all.get(i))));
        return results.stream().map(AtomicReference::get).toList();
    }

    static <T> void forEach(List<T> all, int threads, Consumer<T> work) {
        if (threads <= 1 || all.size() <= 1) {
            all.forEach(work);
            return;
        }
        int pieces = Math.min(threads, all.size());
        try (ExecutorService executor = Executors.newFixedThreadPool(pieces)) {
            List<Future<?>> running = new ArrayList<>();
            for (int piece = 0; piece < pieces; piece++) {
                int first = piece;
                running.add(executor.submit(() -> {
                    for (int i = first; i < all.size(); i += pieces) {
                        work.accept(all.get(i));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while simulating", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a simulation failed", failed.getCause());
        }
    }
}
