package io.weir.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Workload W2 by hand in several threads: each makes records, keeps those of its own keys, and hands the others to their threads in batches. No engine and no checkpoints: the least that several tasks do.
 *
 * <p>Threading: confined to the thread that measures; the work has its own.
 */
final class HandExchange implements Workload {

    private static final int CHUNK_SIZE = 1_024;
    private static final int CHUNKS_A_MARK = 64;
    private static final int BATCH_SIZE = 1_024;

    /** As many batches as Weir has on their way. */
    private static final int RING_SIZE = 4;

    private final Generator generator;
    private final HandRing[][] rings;
    private final List<Part> parts = new ArrayList<>();
    private final List<FutureTask<Void>> running = new ArrayList<>();

    /** How many threads have handed over all that they will. */
    private final AtomicInteger ended = new AtomicInteger();

    private volatile boolean stopping;

    HandExchange(Generator generator, int threads) {
        this.generator = generator;
        this.rings = new HandRing[threads][threads];
        for (int thread = 0; thread < threads; thread++) {
            Arrays.setAll(rings[thread], to -> new HandRing(RING_SIZE));
            parts.add(new Part(thread));
        }
    }

    @Override
    public void start() {
        for (Part part : parts) {
            FutureTask<Void> task = new FutureTask<>(part::run, null);
            running.add(task);
            new Thread(task, "by hand").start();
        }
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        for (FutureTask<Void> each : running) {
            each.get();
        }
        Tally all = new Tally(generator.keys());
        parts.forEach(part -> all.add(part.tally));
        Expected.ofKeyedSum(generator)
                .check(parts.stream().map(part -> part.read).toList(), all);
    }

    @Override
    public List<Marks> marks() {
        return parts.stream().map(part -> part.marks).toList();
    }

    @Override
    public Map<Figure, Double> observations() {
        return Map.of();
    }

    /** One thread's work. Confined to it until it has ended. */
    private final class Part {

        private final int own;
        private final int threads;
        private final LongSums sums = LongSums.unsaved(generator.keys());
        private final Tally tally = new Tally(generator.keys());
        private final Marks marks = new Marks();
        private final Event[][] open;
        private final int[] sizes;
        private long read;

        Part(int own) {
            this.own = own;
            this.threads = rings.length;
            this.open =
                    Stream.generate(() -> new Event[BATCH_SIZE]).limit(threads).toArray(Event[][]::new);
            this.sizes = new int[threads];
        }

        void run() {
            for (long chunk = 0; !stopping; chunk++) {
                readChunk();
                takeAll();
                if (chunk % CHUNKS_A_MARK == 0) {
                    marks.add(System.nanoTime(), read);
                }
            }
            for (int to = 0; to < threads; to++) {
                handOver(to);
            }
            ended.incrementAndGet();
            while (ended.get() < threads) {
                takeAll();
            }
            takeAll();
        }

        private void readChunk() {
            for (int i = 0; i < CHUNK_SIZE; i++) {
                Event event = generator.event(own + read * threads);
                read++;
                int to = (int) ((event.key() * 0x9E3779B97F4A7C15L >>> 33) % threads);
                if (to == own) {
                    process(event);
                } else {
                    open[to][sizes[to]++] = event;
                    if (sizes[to] == BATCH_SIZE) {
                        handOver(to);
                    }
                }
            }
        }

        /** Goes on taking while there is no room: two that wait for each other would wait for ever. */
        private void handOver(int to) {
            if (sizes[to] == 0) {
                return;
            }
            Event[] batch = sizes[to] == BATCH_SIZE ? open[to] : Arrays.copyOf(open[to], sizes[to]);
            while (!rings[own][to].offer(batch)) {
                takeAll();
            }
            open[to] = new Event[BATCH_SIZE];
            sizes[to] = 0;
        }

        private void takeAll() {
            for (int from = 0; from < threads; from++) {
                for (Event[] batch = rings[from][own].poll(); batch != null; batch = rings[from][own].poll()) {
                    for (Event event : batch) {
                        process(event);
                    }
                }
            }
        }

        private void process(Event event) {
            long sum = sums.add(event.key(), event.value());
            tally.add(new Event(event.key(), sum, event.timestamp()));
        }
    }
}
