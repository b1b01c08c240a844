package io.weir.kafka;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import org.apache.kafka.common.Uuid;

/**
 * Keeps splits in checkpoints.
 *
 * <p>Threading: Immutable.
 */
final class KafkaSplitSerde implements Serde<KafkaSplit> {

    private static final int VERSION = 1;

    @Override
    public void write(KafkaSplit value, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeString(value.topic());
        out.writeLong(value.topicId().getMostSignificantBits());
        out.writeLong(value.topicId().getLeastSignificantBits());
        out.writeVarInt(value.partition());
        out.writeVarLong(value.nextOffset());
        out.writeZigZagLong(value.leaderEpoch());
        out.writeVarLong(value.stoppingOffset());
    }

    @Override
    public KafkaSplit read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("a Kafka split of an unknown version, version=" + version);
        }
        String topic = in.readString();
        Uuid topicId = new Uuid(in.readLong(), in.readLong());
        int partition = in.readVarInt();
        long nextOffset = in.readVarLong();
        long leaderEpoch = in.readZigZagLong();
        long stoppingOffset = in.readVarLong();
        if (partition < 0
                || nextOffset < 0
                || leaderEpoch < KafkaSplit.NO_EPOCH
                || leaderEpoch > Integer.MAX_VALUE
                || stoppingOffset < 0) {
            throw new CorruptDataException("not a Kafka split: partition=" + partition + ", nextOffset=" + nextOffset
                    + ", leaderEpoch=" + leaderEpoch + ", stoppingOffset=" + stoppingOffset);
        }
        return new KafkaSplit(topic, topicId, partition, nextOffset, (int) leaderEpoch, stoppingOffset);
    }

    @Override
    public String schema() {
        return "kafka-split-" + VERSION;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
