package io.weir.cli.demo;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record of the output topic as a reader without Weir sees it.
 *
 * <p>Threading: Immutable.
 *
 * @param key the record's key, which is to be the customer's name
 * @param order the id of the order that the result is of, or -1 if there is none
 * @param count how many orders of the customer there were up to this one
 * @param cents what they come to
 */
record ResultLine(int partition, String key, String customer, long order, long count, long cents) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long NONE = -1;

    /** Reads a record; what cannot be read has no order. */
    static ResultLine of(ConsumerRecord<byte[], byte[]> record) {
        String key = text(record.key());
        byte[] value = record.value();
        if (value == null) {
            return unreadable(record.partition(), key);
        }
        try {
            JsonNode node = MAPPER.readTree(value);
            return new ResultLine(
                    record.partition(),
                    key,
                    node.path("customer").asString(""),
                    node.path("order").asLong(NONE),
                    node.path("count").asLong(NONE),
                    node.path("cents").asLong(NONE));
        } catch (JacksonException notJson) {
            return unreadable(record.partition(), key);
        }
    }

    private static ResultLine unreadable(int partition, String key) {
        return new ResultLine(partition, key, "", NONE, NONE, NONE);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
