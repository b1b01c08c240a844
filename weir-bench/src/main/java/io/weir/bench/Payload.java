package io.weir.bench;

import io.weir.kafka.RecordEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How the Kafka workloads lay out their records: input values of 100 bytes with key and time in front, output values of three longs.
 *
 * <p>Threading: stateless.
 */
public final class Payload {

    static final int INPUT_SIZE = 100;

    private static final int OUTPUT_SIZE = 3 * Long.BYTES;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Payload() {}

    /** @param dueNanos when the record is due, of {@link System#nanoTime} */
    static byte[] input(long key, long dueNanos) {
        byte[] bytes = new byte[INPUT_SIZE];
        LONG.set(bytes, 0, key);
        LONG.set(bytes, Long.BYTES, dueNanos);
        return bytes;
    }

    /** Reads an input record: an event whose value is 1. */
    static Event event(ConsumerRecord<byte[], byte[]> input) {
        byte[] bytes = input.value();
        return new Event(key(bytes), 1, timestamp(bytes));
    }

    /** Reads the key of an input record. */
    public static long key(byte[] input) {
        return (long) LONG.get(input, 0);
    }

    /** Reads the time of an input record, which its result must carry. */
    public static long timestamp(byte[] input) {
        return (long) LONG.get(input, Long.BYTES);
    }

    /** Writes the key of an output record. */
    public static byte[] outputKey(long key) {
        byte[] bytes = new byte[Long.BYTES];
        LONG.set(bytes, 0, key);
        return bytes;
    }

    /** Writes the value of an output record. */
    public static byte[] outputValue(long key, long count, long timestamp) {
        byte[] bytes = new byte[OUTPUT_SIZE];
        LONG.set(bytes, 0, key);
        LONG.set(bytes, Long.BYTES, count);
        LONG.set(bytes, 2 * Long.BYTES, timestamp);
        return bytes;
    }

    static byte[] key(Event count) {
        return outputKey(count.key());
    }

    static byte[] value(Event count) {
        return outputValue(count.key(), count.value(), count.timestamp());
    }

    /** Reads an output record. */
    static Event count(byte[] value) {
        return new Event(
                (long) LONG.get(value, 0), (long) LONG.get(value, Long.BYTES), (long) LONG.get(value, 2 * Long.BYTES));
    }

    /** Writes counts, with the key as Kafka's key. */
    static final class Encoder implements RecordEncoder<Event> {

        @Override
        public byte[] value(Event count) {
            return Payload.value(count);
        }

        @Override
        public byte[] key(Event count) {
            return Payload.key(count);
        }

        /** The time in the event is no wall clock. */
        @Override
        public long timestamp(Event count, long eventTime) {
            return -1;
        }
    }
}
