package io.weir.kafka;

import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one fetched batch in portions, partition by partition, and moves positions along.
 *
 * <p>Threading: confined to the task.
 */
final class BatchDecoder<T> {

    private final RecordDecoder<T> decoder;
    private final Map<TopicPartition, SplitPosition> positions;
    private final List<TopicPartition> finished = new ArrayList<>();

    private ConsumerRecords<byte[], byte[]> batch = ConsumerRecords.empty();
    private Iterator<TopicPartition> partitions = List.<TopicPartition>of().iterator();
    private List<ConsumerRecord<byte[], byte[]>> run = List.of();
    private @Nullable SplitPosition position;
    private int index;
    private boolean done = true;

    BatchDecoder(RecordDecoder<T> decoder, Map<TopicPartition, SplitPosition> positions) {
        this.decoder = decoder;
        this.positions = positions;
    }

    /** Returns whether the batch has been decoded to its end. */
    boolean done() {
        return done;
    }

    /** Returns the partitions that the last batch brought to their end. */
    List<TopicPartition> finished() {
        return finished;
    }

    void begin(ConsumerRecords<byte[], byte[]> newBatch) {
        batch = newBatch;
        partitions = newBatch.partitions().iterator();
        run = List.of();
        index = 0;
        finished.clear();
        done = false;
    }

    /**
     * Emits up to {@code countMax} records of the batch, all of one partition.
     *
     * @return how many records were gone through
     */
    int emit(SourceOutput<T> output, int countMax) {
        SplitPosition of = position;
        if (of == null || index == run.size()) {
            if (!partitions.hasNext()) {
                end();
                return 0;
            }
            TopicPartition next = partitions.next();
            run = batch.records(next);
            of = positions.get(next);
            position = of;
            index = 0;
            if (of == null) {
                throw new IllegalStateException("fetched a partition that was not assigned: " + next);
            }
        }
        return emitRun(output.forSplit(of.splitId()), of, Math.min(run.size(), index + countMax));
    }

    private int emitRun(SourceOutput<T> output, SplitPosition of, int end) {
        int begin = index;
        long stoppingOffset = of.stoppingOffset();
        @Nullable ConsumerRecord<byte[], byte[]> last = null;
        while (index < end) {
            ConsumerRecord<byte[], byte[]> record = run.get(index);
            if (record.offset() >= stoppingOffset) {
                index = run.size();
                break;
            }
            index++;
            emitOne(output, record);
            last = record;
        }
        if (last != null) {
            of.moveBehind(last);
            tellCreation(output, run.get(begin), last);
        }
        return index - begin;
    }

    /** Records of a partition are nearly in the order of their timestamps, and a run of them is short. */
    private static void tellCreation(
            SourceOutput<?> output, ConsumerRecord<byte[], byte[]> first, ConsumerRecord<byte[], byte[]> last) {
        if (first.timestamp() != ConsumerRecord.NO_TIMESTAMP && last.timestamp() != ConsumerRecord.NO_TIMESTAMP) {
            output.created(first.timestamp(), last.timestamp());
        }
    }

    private void emitOne(SourceOutput<T> output, ConsumerRecord<byte[], byte[]> record) {
        T value;
        try {
            value = decoder.decode(record);
        } catch (Exception e) {
            output.reject(rejected(record, e));
            return;
        }
        if (value != null) {
            output.emit(value, timestamp(record));
        }
    }

    private static long timestamp(ConsumerRecord<byte[], byte[]> record) {
        long timestamp = record.timestamp();
        return timestamp == ConsumerRecord.NO_TIMESTAMP ? Timestamps.NONE : timestamp;
    }

    private static RejectedRecord rejected(ConsumerRecord<byte[], byte[]> record, Exception error) {
        String message = error.getMessage();
        return new RejectedRecord(
                "topic=" + record.topic() + ", partition=" + record.partition() + ", offset=" + record.offset(),
                record.key(),
                record.value(),
                timestamp(record),
                message == null ? error.getClass().getSimpleName() : message);
    }

    private void end() {
        done = true;
        position = null;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> next :
                batch.nextOffsets().entrySet()) {
            SplitPosition of = positions.get(next.getKey());
            if (of != null) {
                of.moveTo(next.getValue());
                if (of.endNow()) {
                    finished.add(next.getKey());
                }
            }
        }
        batch = ConsumerRecords.empty();
        run = List.of();
    }
}
