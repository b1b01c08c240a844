package io.weir.engine.flat;

import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the words of a flat value as the built-in serde writes the value, and reads them back, without making it. A word has the bits of one primitive.
 *
 * <p>Threading: Immutable.
 */
public final class FlatCodec {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many bytes each component takes; 0 stands for a boolean, which takes one. */
    private final byte[] widths;

    private final int size;

    /** Whether each component takes eight bytes. */
    private final boolean wide;

    private FlatCodec(byte[] widths, int size) {
        this.widths = widths;
        this.size = size;
        this.wide = size == widths.length * Long.BYTES;
    }

    /** @param primitives of the components, in their order */
    static FlatCodec of(Class<?>[] primitives) {
        byte[] widths = new byte[primitives.length];
        int size = 0;
        for (int i = 0; i < primitives.length; i++) {
            widths[i] = widthOf(primitives[i]);
            size += Math.max(1, widths[i]);
        }
        return new FlatCodec(widths, size);
    }

    private static byte widthOf(Class<?> primitive) {
        if (primitive == boolean.class) {
            return 0;
        }
        if (primitive == byte.class) {
            return Byte.BYTES;
        }
        if (primitive == short.class || primitive == char.class) {
            return Short.BYTES;
        }
        if (primitive == int.class || primitive == float.class) {
            return Integer.BYTES;
        }
        return Long.BYTES;
    }

    /** Returns how many bytes a value takes. */
    public int size() {
        return size;
    }

    /** Writes a word as its eight bytes. */
    public static void writeLong(long word, byte[] to, int position) {
        LONG.set(to, position, word);
    }

    /** Writes a value from its words; returns where its bytes end. */
    public int write(long[] from, int at, byte[] to, int position) {
        int next = position;
        if (wide) {
            for (int i = 0; i < widths.length; i++, next += Long.BYTES) {
                LONG.set(to, next, from[at + i]);
            }
            return next;
        }
        for (int i = 0; i < widths.length; i++) {
            long word = from[at + i];
            switch (widths[i]) {
                case Long.BYTES -> LONG.set(to, next, word);
                case Integer.BYTES -> INT.set(to, next, (int) word);
                case Short.BYTES -> {
                    to[next] = (byte) word;
                    to[next + 1] = (byte) (word >>> Byte.SIZE);
                }
                default -> to[next] = (byte) word;
            }
            next += Math.max(1, widths[i]);
        }
        return next;
    }

    /**
     * Reads a value.
     *
     * @throws CorruptDataException if it is none
     */
    public void read(ByteReader in, long[] to, int at) {
        for (int i = 0; i < widths.length; i++) {
            to[at + i] = switch (widths[i]) {
                case Long.BYTES -> in.readLong();
                case Integer.BYTES -> in.readInt();
                case Short.BYTES -> in.readByte() & 0xFF | in.readByte() << Byte.SIZE;
                case Byte.BYTES -> in.readByte();
                default -> in.readBoolean() ? 1 : 0;
            };
        }
    }
}
