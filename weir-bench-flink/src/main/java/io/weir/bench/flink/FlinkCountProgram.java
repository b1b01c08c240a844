package io.weir.bench.flink;

import io.weir.bench.CountClients;
import io.weir.bench.CountProgram;
import io.weir.bench.CountRun;
import io.weir.bench.CountSettings;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * W4 and W5 in Flink: its Kafka source, a map with state on the heap, its Kafka sink.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class FlinkCountProgram implements CountProgram {

    private static final long TIMEOUT_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;

    /** How long a record of W5 waits at most between two tasks, for others to go with it. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

    @Override
    public String settings(CountRun run) {
        return "Flink " + EnvironmentInformation.getVersion() + ": exactly once, aligned checkpoints every "
                + run.settings().interval().toMillis() + " ms, state on the heap, object reuse, parallelism "
                + run.tasks() + ", "
                + (run.endsWithInput() ? "no buffer timeout" : "buffer timeout " + BUFFER_TIMEOUT.toMillis() + " ms")
                + ", a serializer by hand (24 bytes a record); " + CountClients.producerText() + "; "
                + CountClients.consumerText();
    }

    @Override
    public void runToEnd(CountRun run) throws Exception {
        KafkaSource<FlinkEvent> source =
                source(run.settings()).setBounded(OffsetsInitializer.latest()).build();
        Configuration configuration = configuration(run);
        MiniCluster cluster = LocalFlink.start(configuration);
        JobID job = submit(cluster, run, configuration, source);
        JobResult result = cluster.requestJobResult(job).get();
        // Throws what made it fail.
        result.toJobExecutionResult(FlinkCountProgram.class.getClassLoader());
        cluster.closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) throws Exception {
        Configuration configuration = configuration(run);
        MiniCluster cluster = LocalFlink.start(configuration);
        JobID job = submit(cluster, run, configuration, source(run.settings()).build());
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            requireRunning(cluster, job);
        }
        cluster.cancelJob(job).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        cluster.requestJobResult(job).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        cluster.closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static JobID submit(
            MiniCluster cluster, CountRun run, Configuration configuration, KafkaSource<FlinkEvent> source)
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "input")
                .keyBy(event -> event.key, Types.LONG)
                .map(new FlinkCount(), EventType.INSTANCE)
                .sinkTo(sink(run.settings()));
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        cluster.submitJob(graph).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return graph.getJobID();
    }

    private static void requireRunning(MiniCluster cluster, JobID job) throws Exception {
        JobStatus status = cluster.getJobStatus(job).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (status.isTerminalState()) {
            throw new IllegalStateException("the job has ended: status=" + status + ", cause="
                    + cluster.getExecutionGraph(job)
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .getFailureInfo());
        }
    }

    private static Configuration configuration(CountRun run) {
        Configuration configuration = LocalFlink.configuration(
                run.tasks(),
                run.settings().interval(),
                run.directory().resolve("checkpoints"),
                run.directory().resolve("scratch"));
        if (run.endsWithInput()) {
            // "To maximize throughput": https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        } else {
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        }
        return configuration;
    }

    private static KafkaSourceBuilder<FlinkEvent> source(CountSettings settings) {
        Properties config = new Properties();
        config.putAll(CountClients.CONSUMER);
        return KafkaSource.<FlinkEvent>builder()
                .setProperties(config)
                .setBootstrapServers(settings.bootstrapServers())
                .setTopics(settings.inputTopic())
                .setGroupId("flink-" + settings.outputTopic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new FlinkCountReader());
    }

    private static KafkaSink<FlinkEvent> sink(CountSettings settings) {
        KafkaSinkBuilder<FlinkEvent> builder = KafkaSink.<FlinkEvent>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("flink-" + settings.outputTopic())
                .setRecordSerializer(new FlinkCountWriter(settings.outputTopic()))
                .setProperty("transaction.timeout.ms", Integer.toString(CountClients.TRANSACTION_TIMEOUT_MILLIS));
        CountClients.PRODUCER.forEach(builder::setProperty);
        return builder.build();
    }
}
