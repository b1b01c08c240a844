package io.weir.cli.verify;

import io.weir.cli.verify.ReaderHistory.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what a reader saw while everything was struck with what another has read from the beginning afterwards: each committed record must be seen by both,
 * at the same offset and with the same content.
 *
 * <p>Threading: confined to one thread.
 */
final class ReaderComparison {

    private static final int EXAMPLES_MAX = 5;
    private static final Column NOTHING = new Column();

    private final List<String> examples = new ArrayList<>();
    private long differenceCount;

    ReaderComparison(ReaderHistory concurrent, ReaderHistory late) {
        if (concurrent.againCount() > 0) {
            differenceCount += concurrent.againCount() - 1;
            difference("%,d records were given again to the concurrent reader", concurrent.againCount());
        }
        Map<TopicPartition, Column> seen = concurrent.columns();
        Map<TopicPartition, Column> read = late.columns();
        Set<TopicPartition> partitions = new HashSet<>(seen.keySet());
        partitions.addAll(read.keySet());
        for (TopicPartition partition : partitions) {
            compare(partition, seen.getOrDefault(partition, NOTHING), read.getOrDefault(partition, NOTHING));
        }
    }

    private void compare(TopicPartition partition, Column seen, Column read) {
        int i = 0;
        int j = 0;
        while (i < seen.size() || j < read.size()) {
            if (j == read.size() || (i < seen.size() && seen.offset(i) < read.offset(j))) {
                difference("the concurrent reader saw %s@%d, which is gone", partition, seen.offset(i));
                i++;
            } else if (i == seen.size() || read.offset(j) < seen.offset(i)) {
                difference(
                        "the concurrent reader has passed over %s@%d, which is committed", partition, read.offset(j));
                j++;
            } else {
                if (seen.hash(i) != read.hash(j)) {
                    difference("the concurrent reader saw something else at %s@%d", partition, seen.offset(i));
                }
                i++;
                j++;
            }
        }
    }

    long differenceCount() {
        return differenceCount;
    }

    /** The first differences in words. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    private void difference(String form, Object... parts) {
        differenceCount++;
        if (examples.size() < EXAMPLES_MAX) {
            examples.add("readers disagree: " + String.format(Locale.ROOT, form, parts));
        }
    }
}
