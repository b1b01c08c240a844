package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class Murmur2Test {

    @Test
    void choosesThePartitionThatKafkasOwnPartitionerChooses() {
        Random random = new Random(1);
        for (int length = 0; length < 70; length++) {
            for (int i = 0; i < 50; i++) {
                byte[] key = new byte[length];
                random.nextBytes(key);
                int partitionCount = 1 + random.nextInt(500);
                assertThat(Murmur2.partition(key, partitionCount))
                        .as("length=%d, partitions=%d", length, partitionCount)
                        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitionCount));
            }
        }
    }
}
