package io.weir.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.JobStatus;
import com.hazelcast.jet.kafka.KafkaSinks;
import com.hazelcast.jet.kafka.KafkaSources;
import com.hazelcast.jet.pipeline.Pipeline;
import io.weir.bench.CountClients;
import io.weir.bench.CountInput;
import io.weir.bench.CountProgram;
import io.weir.bench.CountRun;
import io.weir.bench.CountSettings;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * W4 and W5 in Jet: one member in this JVM, a Kafka source, a stateful mapping of each key, a Kafka sink.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class JetCountProgram implements CountProgram {

    private static final String LOOPBACK = "127.0.0.1";
    private static final long LOOK_MILLIS = 20;
    private static final long SUSPEND_SECONDS_MAX = 120;

    /** Functions get to Jet's tasks by serialization: what they tell in this JVM they must find here. */
    private static final LongAdder PROCESSED = new LongAdder();

    @Override
    public String settings(CountRun run) {
        return "Jet: exactly once, snapshot interval "
                + run.settings().interval().toMillis()
                + " ms in memory without a backup, cooperative threads and local parallelism " + run.tasks()
 + ", order preserved; "
                + CountClients.producerText() + "; " + CountClients.consumerText();
    }

    @Override
    public void runToEnd(CountRun run) throws Exception {
        long recordCount = CountInput.recordCount(run.settings());
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(run));
        Job job = start(member, run);
        CountInput.await(recordCount, PROCESSED::sum, () -> requireRunning(job));
        suspend(job);
        member.shutdown();
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) throws Exception {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(run));
        Job job = start(member, run);
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            requireRunning(job);
        }
        suspend(job);
        member.shutdown();
    }

    private static Job start(HazelcastInstance member, CountRun run) {
        JobConfig config = new JobConfig()
                .setName("count")
                .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                .setSnapshotIntervalMillis(run.settings().interval().toMillis())
                .setAutoScaling(false);
        return member.getJet().newJob(pipeline(run.settings(), run.tasks()), config);
    }

    private static void requireRunning(Job job) {
        JobStatus status = job.getStatus();
        if (status.isTerminal() || status == JobStatus.SUSPENDED) {
            throw new IllegalStateException("the job does not run any more: status=" + status);
        }
    }

    /** Takes a last snapshot, with which everything that was processed is committed. */
    private static void suspend(Job job) throws InterruptedException {
        job.suspend();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SUSPEND_SECONDS_MAX);
        while (job.getStatus() != JobStatus.SUSPENDED) {
            if (job.getStatus().isTerminal() || System.nanoTime() - deadlineNanos > 0) {
                throw new IllegalStateException("the job cannot be suspended: status=" + job.getStatus());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static Config config(CountRun run) {
        Config config = new Config();
        config.setClusterName("count-" + run.settings().outputTopic());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getJetConfig().setEnabled(true).setBackupCount(0).setCooperativeThreadCount(run.tasks());
        return config;
    }

    private static Pipeline pipeline(CountSettings settings, int tasks) {
        String outputTopic = settings.outputTopic();
        // As in all other engines, a key's results stay in their order: no task may pass them to any of the sink's.
        Pipeline pipeline = Pipeline.create().setPreserveOrder(true);
        pipeline.readFrom(KafkaSources.kafka(
                        consumerConfig(settings),
                        (FunctionEx<ConsumerRecord<byte[], byte[]>, Counted>) Counted::read,
                        settings.inputTopic()))
                .withoutTimestamps()
                .setLocalParallelism(tasks)
                .groupingKey(Counted::key)
                .mapStateful(LongAccumulator::new, (count, key, record) -> {
                    count.add(1);
                    PROCESSED.increment();
                    return new Counted(key, count.get(), record.timestamp());
                })
                .setLocalParallelism(tasks)
                .writeTo(KafkaSinks.<Counted>kafka(producerConfig(settings))
                        .toRecordFn(counted -> counted.write(outputTopic))
                        .exactlyOnce(true)
                        .build())
                .setLocalParallelism(tasks);
        return pipeline;
    }

    private static Properties consumerConfig(CountSettings settings) {
        Properties config = new Properties();
        config.putAll(CountClients.CONSUMER);
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("auto.offset.reset", "earliest");
        config.put("key.deserializer", ByteArrayDeserializer.class.getName());
        config.put("value.deserializer", ByteArrayDeserializer.class.getName());
        return config;
    }

    private static Properties producerConfig(CountSettings settings) {
        Properties config = new Properties();
        config.putAll(CountClients.PRODUCER);
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put("transaction.timeout.ms", Integer.toString(CountClients.TRANSACTION_TIMEOUT_MILLIS));
        config.put("key.serializer", ByteArraySerializer.class.getName());
        config.put("value.serializer", ByteArraySerializer.class.getName());
        return config;
    }
}
