package io.weir.cli.verify;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The orders of the standard pipeline. Each is a function of the seed, its partition and its number there, so that a check can make it again.
 *
 * <p>Threading: Immutable.
 *
 * @param customerCount few enough that each has orders in every partition and checkpoint
 */
record Orders(long seed, int partitionCount, int customerCount) {

    private static final int CENTS_MAX = 10_000;
    private static final long PARTITION_STEP = 0x9e3779b97f4a7c15L;
    private static final long SEQUENCE_STEP = 0xd1b54a32d192ed03L;

    String customer(int partition, long sequence) {
        return "customer-" + Long.remainderUnsigned(draw(partition, 2 * sequence), customerCount);
    }

    long cents(int partition, long sequence) {
        return 1 + Long.remainderUnsigned(draw(partition, 2 * sequence + 1), CENTS_MAX);
    }

    ProducerRecord<byte[], byte[]> record(int partition, long sequence) {
        String customer = customer(partition, sequence);
        String json = "{\"customer\":\"" + customer + "\",\"partition\":" + partition + ",\"sequence\":" + sequence
                + ",\"cents\":" + cents(partition, sequence) + "}";
        return new ProducerRecord<>(
                VerifyPipeline.ORDERS,
                partition,
                customer.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** The first {@code count} orders, the partitions in turn. */
    Iterator<ProducerRecord<byte[], byte[]>> feed(long count) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public ProducerRecord<byte[], byte[]> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                long index = next++;
                return record((int) (index % partitionCount), index / partitionCount);
            }
        };
    }

    /** A number that looks random and is the same each time: the finish of the SplitMix64 generator. */
    private long draw(int partition, long number) {
        long bits = seed + PARTITION_STEP * (partition + 1) + SEQUENCE_STEP * (number + 1);
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
