package io.weir.bench.streams;

import io.weir.bench.CountClients;
import io.weir.bench.CountInput;
import io.weir.bench.CountProgram;
import io.weir.bench.CountRun;
import io.weir.bench.CountSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * W4 and W5 in Kafka Streams: a source, a processor with a store, a sink.
 *
 * <p>The input is partitioned by key, so no topic lies between source and store. A count of the DSL would merge its results in the store's cache, or without a
 * cache write every count to the changelog. A processor forwards each count itself, and the cache merges only what goes to the changelog: one record a key and
 * commit.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class StreamsCountProgram implements CountProgram {

    private static final String STORE = "counts";
    private static final long CACHE_BYTES = 64L << 20;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 20;

    private final LongAdder processed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @Override
    public String settings(CountRun run) {
        return "Kafka Streams: exactly_once_v2, commit.interval.ms="
                + run.settings().interval().toMillis() + ", num.stream.threads=" + run.tasks()
                + ", a processor with an in-memory store, its cache of " + (CACHE_BYTES >> 20)
                + " MiB and changelog; each record gives a result, the cache merges only what goes to the changelog; "
                + CountClients.producerText() + "; " + CountClients.consumerText();
    }

    @Override
    public void runToEnd(CountRun run) throws Exception {
        long recordCount = CountInput.recordCount(run.settings());
        KafkaStreams streams = start(run);
        CountInput.await(recordCount, processed::sum, () -> requireRunning(streams));
        close(streams);
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) throws Exception {
        KafkaStreams streams = start(run);
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            requireRunning(streams);
        }
        close(streams);
    }

    private KafkaStreams start(CountRun run) {
        KafkaStreams streams = new KafkaStreams(topology(run.settings()), config(run));
        streams.setUncaughtExceptionHandler(e -> {
            failure.compareAndSet(null, e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        return streams;
    }

    private void requireRunning(KafkaStreams streams) {
        State state = streams.state();
        Throwable failed = failure.get();
        if (failed != null || state.hasCompletedShutdown() || state.isShuttingDown()) {
            throw new IllegalStateException("Kafka Streams does not run any more: state=" + state, failed);
        }
    }

    /** Commits what was processed, and ends. */
    private void close(KafkaStreams streams) {
        if (!streams.close(CLOSE_MAX)) {
            throw new IllegalStateException("Kafka Streams does not end: state=" + streams.state());
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka Streams failed", failed);
        }
    }

    private Topology topology(CountSettings settings) {
        Topology topology = new Topology();
        topology.addSource("input", new ByteArrayDeserializer(), new ByteArrayDeserializer(), settings.inputTopic());
        topology.addProcessor("count", () -> new CountProcessor(STORE, processed), "input");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Long(), Serdes.Long())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()),
                "count");
        topology.addSink(
                "output", settings.outputTopic(), new ByteArraySerializer(), new ByteArraySerializer(), "count");
        return topology;
    }

    private static Properties config(CountRun run) {
        CountSettings settings = run.settings();
        Properties config = new Properties();
        CountClients.PRODUCER.forEach((key, value) -> config.put(StreamsConfig.producerPrefix(key), value));
        CountClients.CONSUMER.forEach((key, value) -> config.put(StreamsConfig.mainConsumerPrefix(key), value));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "count-" + settings.outputTopic());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.interval().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, run.tasks());
        config.put(StreamsConfig.STATE_DIR_CONFIG, run.directory().toString());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }
}
