package io.weir.sketches;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;

/**
 * Writes the hashes or the registers.
 *
 * <p>Threading: Immutable.
 */
final class DistinctCountSerde implements Serde<DistinctCount> {

    static final DistinctCountSerde INSTANCE = new DistinctCountSerde();

    @Override
    public void write(DistinctCount value, ByteWriter out) {
        out.writeBoolean(value.isExact());
        if (!value.isExact()) {
            out.writeRaw(value.registers, 0, DistinctCount.REGISTERS);
            return;
        }
        out.writeVarInt(value.size);
        for (int i = 0; i < value.size; i++) {
            out.writeLong(value.hashes[i]);
        }
    }

    @Override
    public DistinctCount read(ByteReader in) {
        if (!in.readBoolean()) {
            return new DistinctCount(new long[0], 0, in.readRaw(DistinctCount.REGISTERS));
        }
        int size = in.readCount(Long.BYTES);
        if (size > DistinctCount.EXACT_MAX) {
            throw new CorruptDataException("too many hashes in a distinct count: " + size);
        }
        long[] hashes = new long[size];
        for (int i = 0; i < size; i++) {
            hashes[i] = in.readLong();
            if (i > 0 && hashes[i] <= hashes[i - 1]) {
                throw new CorruptDataException("the hashes of a distinct count are out of order");
            }
        }
        return new DistinctCount(hashes, size, new byte[0]);
    }

    @Override
    public String schema() {
        return "distinct:" + DistinctCount.PRECISION;
    }
}
