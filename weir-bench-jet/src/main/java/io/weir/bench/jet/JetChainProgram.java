package io.weir.bench.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.weir.bench.ChainProbe;
import io.weir.bench.ChainProgram;
import io.weir.bench.ChainSettings;
import io.weir.bench.ChainWorkload;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * W1 to W3 in Jet's pipelines, with the settings of {@link LocalJet}. All processors are cooperative.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class JetChainProgram implements ChainProgram {

    private static final long TIMEOUT_SECONDS = 60;
    private static final long WINDOW_MILLIS = 1_000;

    /** Suppliers get to Jet's tasks by serialization: what they tell in this JVM they must find here. */
    private static volatile @Nullable Current current;

    private final ChainSettings settings;
    private final Current own;
    private @Nullable HazelcastInstance member;
    private @Nullable Job job;

    /**
     * What the tasks of a run tell.
     *
     * <p>Threading: Thread-safe.
     */
    record Current(ChainProbe probe, AtomicLong snapshots) {

        void snapshotCompleted() {
            snapshots.incrementAndGet();
        }
    }

    JetChainProgram(ChainSettings settings, ChainProbe probe) {
        this.settings = settings;
        this.own = new Current(probe, new AtomicLong());
    }

    static Current current() {
        return Objects.requireNonNull(current, "not started");
    }

    @Override
    public String settings() {
        return "Jet " + BuildInfoProvider.getBuildInfo().getVersion()
                + ": exactly once, snapshots in memory (Jet has no others without a license), no backups,"
                + " metrics off, cooperative processors on "
                + Runtime.getRuntime().availableProcessors()
                + " threads, records handed on without serialization, local parallelism "
                + settings.tasks();
    }

    @Override
    public void start() {
        current = own;
        HazelcastInstance started = LocalJet.start();
        member = started;
        job = started.getJet().newJob(pipeline(), LocalJet.exactlyOnce(settings.interval()));
    }

    @Override
    public void join() throws Exception {
        Objects.requireNonNull(job, "not started").getFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Objects.requireNonNull(member).shutdown();
    }

    @Override
    public long checkpoints() {
        return own.snapshots().get();
    }

    private Pipeline pipeline() {
        boolean timed = settings.workload() == ChainWorkload.W3;
        Pipeline pipeline = Pipeline.create();
        // A task hands on to one task, and not to all of them in turns.
        pipeline.setPreserveOrder(true);
        results(pipeline)
                .setLocalParallelism(settings.tasks())
                .writeTo(sink(timed))
                .setLocalParallelism(settings.tasks());
        return pipeline;
    }

    private StreamStage<ChainEvent> results(Pipeline pipeline) {
        return switch (settings.workload()) {
            case W1 ->
                events(pipeline)
                        .map(event -> new ChainEvent(event.key(), event.value() * 3 + 1, event.timestamp()))
                        .setLocalParallelism(settings.tasks())
                        .filter(event -> (event.value() & 7) != 0);
            case W2 ->
                events(pipeline)
                        .groupingKey(ChainEvent::key)
                        .mapStateful(
                                LongAccumulator::new,
                                (sum, key, event) -> new ChainEvent(
                                        key,
                                        sum.addAllowingOverflow(event.value()).get(),
                                        event.timestamp()));
            case W3 ->
                timedEvents(pipeline)
                        .groupingKey(ChainEvent::key)
                        .window(WindowDefinition.tumbling(WINDOW_MILLIS))
                        .aggregate(sum())
                        .setLocalParallelism(settings.tasks())
                        .map(result -> new ChainEvent(result.key(), result.result(), result.start()));
        };
    }

    private StreamStage<ChainEvent> events(Pipeline pipeline) {
        long keys = settings.keys();
        return pipeline.readFrom(Sources.<ChainEvent>streamFromProcessor(
                        "generate", ProcessorMetaSupplier.of(() -> new JetChainSource(keys, null))))
                .withoutTimestamps()
                .setLocalParallelism(settings.tasks());
    }

    private StreamStage<ChainEvent> timedEvents(Pipeline pipeline) {
        long keys = settings.keys();
        return pipeline.readFrom(Sources.<ChainEvent>streamFromProcessorWithWatermarks(
                        "generate", true, policy -> ProcessorMetaSupplier.of(() -> new JetChainSource(keys, policy))))
                .withNativeTimestamps(0)
                .setLocalParallelism(settings.tasks());
    }

    private Sink<ChainEvent> sink(boolean windows) {
        ProcessorMetaSupplier sinks = ProcessorMetaSupplier.of(() -> (Processor) new JetChainSink(windows));
        boolean mustKeepOrder = settings.workload() == ChainWorkload.W2 && settings.tasks() > 1;
        // The running sums of a key have an order, which Jet keeps as long as they go to one sink.
        return mustKeepOrder
                ? Sinks.fromProcessor("discard", sinks, ChainEvent::key)
                : Sinks.fromProcessor("discard", sinks);
    }

    private static AggregateOperation1<ChainEvent, LongAccumulator, Long> sum() {
        return AggregateOperations.summingLong(ChainEvent::value);
    }
}
