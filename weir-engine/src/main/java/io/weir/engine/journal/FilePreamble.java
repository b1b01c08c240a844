package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.util.zip.CRC32C;

/**
 * The first 16 bytes of every file of the journal, in every format version: magic, kind, version, and their own
 * checksum. So an older program tells a newer format from damage.
 */
final class FilePreamble {

    static final int SIZE = 16;

    static final int FORMAT_VERSION = 1;

    /** {@code WEIR} as a little-endian int. */
    private static final int MAGIC = 0x52494557;

    private FilePreamble() {}

    static void write(ByteWriter out, FileName.Kind kind) {
        write(out, kind, FORMAT_VERSION);
    }

    static void write(ByteWriter out, FileName.Kind kind, int version) {
        int start = out.size();
        out.writeInt(MAGIC);
        out.writeInt(kind.code());
        out.writeInt(version);
        out.writeInt(crc(out.array(), start));
    }

    /**
     * Reads the version that the file was written in, which may be newer than {@link #FORMAT_VERSION}.
     *
     * @param bytes of size {@link #SIZE}
     * @return 0 if the bytes are not the start of a file of that kind
     */
    static int version(byte[] bytes, FileName.Kind kind) {
        ByteReader in = new ByteReader(bytes);
        boolean ours = in.readInt() == MAGIC && in.readInt() == kind.code();
        if (!ours) {
            return 0;
        }
        int version = in.readInt();
        return version > 0 && in.readInt() == crc(bytes, 0) ? version : 0;
    }

    private static int crc(byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, SIZE - Integer.BYTES);
        return (int) crc.getValue();
    }
}
