package io.weir.bench.flink;

import io.weir.bench.ChainProbe;
import io.weir.bench.ChainProgram;
import io.weir.bench.ChainSettings;
import io.weir.bench.ChainWorkload;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.types.LongValue;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * W1 to W3 in Flink, with the settings of {@link LocalFlink}. The source and what needs no key are one chain, which is one thread; what needs a key, and the sink, are
 * another one.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class FlinkChainProgram implements ChainProgram {

    private static final long TIMEOUT_SECONDS = 60;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** Functions get to Flink's tasks by serialization: what they tell in this JVM they must find here. */
    private static volatile @Nullable ChainProbe probe;

    private final ChainSettings settings;
    private final ChainProbe ownProbe;
    private @Nullable MiniCluster cluster;
    private @Nullable JobID job;
    private long checkpoints;

    FlinkChainProgram(ChainSettings settings, ChainProbe ownProbe) {
        this.settings = settings;
        this.ownProbe = ownProbe;
    }

    static ChainProbe probe() {
        return Objects.requireNonNull(probe, "not started");
    }

    @Override
    public String settings() {
        return "Flink " + EnvironmentInformation.getVersion()
                + ": object reuse, state on the heap (hashmap), aligned exactly-once"
                + " checkpoints to local files, no buffer timeout, a serializer by hand (24 bytes a record), a source that emits "
                + ChainProbe.BATCH_SIZE + " records a call, parallelism " + settings.tasks();
    }

    @Override
    public void start() throws Exception {
        probe = ownProbe;
        Configuration configuration = LocalFlink.configuration(
                settings.tasks(),
                settings.interval(),
                settings.checkpoints(),
                settings.directory().resolve("scratch"));
        // "To maximize throughput": https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        // Nothing is to be committed at the end.
        configuration.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
        JobGraph graph = graph(configuration);
        MiniCluster started = LocalFlink.start(configuration);
        cluster = started;
        job = graph.getJobID();
        started.submitJob(graph).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void join() throws Exception {
        MiniCluster running = Objects.requireNonNull(cluster, "not started");
        JobID id = Objects.requireNonNull(job, "not started");
        JobResult result = running.requestJobResult(id).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!result.isSuccess()) {
            throw new IllegalStateException(
                    "the job did not run through: result=" + result,
                    result.getSerializedThrowable().orElse(null));
        }
        CheckpointStatsSnapshot statistics = running.getExecutionGraph(id)
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .getCheckpointStatsSnapshot();
        checkpoints = statistics == null ? 0 : statistics.getCounts().getNumberOfCompletedCheckpoints();
        running.closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public long checkpoints() {
        return checkpoints;
    }

    private JobGraph graph(Configuration configuration) {
        boolean timed = settings.workload() == ChainWorkload.W3;
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        DataStream<FlinkEvent> events = environment.fromSource(
                new FlinkChainSource(settings.keys(), timed),
                timed ? WatermarkStrategy.forMonotonousTimestamps() : WatermarkStrategy.noWatermarks(),
                "generate",
                EventType.INSTANCE);
        results(events).sinkTo(new FlinkChainSink(timed));
        return environment.getStreamGraph().getJobGraph();
    }

    private DataStream<FlinkEvent> results(DataStream<FlinkEvent> events) {
        return switch (settings.workload()) {
            case W1 ->
                events.map(event -> new FlinkEvent(event.key, event.value * 3 + 1, event.timestamp), EventType.INSTANCE)
                        .filter(event -> (event.value & 7) != 0);
            case W2 ->
                events.keyBy(event -> event.key, Types.LONG)
                        .map(new FlinkKeyedSum(settings.tasks() == 1), EventType.INSTANCE);
            case W3 ->
                events.keyBy(event -> event.key, Types.LONG)
                        .window(TumblingEventTimeWindows.of(WINDOW))
                        .aggregate(
                                new FlinkWindowSum(),
                                new WindowResult(),
                                ValueTypeInfo.LONG_VALUE_TYPE_INFO,
                                EventType.INSTANCE);
        };
    }

    /** The result of a window, with its start as timestamp. */
    private static final class WindowResult implements WindowFunction<LongValue, FlinkEvent, Long, TimeWindow> {

        private static final long serialVersionUID = 1;

        @Override
        public void apply(Long key, TimeWindow window, Iterable<LongValue> sums, Collector<FlinkEvent> out) {
            out.collect(new FlinkEvent(key, sums.iterator().next().getValue(), window.getStart()));
        }
    }
}
