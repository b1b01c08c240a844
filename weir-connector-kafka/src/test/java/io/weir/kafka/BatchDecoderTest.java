package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Each portion of records is followed by when they were created, as Kafka's timestamps have it. */
class BatchDecoderTest {

    private static final TopicPartition PARTITION = new TopicPartition("in", 0);

    private final SplitPosition position =
            new SplitPosition(new KafkaSplit("in", Uuid.ONE_UUID, 0, 0, KafkaSplit.NO_EPOCH, KafkaSplit.NEVER));
    private final BatchDecoder<String> decoder =
            new BatchDecoder<>(record -> "record " + record.offset(), Map.of(PARTITION, position));
    private final List<String> calls = new ArrayList<>();

    @Test
    void creationIsToldOfThePortionThatWasEmitted() {
        begin(100, 120, 130, 180);
        assertThat(decoder.emit(new Calls(), 3)).isEqualTo(3);
        assertThat(decoder.emit(new Calls(), 3)).isEqualTo(1);
        assertThat(calls)
                .containsExactly(
                        "record 0", "record 1", "record 2", "created 100 to 130", "record 3", "created 180 to 180");
    }

    @Test
    void nothingIsToldOfRecordsWithoutATimestamp() {
        begin(ConsumerRecord.NO_TIMESTAMP, ConsumerRecord.NO_TIMESTAMP);
        decoder.emit(new Calls(), 10);
        assertThat(calls).containsExactly("record 0", "record 1");
    }

    private void begin(long... timestamps) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long timestamp : timestamps) {
            records.add(new ConsumerRecord<>(
                    "in",
                    0,
                    records.size(),
                    timestamp,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty()));
        }
        decoder.begin(new ConsumerRecords<>(Map.of(PARTITION, records), Map.of()));
    }

    private final class Calls implements SourceOutput<String> {
        @Override
        public void emit(String value, long timestamp) {
            calls.add(value);
        }

        @Override
        public void reject(RejectedRecord rejected) {
            throw new AssertionError("rejected: " + rejected);
        }

        @Override
        public SourceOutput<String> forSplit(String splitId) {
            return this;
        }

        @Override
        public void created(long oldestMillis, long newestMillis) {
            calls.add("created " + oldestMillis + " to " + newestMillis);
        }
    }
}
