package io.weir.bench.flink.nexmark;

import io.weir.bench.flink.LocalFlink;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.EventGenerator;
import io.weir.bench.nexmark.NexmarkProgram;
import io.weir.bench.nexmark.NexmarkRun;
import io.weir.bench.nexmark.Query;
import io.weir.bench.nexmark.Result;
import io.weir.bench.nexmark.ResultTally;
import io.weir.bench.nexmark.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The queries in Flink, with the settings of {@link LocalFlink}.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class FlinkNexmark implements NexmarkProgram {

    /** Functions get to Flink's tasks by serialization: what they tell in this JVM they must find here. */
    private static volatile @Nullable Current current;

    /**
     * What the tasks of a run tell.
     *
     * <p>Threading: Thread-safe; a tally is confined to its task.
     */
    record Current(NexmarkRun run, RunClock clock, List<ResultTally> tallies) {

        ResultTally newTally() {
            ResultTally tally = new ResultTally(run.query().output(), run.oneIn());
            tallies.add(tally);
            return tally;
        }
    }

    static Current current() {
        return Objects.requireNonNull(current, "nothing runs");
    }

    @Override
    public Set<Query> queries() {
        return FlinkQueries.ALL.keySet();
    }

    @Override
    public Outcome run(NexmarkRun run) throws Exception {
        if (run.events() % run.tasks() != 0) {
            throw new IllegalArgumentException("the number of events must be a multiple of that of tasks: events="
                    + run.events() + ", tasks=" + run.tasks());
        }
        Current running = new Current(run, new RunClock(run.warmup()), new CopyOnWriteArrayList<>());
        current = running;
        Configuration configuration = LocalFlink.configuration(
                run.tasks(),
                run.interval(),
                run.directory().resolve("checkpoints"),
                run.directory().resolve("scratch"));
        JobGraph graph = graph(run, configuration);
        MiniCluster cluster = LocalFlink.start(configuration);
        try {
            cluster.submitJob(graph).get();
            JobResult result = cluster.requestJobResult(graph.getJobID()).get();
            if (!result.isSuccess()) {
                throw new IllegalStateException(
                        "the job did not run through: result=" + result,
                        result.getSerializedThrowable().orElse(null));
            }
        } finally {
            cluster.closeAsync().get();
        }
        return new Outcome(
                ResultTally.total(running.tallies()),
                running.tallies().stream().mapToLong(ResultTally::received).sum(),
                running.clock().seconds(),
                running.clock().processorSeconds());
    }

    @SuppressWarnings("unchecked") // a sink of results takes those of any query
    private static JobGraph graph(NexmarkRun run, Configuration configuration) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        long maxDelayMillis = new EventGenerator().maxDelayMillis();
        DataStream<Event> events = environment.fromSource(
                new DataGeneratorSource<>(new EventFunction(run.events(), run.tasks()), run.events(), FormatType.EVENT),
                WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ofMillis(maxDelayMillis))
                        .withTimestampAssigner((event, none) -> event.timestamp()),
                "events");
        FlinkQuery query = Objects.requireNonNull(FlinkQueries.ALL.get(run.query()));
        ((DataStream<Result>) query.on(events)).sinkTo(new FlinkTallySink());
        return environment.getStreamGraph().getJobGraph();
    }
}
