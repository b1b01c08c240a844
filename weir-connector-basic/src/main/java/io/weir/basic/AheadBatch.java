package io.weir.basic;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Output that waits for its delivery, as bytes: the committable of a {@link WriteAheadSink}. It is in memory until the target has it, and once more in the
 * checkpoint, so there is no object for each of its records.
 *
 * <p>Threading: Immutable, but for what it tells its writer.
 */
public final class AheadBatch<T> {

    private final int sequence;
    private final int recordCount;
    private final byte[] bytes;
    private final Serde<T> serde;
    private final @Nullable Runnable whenDelivered;

    /**
     * @param sequence which of its writer's batches of the checkpoint it is, from 0
     * @param bytes the records, one behind the other
     * @param whenDelivered is run when the memory is not needed any more
     */
    AheadBatch(int sequence, int recordCount, byte[] bytes, Serde<T> serde, @Nullable Runnable whenDelivered) {
        this.sequence = sequence;
        this.recordCount = recordCount;
        this.bytes = bytes;
        this.serde = serde;
        this.whenDelivered = whenDelivered;
    }

    /** Returns which of its writer's batches of the checkpoint it is, from 0. */
    public int sequence() {
        return sequence;
    }

    /** Returns the records, in the order in which they were written. They are made anew by each call. */
    public List<T> records() {
        ByteReader in = new ByteReader(bytes);
        List<T> records = read(in, recordCount, serde);
        in.expectEnd();
        return records;
    }

    private static <T> List<T> read(ByteReader in, int count, Serde<T> serde) {
        List<T> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(serde.read(in));
        }
        return Collections.unmodifiableList(records);
    }

    /** Tells its writer, if that still lives, that the target has it. */
    void delivered() {
        if (whenDelivered != null) {
            whenDelivered.run();
        }
    }

    @Override
    public String toString() {
        return recordCount + " records, batch " + sequence;
    }

    /** Returns how batches are kept in checkpoints. The layout is that of a list of records. */
    static <T> Serde<AheadBatch<T>> serde(Serde<T> recordSerde) {
        return new Serde<>() {
            @Override
            public void write(AheadBatch<T> value, ByteWriter out) {
                out.writeVarInt(value.sequence);
                out.writeVarLong((long) value.recordCount << 1);
                out.writeRaw(value.bytes, 0, value.bytes.length);
            }

            @Override
            public AheadBatch<T> read(ByteReader in) {
                int sequence = in.readVarInt();
                long header = in.readVarLong();
                long count = header >>> 1;
                if ((header & 1) != 0 || count > in.remaining()) {
                    throw new CorruptDataException("a batch that cannot be, header=" + header + ", remaining="
                            + in.remaining() + ", position=" + in.position());
                }
                ByteReader start = in.duplicate();
                for (long i = 0; i < count; i++) {
                    recordSerde.read(in);
                }
                byte[] bytes = start.readRaw(in.position() - start.position());
                return new AheadBatch<>(sequence, (int) count, bytes, recordSerde, null);
            }

            @Override
            public String schema() {
                return "batch of " + Serdes.listOf(recordSerde).schema();
            }
        };
    }
}
