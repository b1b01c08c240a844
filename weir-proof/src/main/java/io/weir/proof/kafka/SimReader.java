package io.weir.proof.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Reads a topic's committed records as an ordinary reader does, each once, in the order of each partition.
 *
 * <p>Threading: confined to the world.
 */
public final class SimReader {

    private final List<SimPartition> partitions;
    private final List<Long> positions = new ArrayList<>();

    SimReader(List<SimPartition> partitions) {
        this.partitions = partitions;
    }

    /** Returns what has become visible since the last call. */
    public List<ProducerRecord<byte[], byte[]>> poll() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            SimPartition partition = partitions.get(i);
            if (positions.size() <= i) {
                positions.add(0L);
            }
            long position = positions.get(i);
            while (position < partition.stableOffset()) {
                SimEntry entry = partition.entry(position);
                if (entry.record != null && entry.state == SimEntry.State.COMMITTED) {
                    records.add(entry.record);
                }
                position++;
            }
            positions.set(i, position);
        }
        return records;
    }
}
