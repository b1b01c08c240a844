package io.weir.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * How the source's consumers are set up: what the user left open gets Weir's defaults, and what exactly-once rests on is fixed.
 *
 * <p>Threading: Immutable.
 */
final class ConsumerConfigs {

    /** A fetched batch: large enough that handing it to the task costs nothing a record, small enough that two or three fit in a core's cache. */
    private static final int POLL_RECORDS_MAX = 2_000;

    /** A fetch that waits at the broker for one partition holds up the next fetch of the others. */
    private static final int FETCH_WAIT_MILLIS_MAX = 100;

    /** Lets the operating system choose the receive buffer. */
    private static final int RECEIVE_BUFFER_AUTO = -1;

    private final SourceSettings<?> settings;
    private final String stage;

    ConsumerConfigs(SourceSettings<?> settings, String stage) {
        this.settings = settings;
        this.stage = stage;
    }

    /** Makes a consumer. Does not connect. */
    Consumer<byte[], byte[]> create() {
        try {
            return settings.client().clients().consumer(config());
        } catch (KafkaException e) {
            throw settings.client().refused(stage, e);
        }
    }

    Map<String, Object> config() {
        Map<String, Object> config = settings.client().forClient(stage, ConsumerConfig.configNames());
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        config.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS_MAX);
        config.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_AUTO);
        config.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        String groupId = settings.groupId();
        if (groupId != null) {
            config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        }
        return config;
    }
}
