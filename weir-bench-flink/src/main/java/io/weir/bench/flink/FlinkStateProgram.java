package io.weir.bench.flink;

import io.weir.bench.StateContender;
import io.weir.bench.StateContender.Engine;
import io.weir.bench.StateProbe;
import io.weir.bench.StateProgram;
import io.weir.bench.StateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The state benchmark in Flink: one task manager with one slot in this JVM, a source task and a task that holds the state and has the sink behind it. Exactly
 * once, object reuse on, checkpoints in a local directory; with RocksDB they are incremental.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class FlinkStateProgram implements StateProgram {

    private static final long TIMEOUT_SECONDS = 60;
    private static final int HISTORY_SIZE = 100_000;

    /** Functions get to Flink's tasks by serialization: what they tell in this JVM they must find here. */
    private static volatile @Nullable StateProbe probe;

    private final StateContender contender;
    private @Nullable MiniCluster cluster;
    private @Nullable JobID job;

    FlinkStateProgram(StateContender contender) {
        this.contender = contender;
    }

    static StateProbe probe() {
        return Objects.requireNonNull(probe, "not started");
    }

    @Override
    public void start(StateSettings settings, StateProbe newProbe) throws Exception {
        probe = newProbe;
        Configuration configuration = configuration(settings);
        MiniCluster started = LocalFlink.start(configuration);
        cluster = started;
        JobGraph graph = graph(settings, configuration);
        job = graph.getJobID();
        started.submitJob(graph).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void requireRunning() throws Exception {
        JobStatus status = cluster().getJobStatus(job()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (status.isTerminalState()) {
            throw new IllegalStateException("the job has ended: status=" + status + ", cause="
                    + cluster()
                            .getExecutionGraph(job())
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .getFailureInfo());
        }
    }

    @Override
    public List<Span> checkpoints() throws Exception {
        List<Span> spans = new ArrayList<>();
        CheckpointStatsSnapshot statistics = cluster()
                .getExecutionGraph(job())
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .getCheckpointStatsSnapshot();
        if (statistics != null) {
            for (AbstractCheckpointStats each : statistics.getHistory().getCheckpoints()) {
                if (each.getStatus() == CheckpointStatsStatus.COMPLETED) {
                    long duration = each.getEndToEndDuration();
                    spans.add(new Span(each.getTriggerTimestamp() + duration, duration));
                }
            }
        }
        return spans;
    }

    @Override
    public void close() throws Exception {
        cluster().cancelJob(job()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        cluster().requestJobResult(job()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        cluster().closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private Configuration configuration(StateSettings settings) {
        boolean rocksdb = contender.engine() == Engine.FLINK_ROCKSDB;
        Configuration configuration = LocalFlink.configuration(
                1,
                settings.interval(),
                settings.checkpoints(),
                settings.directory().resolve("scratch"));
        configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, HISTORY_SIZE);
        if (rocksdb) {
            configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
            configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            // As much as the heap that its JVM was given: together they are what the others have as heap.
            configuration.set(
                    TaskManagerOptions.MANAGED_MEMORY_SIZE,
                    new MemorySize(Runtime.getRuntime().maxMemory()));
        }
        return configuration;
    }

    private JobGraph graph(StateSettings settings, Configuration configuration) {
        TypeInformation<FlinkEvent> type = TypeInformation.of(FlinkEvent.class);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        KeyedStream<FlinkEvent, Long> keyed = environment
                .fromSource(
                        new DataGeneratorSource<>(
                                new FlinkGenerator(settings.keys(), settings.distribution()), Long.MAX_VALUE, type),
                        WatermarkStrategy.noWatermarks(),
                        "generate")
                .keyBy(event -> event.key);
        DataStream<FlinkEvent> sums =
                contender.usesBuiltIn() ? keyed.reduce(new FlinkReduce()) : keyed.process(new FlinkSum(), type);
        sums.sinkTo(new FlinkProbeSink());
        return environment.getStreamGraph().getJobGraph();
    }

    private MiniCluster cluster() {
        return Objects.requireNonNull(cluster, "not started");
    }

    private JobID job() {
        return Objects.requireNonNull(job, "not started");
    }
}
