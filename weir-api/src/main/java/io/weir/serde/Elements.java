package io.weir.serde;

import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of lists, sets, maps and arrays are laid out: {@code count * 2 + (any null? 1 : 0)}, then the
 * elements in iteration order; a presence byte goes before each only if any is null.
 *
 * <p>Threading: stateless.
 */
final class Elements {

    /** Memory is taken as elements are read, never by a count alone: nested counts could multiply. */
    private static final int CAPACITY_FIRST = 16;

    private Elements() {}

    static <T> void write(Collection<T> values, Serde<T> element, ByteWriter out) {
        int count = values.size();
        boolean nullable = anyNull(values);
        out.writeVarLong(((long) count << 1) | (nullable ? 1 : 0));
        int start = out.size();
        int writtenCount = 0;
        for (T value : values) {
            if (nullable) {
                out.writeBoolean(value != null);
            }
            if (value != null) {
                element.write(value, out);
            }
            writtenCount++;
        }
        if (writtenCount != count) {
            throw new ConcurrentModificationException(
                    "changed while written: size=" + count + ", elements=" + writtenCount);
        }
        if (out.size() - start < count) {
            throw new IllegalStateException(
                    "a serde of elements must write a byte at least: schema=" + element.schema());
        }
    }

    static <T> List<T> read(Serde<T> element, ByteReader in) {
        long header = in.readVarLong();
        long count = header >>> 1;
        if (count > in.remaining()) {
            throw new CorruptDataException("a count beyond the data: count=" + count + ", remaining=" + in.remaining());
        }
        @Nullable Object[] values = new @Nullable Object[(int) Math.min(count, CAPACITY_FIRST)];
        boolean nullable = (header & 1) != 0;
        for (int i = 0; i < count; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, i * 2L));
            }
            values[i] = nullable && !in.readBoolean() ? null : element.read(in);
        }
        return listOf(values);
    }

    @SuppressWarnings("unchecked") // the array holds what the serde of T has read
    private static <T> List<T> listOf(@Nullable Object[] values) {
        return (List<T>) Arrays.asList(values);
    }

    private static boolean anyNull(Collection<?> values) {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }
}
