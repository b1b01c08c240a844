package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a Kafka topic, exactly once: by two-phase commit, with a ledger inside each transaction and the records of unconfirmed transactions in Weir's
 * checkpoint. Output stays exact however long the job was down.
 *
 * <pre>{@code
 * KafkaSink.json("totals", Total.class).key(Total::customer).bootstrapServers("localhost:9092")
 * }</pre>
 *
 * <p>Who reads the topic must set {@code isolation.level=read_committed}; docs/connectors/kafka.md has the details.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new sink.
 *
 * @param <T> the type of its records
 */
public final class KafkaSink<T> implements Sink<T, KafkaCommittable>, InspectableSink<KafkaCommittable> {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);
    private static final int TRANSACTIONS_MAX = 4;

    private final SinkSettings<T> settings;

    /** Connects the writers and committers that this sink makes. */
    private final SealedByAttempt sealed = new SealedByAttempt();

    private KafkaSink(SinkSettings<T> settings) {
        this.settings = settings;
    }

    /** Writes {@code topic} with values as JSON in UTF-8, as Jackson writes objects of {@code type}. Without a key; see {@link #key}. */
    public static <T> KafkaSink<T> json(String topic, Class<T> type) {
        return of(topic, Json.encoder(type));
    }

    /** Writes {@code topic} with values as text in UTF-8. Without a key; see {@link #key}. */
    public static KafkaSink<String> strings(String topic) {
        return of(topic, Strings.encoder());
    }

    /** Writes {@code topic} with an encoder of your own. */
    public static <T> KafkaSink<T> of(String topic, RecordEncoder<T> encoder) {
        return new KafkaSink<>(new SinkSettings<>(
                TopicNames.valid(topic), encoder, ClientSettings.NONE, TRANSACTION_TIMEOUT, TRANSACTIONS_MAX));
    }

    /** Gives each record a key, as text in UTF-8. Records of one key go to one partition, in order. */
    public KafkaSink<T> key(Function<? super T, String> key) {
        return new KafkaSink<>(settings.withEncoder(KeyedEncoder.ofText(settings.encoder(), key)));
    }

    /** Gives each record a key, as bytes. Records of one key go to one partition, in order. */
    public KafkaSink<T> keyBytes(Function<? super T, byte[]> key) {
        return new KafkaSink<>(settings.withEncoder(new KeyedEncoder<>(settings.encoder(), key)));
    }

    /** Names the brokers to connect to first: {@code host:port}, several joined by commas. */
    public KafkaSink<T> bootstrapServers(String servers) {
        return new KafkaSink<>(settings.withClient(settings.client().withBootstrapServers(servers)));
    }

    /** Sets who makes Kafka's clients; {@link KafkaClients#NETWORK} by default. */
    public KafkaSink<T> clients(KafkaClients clients) {
        return new KafkaSink<>(settings.withClient(settings.client().withClients(clients)));
    }

    /**
     * Sets a property of Kafka's producer, such as {@code compression.type}.
     *
     * @throws WeirException if Kafka has no such property, or exactly-once rests on it
     */
    public KafkaSink<T> property(String name, String value) {
        return new KafkaSink<>(settings.withClient(settings.client().withProducerProperty(name, value)));
    }

    /** Sets several properties; see {@link #property}. */
    public KafkaSink<T> properties(Map<String, String> properties) {
        KafkaSink<T> sink = this;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            sink = sink.property(property.getKey(), property.getValue());
        }
        return sink;
    }

    /**
     * Says after how long the broker gives up a transaction that is not committed; 60 s by default. Until then an abandoned transaction hides later records
     * from readers, so shorter is better; it must be longer than two checkpoint intervals, and at most the broker's {@code transaction.max.timeout.ms}.
     * Output is exact also when the job is down for longer.
     */
    public KafkaSink<T> transactionTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw WeirException.user(
                    "kafka-setting",
                    "a transaction timeout of " + timeout,
                    "the broker would give transactions up before they can be committed",
                    "give at least one second");
        }
        return new KafkaSink<>(settings.withTransactionTimeout(timeout));
    }

    /**
     * Says how many transactions each subtask may have at once, one being written and the others waiting for their commit; 4 by default, at least 2. Each is
     * a producer of its own, made when it is first needed. When all are in use the sink holds its input back.
     */
    public KafkaSink<T> transactionsMax(int max) {
        if (max < 2 || max > 64) {
            throw WeirException.user(
                    "kafka-setting",
                    "at most " + max + " transactions a subtask",
                    "one is written while another is committed, and each is a producer with threads and memory",
                    "give 2 to 64");
        }
        return new KafkaSink<>(settings.withTransactionsMax(max));
    }

    @Override
    public void check(CheckContext context) throws InterruptedException {
        new SinkCheck(settings, context).run();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(StageContext context) {
        return new KafkaCommitter(context, settings, sealed);
    }

    @Override
    public SinkWriter<T, KafkaCommittable> createWriter(StageContext context) {
        return new KafkaWriter<>(context, settings, sealed);
    }

    @Override
    public Serde<KafkaCommittable> committableSerde() {
        return new KafkaCommittableSerde();
    }

    @Override
    public SinkInspection<KafkaCommittable> inspect(JobId jobId, String stageName) {
        return new KafkaInspection(settings, jobId, stageName);
    }
}
