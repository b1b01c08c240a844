package io.weir.cli.verify;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A committed record as a plain consumer sees it.
 *
 * <p>Threading: Immutable. The arrays are shared and must not be changed.
 */
record OutputRecord(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int NULL_MARK = 256;
    private static final int END_MARK = 257;

    static OutputRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new OutputRecord(record.topic(), record.partition(), record.offset(), record.key(), record.value());
    }

    String keyText() {
        return text(key);
    }

    String valueText() {
        return text(value);
    }

    /** Of key and value: FNV-1a in 64 bits. */
    long hash() {
        return hash(hash(FNV_BASIS, key), value);
    }

    private static long hash(long start, byte @Nullable [] bytes) {
        long hash = start;
        if (bytes == null) {
            hash = (hash ^ NULL_MARK) * FNV_PRIME;
        } else {
            for (byte each : bytes) {
                hash = (hash ^ (each & 0xff)) * FNV_PRIME;
            }
        }
        return (hash ^ END_MARK) * FNV_PRIME;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(null)" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** For people. */
    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset + " " + keyText() + " = " + valueText();
    }
}
