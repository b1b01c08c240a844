package io.weir.basic;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.List;

/**
 * Output that waits for its delivery: the committable of a {@link WriteAheadSink}.
 *
 * <p>Threading: Immutable, as far as its records are.
 *
 * @param sequence which of its writer's batches of the checkpoint it is, from 0
 */
public record AheadBatch<T>(int sequence, List<T> records) {

    public AheadBatch {
        records = List.copyOf(records);
    }

    /** Returns how batches are kept in checkpoints. */
    static <T> Serde<AheadBatch<T>> serde(Serde<T> recordSerde) {
        Serde<List<T>> recordsSerde = Serdes.listOf(recordSerde);
        return new Serde<>() {
            @Override
            public void write(AheadBatch<T> value, ByteWriter out) {
                out.writeVarInt(value.sequence());
                recordsSerde.write(value.records(), out);
            }

            @Override
            public AheadBatch<T> read(ByteReader in) {
                return new AheadBatch<>(in.readVarInt(), recordsSerde.read(in));
            }

            @Override
            public String schema() {
                return "batch of " + recordsSerde.schema();
            }
        };
    }
}
