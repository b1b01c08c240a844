package io.weir.cli.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reader has seen, record by record: of each its offset and a hash.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class ReaderHistory {

    private final Map<TopicPartition, Column> columns = new HashMap<>();
    private long againCount;

    /** The records of a partition. */
    static final class Column {

        private static final int FIRST_SIZE = 1_024;

        private long[] offsets = new long[FIRST_SIZE];
        private long[] hashes = new long[FIRST_SIZE];
        private int size;

        int size() {
            return size;
        }

        long offset(int index) {
            return offsets[index];
        }

        long hash(int index) {
            return hashes[index];
        }

        private void add(long offset, long hash) {
            if (size == offsets.length) {
                offsets = Arrays.copyOf(offsets, size * 2);
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            offsets[size] = offset;
            hashes[size] = hash;
            size++;
        }
    }

    void add(OutputRecord record) {
        Column column = columns.computeIfAbsent(partitionOf(record), absent -> new Column());
        if (column.size > 0 && record.offset() <= column.offsets[column.size - 1]) {
            againCount++;
        } else {
            column.add(record.offset(), record.hash());
        }
    }

    /** How often the reader was given an offset again, or one before it. */
    long againCount() {
        return againCount;
    }

    Map<TopicPartition, Column> columns() {
        return Map.copyOf(columns);
    }

    static TopicPartition partitionOf(OutputRecord record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
