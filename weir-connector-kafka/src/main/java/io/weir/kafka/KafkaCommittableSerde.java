package io.weir.kafka;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps committables in checkpoints: the records as they were sent, topics named once, timestamps as differences.
 *
 * <p>Threading: Immutable.
 */
final class KafkaCommittableSerde implements Serde<KafkaCommittable> {

    private static final int VERSION = 1;

    /** A record has at least its partition, whether it has a timestamp, and the lengths of key, value and headers. */
    private static final int RECORD_BYTES_MIN = 5;

    private static final int NO_TIMESTAMP = 0;
    private static final int HAS_TIMESTAMP = 1;

    @Override
    public void write(KafkaCommittable value, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeString(value.transactionalId());
        out.writeVarInt(value.subtask());
        out.writeVarLong(value.attempt());
        List<ProducerRecord<byte[], byte[]>> records = value.records();
        out.writeString(records.isEmpty() ? "" : records.get(0).topic());
        out.writeVarInt(records.size());
        long lastTimestamp = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            out.writeVarInt(record.partition());
            Long timestamp = record.timestamp();
            out.writeByte(timestamp == null ? NO_TIMESTAMP : HAS_TIMESTAMP);
            if (timestamp != null) {
                out.writeZigZagLong(timestamp - lastTimestamp);
                lastTimestamp = timestamp;
            }
            writeNullable(record.key(), out);
            writeNullable(record.value(), out);
            writeHeaders(record.headers(), out);
        }
    }

    @Override
    public KafkaCommittable read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("a Kafka committable of an unknown version, version=" + version);
        }
        String transactionalId = in.readString();
        int subtask = in.readVarInt();
        long attempt = in.readVarLong();
        String topic = in.readString();
        int count = in.readCount(RECORD_BYTES_MIN);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        long lastTimestamp = 0;
        for (int i = 0; i < count; i++) {
            int partition = in.readVarInt();
            Long timestamp = null;
            if (in.readByte() == HAS_TIMESTAMP) {
                lastTimestamp += in.readZigZagLong();
                timestamp = lastTimestamp;
            }
            records.add(record(topic, partition, timestamp, in));
        }
        return new KafkaCommittable(transactionalId, subtask, attempt, records, null);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, @Nullable Long timestamp, ByteReader in) {
        byte[] key = readNullable(in);
        byte[] value = readNullable(in);
        List<Header> headers = readHeaders(in);
        try {
            return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
        } catch (IllegalArgumentException e) {
            throw new CorruptDataException(
                    "not a Kafka record, partition=" + new TopicPartition(topic, partition) + ", " + e.getMessage());
        }
    }

    private static void writeHeaders(Headers headers, ByteWriter out) {
        Header[] all = headers.toArray();
        out.writeVarInt(all.length);
        for (Header header : all) {
            out.writeString(header.key());
            writeNullable(header.value(), out);
        }
    }

    private static List<Header> readHeaders(ByteReader in) {
        int count = in.readCount(2);
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new RecordHeader(in.readString(), readNullable(in)));
        }
        return headers;
    }

    /** The length plus one; zero for null. */
    private static void writeNullable(byte @Nullable [] bytes, ByteWriter out) {
        if (bytes == null) {
            out.writeVarInt(0);
            return;
        }
        out.writeVarInt(bytes.length + 1);
        out.writeRaw(bytes, 0, bytes.length);
    }

    private static byte @Nullable [] readNullable(ByteReader in) {
        int lengthPlusOne = in.readVarInt();
        return lengthPlusOne == 0 ? null : in.readRaw(lengthPlusOne - 1);
    }

    @Override
    public String schema() {
        return "kafka-committable-" + VERSION;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
