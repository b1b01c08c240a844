package io.weir.kafka;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user set on a {@link KafkaSource}.
 *
 * <p>Threading: Immutable.
 *
 * @param discoveryInterval how often to look for new partitions; zero for never
 * @param groupId the consumer group whose offsets are kept up to date for monitoring; null for none
 */
record SourceSettings<T>(
        List<String> topics,
        RecordDecoder<T> decoder,
        ClientSettings client,
        StartFrom startFrom,
        boolean bounded,
        Duration discoveryInterval,
        @Nullable String groupId) {

    SourceSettings {
        topics = List.copyOf(topics);
    }

    SourceSettings<T> withTopics(List<String> newTopics) {
        return new SourceSettings<>(newTopics, decoder, client, startFrom, bounded, discoveryInterval, groupId);
    }

    SourceSettings<T> withClient(ClientSettings newClient) {
        return new SourceSettings<>(topics, decoder, newClient, startFrom, bounded, discoveryInterval, groupId);
    }

    SourceSettings<T> withStartFrom(StartFrom newStartFrom) {
        return new SourceSettings<>(topics, decoder, client, newStartFrom, bounded, discoveryInterval, groupId);
    }

    SourceSettings<T> withBounded() {
        return new SourceSettings<>(topics, decoder, client, startFrom, true, discoveryInterval, groupId);
    }

    SourceSettings<T> withDiscoveryInterval(Duration newInterval) {
        return new SourceSettings<>(topics, decoder, client, startFrom, bounded, newInterval, groupId);
    }

    SourceSettings<T> withGroupId(String newGroupId) {
        return new SourceSettings<>(topics, decoder, client, startFrom, bounded, discoveryInterval, newGroupId);
    }

    /** Returns the topics as an error names them. */
    String topicsInWords() {
        return topics.size() == 1 ? "topic " + topics.get(0) : "topics " + String.join(", ", topics);
    }
}
