package io.weir.proof.simulation;

import io.weir.proof.report.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, on several threads, until all have been run or one has failed.
 *
 * <p>Threading: Immutable; each run is confined to its thread.
 */
public final class Campaign {

    /** One run in so many is run again, and must take the same course. */
    private static final int REPEATED = 20;

    private static final int PROGRESS_STEPS = 20;

    private final long firstSeed;
    private final long count;
    private final int threads;
    private final Consumer<String> lines;

    /** @param lines takes what is worth telling on the way */
    public Campaign(long firstSeed, long count, int threads, Consumer<String> lines) {
        this.firstSeed = firstSeed;
        this.count = count;
        this.threads = threads;
        this.lines = lines;
    }

    /** Runs the seeds. Returns the first failure that was found, made smaller; null if there was none. */
    public @Nullable RunResult run(Totals totals) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        AtomicReference<@Nullable RunResult> failure = new AtomicReference<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> work(next, failure, totals)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated run could not be made", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        RunResult failed = failure.get();
        return failed == null ? null : new Shrinker().shrink(failed);
    }

    private void work(AtomicLong next, AtomicReference<@Nullable RunResult> failure, Totals totals) {
        long portion = Math.max(1, count / PROGRESS_STEPS);
        for (long i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
            RunResult result = Simulation.run(firstSeed + i);
            if (!result.passed()) {
                failure.compareAndSet(null, result);
                return;
            }
            totals.add(result);
            if (i % REPEATED == 0) {
                RunResult again = Simulation.run(firstSeed + i);
                if (again.traceHash() != result.traceHash()) {
                    throw new IllegalStateException("seed " + (firstSeed + i) + " has taken two courses: "
                            + result.traceHash() + " and " + again.traceHash());
                }
                totals.addRepeated();
            }
            if ((i + 1) % portion == 0) {
                lines.accept(String.format(
                        Locale.ROOT,
                        "simulation: %,d of %,d jobs, %,d crashes so far",
                        i + 1,
                        count,
                        totals.crashes()));
            }
        }
    }
}
