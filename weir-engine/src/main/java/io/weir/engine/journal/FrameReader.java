package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a file from front to back, and stops at the first that is not valid.
 *
 * <p>Threading: confined to one thread.
 */
final class FrameReader implements AutoCloseable {

    private static final int STREAM_BUFFER_SIZE = 1 << 20;

    private final ReadableStore store;
    private final FileName name;
    private final InputStream in;
    private long limit;
    private final FrameSeal seal;
    private final ContentDigest digest = new ContentDigest();
    private final byte[] frameHeader = new byte[FrameSeal.FRAME_HEADER_SIZE];

    /** Takes the frames of a record that has several. */
    private final ByteWriter joined = new ByteWriter();

    private byte[] payload = new byte[1024];
    private int payloadSize;
    private int payloadCrc;
    private int recordCrc;
    private int typeByte;
    private FrameType type = FrameType.HEADER;
    private long position;
    private long recordStart;
    private @Nullable String problem;

    private FrameReader(ReadableStore store, FileName name, InputStream in, long position, long limit) {
        this.store = store;
        this.name = name;
        this.in = in;
        this.position = position;
        this.limit = limit;
        this.seal = new FrameSeal(name);
    }

    /**
     * Opens a file that must have a whole preamble.
     *
     * @param limit where to stop reading
     */
    static FrameReader open(ReadableStore store, FileName name, long limit) throws IOException {
        FrameReader reader = openAt(store, name, 0, limit);
        try {
            byte[] preamble = new byte[FilePreamble.SIZE];
            int size = limit < FilePreamble.SIZE ? 0 : reader.in.readNBytes(preamble, 0, FilePreamble.SIZE);
            int version = size < FilePreamble.SIZE ? 0 : FilePreamble.version(preamble, name.kind());
            if (version == 0) {
                throw JournalError.corrupt(store, name.text(), 0, "the file does not begin as it must");
            }
            if (version > FilePreamble.FORMAT_VERSION) {
                throw JournalError.newerFormat(store, name.text(), version);
            }
            reader.position = FilePreamble.SIZE;
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Opens a file in order to read the frames that begin at {@code position}. */
    static FrameReader openAt(ReadableStore store, FileName name, long position, long limit) throws IOException {
        InputStream in = store.open(name.text());
        try {
            in.skipNBytes(position);
            return new FrameReader(
                    store, name, new BufferedInputStream(in, bufferSize(store, limit - position)), position, limit);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static int bufferSize(ReadableStore store, long length) {
        return (int) Math.max(1, Math.min(HeapShare.of(store, STREAM_BUFFER_SIZE, 256), length));
    }

    FileName name() {
        return name;
    }

    /** Sums up the content since its last reset. */
    ContentDigest digest() {
        return digest;
    }

    /** Returns where the last valid record ends. */
    long position() {
        return position;
    }

    /** Returns where the last valid record begins. */
    long recordStart() {
        return recordStart;
    }

    FrameType type() {
        return type;
    }

    /** Returns the payload of the record, valid until the next one is read. */
    ByteReader payload() {
        return joined.size() > 0
                ? new ByteReader(joined.array(), 0, joined.size())
                : new ByteReader(payload, 0, payloadSize);
    }

    /** Returns what {@link #payload} reads from, by the same positions. */
    byte[] payloadArray() {
        return joined.size() > 0 ? joined.array() : payload;
    }

    /** Returns what the payloads of all frames of the record sum up to. */
    int recordCrc() {
        return recordCrc;
    }

    /** Goes on with another piece of the file, which must lie further on. */
    void skipTo(long begin, long end) throws IOException {
        in.skipNBytes(begin - position);
        position = begin;
        limit = end;
    }

    /** Returns the checksum of the last frame's payload. */
    int payloadCrc() {
        return payloadCrc;
    }

    /** Returns why {@link #next} returned false; null if it stopped right at the limit. */
    @Nullable String problem() {
        return problem;
    }

    /** Reads the next record, all its frames; returns false if there is no valid one. */
    boolean next() throws IOException {
        long start = position;
        joined.clear();
        if (!nextFrame()) {
            return false;
        }
        recordCrc = payloadCrc;
        FrameType first = type;
        while ((typeByte & FrameSeal.CONTINUES) != 0) {
            joined.writeRaw(payload, 0, payloadSize);
            if (!nextFrame() || type != first) {
                position = start;
                problem = problem == null ? "a record is incomplete" : problem;
                return false;
            }
            recordCrc = 31 * recordCrc + payloadCrc;
        }
        if (joined.size() > 0) {
            joined.writeRaw(payload, 0, payloadSize);
        }
        recordStart = start;
        return true;
    }

    /** Reads one frame, which may be part of a record. */
    boolean nextFrame() throws IOException {
        if (position == limit) {
            return false;
        }
        if (limit - position < FrameSeal.FRAME_HEADER_SIZE) {
            return fail("the file ends inside a frame");
        }
        if (in.readNBytes(frameHeader, 0, frameHeader.length) < frameHeader.length) {
            return fail("the file is shorter than it must be");
        }
        ByteReader header = new ByteReader(frameHeader);
        int length = header.readInt();
        int code = header.readByte() & 0xFF;
        int crc = header.readInt();
        if (length < 0
                || length > FrameSeal.PAYLOAD_SIZE_MAX
                || length > limit - position - FrameSeal.FRAME_HEADER_SIZE) {
            return fail("a frame is longer than the rest of the file");
        }
        if (payload.length < length) {
            payload = new byte[Math.max(length, Math.min(2 * payload.length, FrameSeal.PAYLOAD_SIZE_MAX))];
        }
        if (in.readNBytes(payload, 0, length) < length) {
            return fail("the file is shorter than it must be");
        }
        int contentCrc = seal.payloadCrc(payload, 0, length);
        FrameType known = FrameType.of(code & ~FrameSeal.CONTINUES);
        if (seal.frameCrc(position, code, length, contentCrc) != crc || known == null) {
            return fail("the checksum of a frame does not agree");
        }
        type = known;
        typeByte = code;
        payloadSize = length;
        payloadCrc = contentCrc;
        if (known.summed()) {
            digest.add(code, length, contentCrc);
        }
        position += FrameSeal.FRAME_HEADER_SIZE + length;
        return true;
    }

    /** Adds the frame that was read last to {@code out}. */
    void copyFrame(FrameWriter out) throws IOException {
        out.writeFrame(type, typeByte, payload, 0, payloadSize);
    }

    /** Says that what was read makes no sense, or that what must be there is not. */
    RuntimeException corrupt(String reason, @Nullable Throwable cause) {
        return JournalError.corrupt(store, name.text(), position, reason, cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fail(String reason) {
        problem = reason;
        return false;
    }
}
