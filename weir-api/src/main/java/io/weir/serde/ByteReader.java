package io.weir.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteWriter} wrote. Every length is checked against what is left before anything is allocated, so
 * hostile bytes give a {@link CorruptDataException} and nothing else.
 *
 * <p>Threading: confined to one thread.
 */
public final class ByteReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IndexOutOfBoundsException("offset=" + offset + ", length=" + length + ", size=" + bytes.length);
        }
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Returns how many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Returns the index in the backing array of the next byte to read. */
    public int position() {
        return position;
    }

    public int readByte() {
        need(1);
        return bytes[position++];
    }

    public boolean readBoolean() {
        int value = readByte();
        if (value != 0 && value != 1) {
            throw new CorruptDataException("expected a boolean, actual=" + value + ", position=" + (position - 1));
        }
        return value == 1;
    }

    public int readInt() {
        need(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    public long readLong() {
        need(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    public int readVarInt() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptDataException("an int of more than five bytes, position=" + position);
    }

    public long readVarLong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptDataException("a long of more than ten bytes, position=" + position);
    }

    public long readZigZagLong() {
        long value = readVarLong();
        return (value >>> 1) ^ -(value & 1);
    }

    /**
     * Reads a count of things that take at least {@code bytesEachMin} bytes each.
     *
     * @throws CorruptDataException if that many cannot be left, so that a caller may allocate by the count
     */
    public int readCount(int bytesEachMin) {
        int count = readVarInt();
        if (count < 0 || (long) count * Math.max(1, bytesEachMin) > remaining()) {
            throw new CorruptDataException("a count beyond the data: count=" + count + ", remaining=" + remaining()
                    + ", position=" + position);
        }
        return count;
    }

    /** Reads what {@link ByteWriter#writeBytes} wrote. */
    public byte[] readBytes() {
        return readRaw(readCount(1));
    }

    /** Reads {@code length} raw bytes. */
    public byte[] readRaw(int length) {
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    public String readString() {
        int length = readCount(1);
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** Returns a reader of the next {@code length} bytes alone, which are not copied, and passes over them. */
    public ByteReader slice(int length) {
        need(length);
        ByteReader slice = new ByteReader(bytes, position, length);
        position += length;
        return slice;
    }

    /** Returns a reader that stands at the same place and goes on by itself. */
    public ByteReader duplicate() {
        return new ByteReader(bytes, position, end - position);
    }

    /** Passes over {@code length} bytes. */
    public void skip(int length) {
        need(length);
        position += length;
    }

    /** Demands that everything has been read. */
    public void expectEnd() {
        if (position != end) {
            throw new CorruptDataException("bytes left over: remaining=" + remaining() + ", position=" + position);
        }
    }

    /** Enters a value of a recursive type; followed by {@link #leave} unless something was thrown. */
    void enter() {
        if (++depth > ByteWriter.DEPTH_MAX) {
            throw new CorruptDataException(
                    "values nested too deep: max=" + ByteWriter.DEPTH_MAX + ", position=" + position);
        }
    }

    void leave() {
        depth--;
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw new CorruptDataException(
                    "data ends too early: needed=" + length + ", remaining=" + remaining() + ", position=" + position);
        }
    }
}
