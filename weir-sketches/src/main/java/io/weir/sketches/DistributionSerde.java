package io.weir.sketches;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;

/**
 * Writes a distribution as it is, so that one that was read goes on as the other would have.
 *
 * <p>Threading: Immutable.
 */
final class DistributionSerde implements Serde<Distribution> {

    static final DistributionSerde INSTANCE = new DistributionSerde();

    @Override
    public void write(Distribution value, ByteWriter out) {
        out.writeLong(Double.doubleToRawLongBits(value.min()));
        out.writeLong(Double.doubleToRawLongBits(value.max()));
        out.writeVarInt(value.size);
        long before = 0;
        for (int i = 0; i < value.size; i++) {
            out.writeZigZagLong(value.intervals[i] - before);
            out.writeVarLong(value.counts[i]);
            before = value.intervals[i];
        }
    }

    @Override
    public Distribution read(ByteReader in) {
        double min = Double.longBitsToDouble(in.readLong());
        double max = Double.longBitsToDouble(in.readLong());
        int size = in.readCount(2);
        int[] intervals = new int[size];
        long[] counts = new long[size];
        long interval = 0;
        for (int i = 0; i < size; i++) {
            long step = in.readZigZagLong();
            interval += step;
            counts[i] = in.readVarLong();
            intervals[i] = (int) interval;
            if (i > 0 && step < 1 || counts[i] < 1 || intervals[i] != interval) {
                throw new CorruptDataException("the intervals of a distribution are out of order");
            }
        }
        return new Distribution(intervals, counts, min, max);
    }

    @Override
    public String schema() {
        return "distribution:" + Distribution.PER_OCTAVE;
    }
}
