package io.weir.bench.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The indices {@code number}, {@code number + count} and so on.
 *
 * <p>Threading: Immutable.
 *
 * @param count how many splits there are
 * @param position how many records of it were read
 */
record IndexSplit(int number, int count, long position) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(number);
    }

    /** For checkpoints, and for the way to the tasks. */
    static final class Format implements SimpleVersionedSerializer<IndexSplit> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(IndexSplit split) {
            return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                    .putInt(split.number)
                    .putInt(split.count)
                    .putLong(split.position)
                    .array();
        }

        @Override
        public IndexSplit deserialize(int version, byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new IndexSplit(in.getInt(), in.getInt(), in.getLong());
        }
    }
}
