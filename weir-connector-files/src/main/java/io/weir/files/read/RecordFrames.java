package io.weir.files.read;

import io.weir.error.WeirException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into records that end with a line feed. The last may go without.
 *
 * <p>Threading: confined to one cursor.
 *
 * <p>Invariants:
 * <ul>
 *   <li>F1: {@code begin <= contentEnd <= next <= limit}; the bytes from {@code begin} to {@code limit} are those of the stream from position {@code position() - (next - begin)} on.
 * </ul>
 */
final class RecordFrames implements Closeable {

    private static final int BUFFER_SIZE = 1 << 16;

    /** A longer record is a file without line feeds, or a quote that is never closed, more likely than a record. */
    static final int RECORD_SIZE_MAX = 1 << 26;

    private final InputStream in;
    private final Framing framing;
    private final String name;
    private byte[] buffer = new byte[BUFFER_SIZE];
    private long bufferPosition;
    private int begin;
    private int contentEnd;
    private int next;
    private int limit;
    private int filledCount;
    private boolean ended;

    /**
     * @param position of the stream's first byte within the file
     * @param name the file, for errors
     */
    RecordFrames(InputStream in, long position, Framing framing, String name) {
        this.in = in;
        this.bufferPosition = position;
        this.framing = framing;
        this.name = name;
    }

    /** Moves to the next record; false at the end of the stream. */
    boolean next() throws IOException {
        begin = next;
        framing.begin();
        int scanned = begin;
        while (true) {
            int end = framing.end(buffer, scanned, limit);
            if (end >= 0) {
                return found(end, end + 1);
            }
            scanned = limit;
            if (ended || !fill()) {
                return begin < limit && found(limit, limit);
            }
            // Filling may have moved the record to the buffer's front.
            scanned = limit - filledCount;
        }
    }

    private boolean found(int end, int newNext) {
        next = newNext;
        contentEnd = end > begin && newNext > end && buffer[end - 1] == '\r' ? end - 1 : end;
        return true;
    }

    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, limit - begin);
            bufferPosition += begin;
            limit -= begin;
            begin = 0;
            next = 0;
        }
        if (limit == buffer.length) {
            grow();
        }
        filledCount = in.read(buffer, limit, buffer.length - limit);
        if (filledCount < 0) {
            ended = true;
            filledCount = 0;
            return false;
        }
        limit += filledCount;
        return true;
    }

    private void grow() {
        if (buffer.length >= RECORD_SIZE_MAX) {
            throw WeirException.user(
                    "files-record-too-large",
                    "a record at byte " + bufferPosition + " of " + name + " has more than " + RECORD_SIZE_MAX
                            + " bytes",
                    "it is read into memory whole; a quote that is never closed and a file without line feeds look like that too",
                    "repair the file, or read it with the format that it has");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }

    /** Passes over the bytes of a byte order mark, if the next record begins with one. */
    void skipByteOrderMark() throws IOException {
        while (limit - next < 3 && !ended) {
            begin = next;
            fill();
        }
        if (limit - next >= 3
                && buffer[next] == (byte) 0xEF
                && buffer[next + 1] == (byte) 0xBB
                && buffer[next + 2] == (byte) 0xBF) {
            next += 3;
        }
        begin = next;
    }

    /** Returns the position behind the record. */
    long position() {
        return bufferPosition + next;
    }

    /** Returns the position of the record's first byte. */
    long recordPosition() {
        return bufferPosition + begin;
    }

    /** Returns the array that holds the record, without the line's end, from {@link #offset} on. Valid until {@link #next}. */
    byte[] array() {
        return buffer;
    }

    int offset() {
        return begin;
    }

    int length() {
        return contentEnd - begin;
    }

    byte[] copy() {
        return Arrays.copyOfRange(buffer, begin, contentEnd);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
