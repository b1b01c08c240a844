package io.weir.proof.simulation;

import io.weir.proof.report.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, on several threads, until all have been run or one has failed.
 *
 * <p>Threading: {@link #run} is called once; each run of a seed is confined to its thread.
 */
public final class Campaign {

    /** One run in so many is run again, and must take the same course. */
    private static final int REPEATED = 20;

    private static final int PROGRESS_STEPS = 20;

    /** A run takes some hundredths of a second. One that is looked at so often waits for something that nobody gives; the machine may have stood still meanwhile. */
    private static final int LOOKS_MAX = 60;

    private static final long LOOK_SECONDS = 5;

    private final long firstSeed;
    private final long count;
    private final int threads;
    private final Consumer<String> lines;

    private final AtomicLong done = new AtomicLong();

    /** What each thread is at. */
    private final AtomicReferenceArray<@Nullable Running> running;

    /** A run of a seed, one of a kind. */
    private record Running(long seed, long number) {}

    /** @param lines takes what is worth telling on the way */
    public Campaign(long firstSeed, long count, int threads, Consumer<String> lines) {
        this.firstSeed = firstSeed;
        this.count = count;
        this.threads = threads;
        this.lines = lines;
        this.running = new AtomicReferenceArray<>(threads);
    }

    /** Runs the seeds. Returns the first failure that was found; null if there was none. */
    public @Nullable RunResult run(Totals totals) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        AtomicReference<@Nullable RunResult> failure = new AtomicReference<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                int thread = i;
                workers.add(pool.submit(() -> work(thread, next, failure, totals)));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated run could not be made", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return failure.get();
    }

    /** A task or a lane that takes a lock which a paused one holds blocks the whole world, and shows itself only here: nothing may block in the engine. */
    private void await(Future<?> worker) throws InterruptedException, ExecutionException {
        Map<Running, Integer> looks = new HashMap<>();
        while (true) {
            try {
                worker.get(LOOK_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                for (int i = 0; i < threads; i++) {
                    Running run = running.get(i);
                    if (run != null && looks.merge(run, 1, Integer::sum) > LOOKS_MAX) {
                        throw new IllegalStateException(
                                "seed " + run.seed() + " has blocked its thread: something in it waits for a lock", e);
                    }
                }
            }
        }
    }

    private void work(int thread, AtomicLong next, AtomicReference<@Nullable RunResult> failure, Totals totals) {
        long portion = Math.max(1, count / PROGRESS_STEPS);
        for (long i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
            running.set(thread, new Running(firstSeed + i, i));
            RunResult result = Simulation.run(firstSeed + i);
            if (!result.passed()) {
                running.set(thread, null);
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
            tellProgress(totals, portion);
        }
        running.set(thread, null);
    }

    /** Counts what is done, for seeds do not end in the order in which they began. */
    private void tellProgress(Totals totals, long portion) {
        synchronized (done) {
            long jobs = done.incrementAndGet();
            if (jobs % portion == 0) {
                lines.accept(String.format(
                        Locale.ROOT, "simulation: %,d of %,d jobs, %,d crashes so far", jobs, count, totals.crashes()));
            }
        }
    }
}
