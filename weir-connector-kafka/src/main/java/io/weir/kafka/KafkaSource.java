package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Reads Kafka topics, exactly once: positions are kept in Weir's checkpoints, only committed records are read, and a position that Kafka no longer has stops
 * the job with a message instead of a silent jump.
 *
 * <pre>{@code
 * KafkaSource.json("orders", Order.class).bootstrapServers("localhost:9092")
 * }</pre>
 *
 * <p>A split is a partition; its id is {@code topic-partition}. Timestamps are Kafka's.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new source.
 *
 * @param <T> the type of its records
 */
public final class KafkaSource<T> implements Source<T, KafkaSplit> {

    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(30);

    private final SourceSettings<T> settings;

    private KafkaSource(SourceSettings<T> settings) {
        this.settings = settings;
    }

    /** Reads {@code topic}, whose values are JSON in UTF-8, as objects of {@code type}: a record, or any class that Jackson reads. */
    public static <T> KafkaSource<T> json(String topic, Class<T> type) {
        return of(topic, Json.decoder(type));
    }

    /** Reads {@code topic}, whose values are text in UTF-8. */
    public static KafkaSource<String> strings(String topic) {
        return of(topic, Strings.decoder());
    }

    /** Reads {@code topic} with a decoder of your own. */
    public static <T> KafkaSource<T> of(String topic, RecordDecoder<T> decoder) {
        return new KafkaSource<>(new SourceSettings<>(
                List.of(valid(topic)),
                decoder,
                ClientSettings.NONE,
                StartFrom.earliest(),
                false,
                DISCOVERY_INTERVAL,
                null));
    }

    /** Reads {@code topics} as well, with the same decoder. */
    public KafkaSource<T> andTopics(String... topics) {
        List<String> all = new ArrayList<>(settings.topics());
        for (String topic : topics) {
            if (!all.contains(valid(topic))) {
                all.add(topic);
            }
        }
        return new KafkaSource<>(settings.withTopics(all));
    }

    /** Names the brokers to connect to first: {@code host:port}, several joined by commas. */
    public KafkaSource<T> bootstrapServers(String servers) {
        return new KafkaSource<>(settings.withClient(settings.client().withBootstrapServers(servers)));
    }

    /** Sets who makes Kafka's clients; {@link KafkaClients#NETWORK} by default. */
    public KafkaSource<T> clients(KafkaClients clients) {
        return new KafkaSource<>(settings.withClient(settings.client().withClients(clients)));
    }

    /**
     * Sets a property of Kafka's consumer, such as {@code security.protocol}.
     *
     * @throws WeirException if Kafka has no such property, or exactly-once rests on it
     */
    public KafkaSource<T> property(String name, String value) {
        return new KafkaSource<>(settings.withClient(settings.client().withConsumerProperty(name, value)));
    }

    /** Sets several properties; see {@link #property}. */
    public KafkaSource<T> properties(Map<String, String> properties) {
        KafkaSource<T> source = this;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            source = source.property(property.getKey(), property.getValue());
        }
        return source;
    }

    /** Says where to begin when there is no checkpoint yet; {@link StartFrom#earliest} by default. */
    public KafkaSource<T> startFrom(StartFrom start) {
        return new KafkaSource<>(settings.withStartFrom(start));
    }

    /** Stops at the records that were the last committed ones at the job's first start: for batch jobs and tests. New partitions are not looked for. */
    public KafkaSource<T> bounded() {
        return new KafkaSource<>(settings.withBounded());
    }

    /**
     * Says how often to look for new partitions, and whether the known ones still are what they were; every 30 s by default, {@link Duration#ZERO} for
     * never. A new partition is read from its beginning.
     */
    public KafkaSource<T> discoveryInterval(Duration interval) {
        if (interval.isNegative()) {
            throw WeirException.user(
                    "kafka-setting",
                    "a discovery interval of " + interval,
                    "an interval is not negative",
                    "give a positive one, or Duration.ZERO for never");
        }
        return new KafkaSource<>(settings.withDiscoveryInterval(interval));
    }

    /**
     * Names a consumer group whose offsets follow the job's committed checkpoints, so that tools can show its lag. They are never read: where the job
     * continues is in its checkpoint.
     */
    public KafkaSource<T> groupId(String groupId) {
        return new KafkaSource<>(settings.withGroupId(groupId));
    }

    @Override
    public Boundedness boundedness() {
        return settings.bounded() ? Boundedness.BOUNDED : Boundedness.UNBOUNDED;
    }

    @Override
    public void check(CheckContext context) throws InterruptedException {
        String stage = "source " + context.stageName();
        new ConsumerConfigs(settings, stage).create().close();
        try (Brokers brokers = Brokers.connect(settings.client(), stage, context)) {
            brokers.expectTopics(settings.topics(), AclOperation.READ);
        }
    }

    @Override
    public SplitEnumerator<KafkaSplit> createEnumerator(StageContext context) {
        return new KafkaEnumerator(context, settings);
    }

    @Override
    public SourceReader<T, KafkaSplit> createReader(StageContext context) {
        return new KafkaReader<>(context, settings);
    }

    @Override
    public Serde<KafkaSplit> splitSerde() {
        return new KafkaSplitSerde();
    }

    private static String valid(String topic) {
        return TopicNames.valid(topic);
    }
}
