package io.weir.serde;

import io.weir.error.WeirException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes that values are appended to. Integers are little-endian; variable-length ones are LEB128.
 *
 * <p>Threading: confined to one thread.
 */
public final class ByteWriter {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The largest array that every JVM can allocate. */
    private static final int SIZE_MAX = Integer.MAX_VALUE - 8;

    /**
     * How deep values of recursive types may be nested. A level was measured to take up to 2.3 KiB of stack, and
     * threads have 1 MiB by default.
     */
    static final int DEPTH_MAX = 200;

    private static final byte[] NOTHING = {};

    /** From so many characters on the JDK's encoder, which looks at many at a time, is the faster one: measured at 24 (half as fast as one by one) and at 40 (twice). */
    private static final int LONG_TEXT = 32;

    private byte[] bytes;
    private int size;
    private int depth;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int initialCapacity) {
        bytes = new byte[Math.max(16, initialCapacity)];
    }

    /** Returns the number of bytes written so far. */
    public int size() {
        return size;
    }

    /** Forgets everything written, and keeps the memory. */
    public void clear() {
        size = 0;
        depth = 0;
    }

    /** Returns a copy of the bytes written so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Returns the bytes written so far, and forgets them and the memory: without a copy, if they fill it. */
    public byte[] detach() {
        byte[] written = size == bytes.length ? bytes : toByteArray();
        bytes = NOTHING;
        clear();
        return written;
    }

    /** Returns the backing array, valid from 0 to {@link #size()} until the next write. */
    public byte[] array() {
        return bytes;
    }

    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    public void writeInt(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void writeLong(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** Writes a non-negative or negative int in one to five bytes; small non-negative numbers are short. */
    public void writeVarInt(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a long in one to ten bytes; small non-negative numbers are short. */
    public void writeVarLong(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes a long so that small numbers of either sign are short. */
    public void writeZigZagLong(long value) {
        writeVarLong((value << 1) ^ (value >> 63));
    }

    /** Writes raw bytes without their length. */
    public void writeRaw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Writes a length and the bytes. */
    public void writeBytes(byte[] value) {
        writeVarInt(value.length);
        writeRaw(value, 0, value.length);
    }

    /** Writes a length and the text in UTF-8. */
    public void writeString(String value) {
        int length = value.length();
        if (length >= LONG_TEXT) {
            writeBytes(value.getBytes(StandardCharsets.UTF_8));
            return;
        }
        // Nearly all text is ASCII, whose bytes are its characters: that needs no array in between.
        int before = size;
        ensure(length + 5);
        writeVarInt(length);
        byte[] into = bytes;
        int at = size;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            seen |= c;
            into[at + i] = (byte) c;
        }
        if (seen < 0x80) {
            size = at + length;
        } else {
            size = before;
            writeBytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Overwrites four bytes at {@code position}, which must have been written already. */
    public void setInt(int position, int value) {
        if (position < 0 || position > size - 4) {
            throw new IndexOutOfBoundsException("position=" + position + ", size=" + size);
        }
        INT.set(bytes, position, value);
    }

    /** Enters a value of a recursive type; followed by {@link #leave} unless something was thrown. */
    void enter() {
        if (++depth > DEPTH_MAX) {
            throw WeirException.user(
                    "value-too-deep",
                    "a value contains more than " + DEPTH_MAX + " others of its own type, one inside the other",
                    "reading it back could exhaust the stack",
                    "keep such values in a List, not in a chain");
        }
    }

    void leave() {
        depth--;
    }

    private void ensure(int extra) {
        if (extra > bytes.length - size) {
            grow(extra);
        }
    }

    private void grow(int extra) {
        long needed = (long) size + extra;
        if (needed > SIZE_MAX) {
            throw new IllegalStateException("more than 2 GiB in one buffer: size=" + size + ", extra=" + extra);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(SIZE_MAX, Math.max(needed, bytes.length * 2L)));
    }
}
