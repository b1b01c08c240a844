package io.weir.files.sink;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;

/**
 * How far a file was made durable.
 *
 * <p>Threading: Immutable.
 *
 * @param id its name among the pending files, which no other file of the sink ever has
 * @param target the name under which readers will find it, relative to the sink's directory, with {@code /} between parts
 * @param length how many of its bytes belong to it
 * @param checksum CRC32C of those bytes
 * @param headerLength how many bytes at its beginning are left out where it is put behind another file
 * @param finished whether nothing more is written to it
 */
record PendingFile(String id, String target, long length, int checksum, long headerLength, boolean finished) {

    /** The least that a file takes when serialized. */
    static final int BYTES_MIN = 9;

    /** How ids end, before {@link Workplace#PENDING}, of files that hold staged rows. */
    static final String ROWS = ".rows";

    /** Returns whether it holds staged rows, of which a file is made that readers see. */
    boolean holdsRows() {
        return id.endsWith(ROWS + Workplace.PENDING);
    }

    /** Returns the partition, as a directory relative to the sink's; empty for none. */
    String partition() {
        int slash = target.lastIndexOf('/');
        return slash < 0 ? "" : target.substring(0, slash);
    }

    void write(ByteWriter out) {
        out.writeString(id);
        out.writeString(target);
        out.writeVarLong(length);
        out.writeInt(checksum);
        out.writeVarLong(headerLength);
        out.writeBoolean(finished);
    }

    static PendingFile read(ByteReader in) {
        return new PendingFile(
                in.readString(), in.readString(), in.readVarLong(), in.readInt(), in.readVarLong(), in.readBoolean());
    }
}
