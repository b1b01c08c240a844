package io.weir.bench;

import io.weir.aggregate.Aggregates;
import io.weir.basic.GeneratorSource;
import io.weir.bench.TallySink.Results;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Weir job between a generator and a tally: exactly once, with its journal in a local directory.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class JobWorkload implements Workload {

    private final Pauses pauses = new Pauses();
    private final int tasks;
    private final Weir weir;
    private final Pipeline pipeline;
    private final Expected expected;
    private final MarkedSource source;
    private final TallySink sink;
    private @Nullable Job job;
    private long startNanos;
    private long endNanos;
    private long checkpointCount;

    /**
     * What to run between source and sink, and what must come out.
     *
     * @param watermarks how event time goes on; null if it is not looked at
     */
    record Work(
            Results results,
            @Nullable WatermarkStrategy<Event> watermarks,
            UnaryOperator<Stream<Event>> stages,
            Expected expected) {

        /** Workload W1. */
        static Work mapFilter(Generator generator) {
            return new Work(
                    Results.PLAIN,
                    null,
                    events -> events.map(MapFilterLoop::map).filter(MapFilterLoop::keeps),
                    Expected.ofMapFilter(generator));
        }

        /** Workload W2. */
        static Work keyedSum(Generator generator) {
            return new Work(
                    Results.PLAIN,
                    null,
                    events -> events.keyByLong(Event::key).aggregate("sum", Event.NONE, Work::add),
                    Expected.ofKeyedSum(generator));
        }

        /** Workload W3. */
        static Work windowedSum(Generator generator) {
            return new Work(
                    Results.WINDOWS,
                    WatermarkStrategy.forMonotonousTimestamps(),
                    events -> events.keyByLong(Event::key)
                            .window(Windows.tumbling(Duration.ofMillis(WindowedSumLoop.WINDOW_MILLIS)))
                            .<Long, Long, Event>aggregate(
                                    "sum",
                                    Aggregates.sumLong(Event::value),
                                    (key, window, sum, out) -> out.collect(new Event(key, sum, window.start()))),
                    Expected.ofWindowedSum(generator));
        }

        static Work of(ChainWorkload workload, Generator generator) {
            return switch (workload) {
                case W1 -> mapFilter(generator);
                case W2 -> keyedSum(generator);
                case W3 -> windowedSum(generator);
            };
        }

        private static Event add(Event sum, Event event) {
            return new Event(event.key(), sum.value() + event.value(), event.timestamp());
        }
    }

    JobWorkload(Generator generator, Work work, int tasks, Duration interval, Path directory) {
        // In a single task source, stages and sink are one chain: what lies between the two calls is the pause.
        this.source = new MarkedSource(
                GeneratorSource.of(generator::event).timestamps(Generator::timestamp),
                tasks == 1 ? pauses::begin : () -> {});
        this.sink = new TallySink(work.results(), generator.keys(), tasks == 1 ? pauses::end : () -> {});
        this.tasks = tasks;
        this.expected = work.expected();
        this.weir = Weir.local(directory.resolve("journal")).parallelism(tasks).checkpointInterval(interval);
        this.pipeline =
                work.stages().apply(read(work.watermarks())).sink("tally", sink).build();
    }

    private Stream<Event> read(@Nullable WatermarkStrategy<Event> watermarks) {
        return watermarks == null
                ? Pipeline.named("bench").source("generate", source)
                : Pipeline.named("bench").source("generate", source, watermarks);
    }

    @Override
    public String settings() {
        return "Weir: its defaults; exactly once, checkpoints in a journal of local files that are synced, parallelism "
                + tasks;
    }

    @Override
    public void start() {
        startNanos = System.nanoTime();
        job = weir.start(pipeline);
    }

    @Override
    public boolean hasBegun() {
        return source.hasBegun(tasks);
    }

    @Override
    public void stop() throws Exception {
        Job running = Objects.requireNonNull(job, "not started");
        endNanos = System.nanoTime();
        running.stop();
        Receipt receipt = running.join();
        if (receipt.state() != JobState.STOPPED || receipt.restarts() != 0) {
            throw new IllegalStateException("the job did not run through: receipt=" + receipt);
        }
        checkpointCount = receipt.checkpoints();
        expected.check(source.positions(), sink.total());
    }

    @Override
    public List<Marks> marks() {
        return source.marks();
    }

    @Override
    public Map<Figure, Double> observations() {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CHECKPOINTS, checkpointCount * 1e9 / (endNanos - startNanos));
        if (tasks == 1) {
            figures.putAll(pauses.figures());
        }
        return figures;
    }
}
