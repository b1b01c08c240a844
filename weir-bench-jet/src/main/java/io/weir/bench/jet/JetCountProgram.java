package io.weir.bench.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.accumulator.LongAccumulator;
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

    private static final long LOOK_MILLIS = 20;
    private static final long SUSPEND_SECONDS_MAX = 120;

    /** Functions get to Jet's tasks by serialization: what they tell in this JVM they must find here. */
    private static final LongAdder PROCESSED = new LongAdder();

    @Override
    public String settings(CountRun run) {
        return "Jet " + BuildInfoProvider.getBuildInfo().getVersion() + ": exactly once, a snapshot every "
                + run.settings().interval().toMillis()
                + " ms in memory without a backup, metrics off, results to the sink by key to keep their order, local parallelism "
                + run.tasks()
                + "; " + CountClients.producerText() + "; " + CountClients.consumerText();
    }

    @Override
    public void runToEnd(CountRun run) throws Exception {
        long recordCount = CountInput.recordCount(run.settings());
        HazelcastInstance member = LocalJet.start();
        Job job = start(member, run);
        CountInput.await(recordCount, PROCESSED::sum, () -> requireRunning(job));
        suspend(job);
        member.shutdown();
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) throws Exception {
        HazelcastInstance member = LocalJet.start();
        Job job = start(member, run);
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            requireRunning(job);
        }
        suspend(job);
        member.shutdown();
    }

    private static Job start(HazelcastInstance member, CountRun run) {
        return member.getJet()
                .newJob(
                        pipeline(run.settings(), run.tasks()),
                        LocalJet.exactlyOnce(run.settings().interval()));
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

    private static Pipeline pipeline(CountSettings settings, int tasks) {
        String outputTopic = settings.outputTopic();
        Pipeline pipeline = Pipeline.create();
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
                // As in all other engines, a key's results stay in their order: else a task passes them to any of the
                // sink's tasks.
                .rebalance(Counted::key)
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
