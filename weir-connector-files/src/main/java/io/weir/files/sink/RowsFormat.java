package io.weir.files.sink;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Records as they are kept until a file of a format with a footer can be made of them: each with its length before it. A header says by which schema they were
 * written, since the record may change before they are read.
 */
record RowsFormat<T>(Serde<T> serde) implements FileFormat<T> {

    private static final int VERSION = 1;

    @Override
    public String extension() {
        return PendingFile.ROWS;
    }

    @Override
    public boolean appendable() {
        return true;
    }

    @Override
    public FileEncoder<T> open(OutputStream out) throws IOException {
        return new Encoder<>(serde, out);
    }

    /**
     * Hands every record of a stream to an encoder.
     *
     * @throws io.weir.serde.IncompatibleSchemaException if the records were written by another schema, which the serde cannot read
     * @throws CorruptDataException if they are none that the serde can have written
     */
    void copy(InputStream in, FileEncoder<T> to) throws IOException {
        DataInputStream rows = new DataInputStream(in);
        Serde<T> stored = serde.evolvedFrom(readHeader(rows));
        for (int first = rows.read(); first >= 0; first = rows.read()) {
            ByteReader row = new ByteReader(readBytes(first, rows));
            T value = stored.read(row);
            row.expectEnd();
            to.write(value);
        }
    }

    private static String readHeader(DataInputStream rows) throws IOException {
        ByteReader header = new ByteReader(readBytes(rows.readUnsignedByte(), rows));
        int version = header.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("staged rows of an unknown version, version=" + version);
        }
        String schema = header.readString();
        header.expectEnd();
        return schema;
    }

    /** Reads what {@link Encoder#writeBytes} wrote, of which the first byte has been read. */
    private static byte[] readBytes(int first, DataInputStream rows) throws IOException {
        int size = first << 24 | rows.readUnsignedByte() << 16 | rows.readUnsignedShort();
        if (size < 0) {
            throw new CorruptDataException("a staged row of a negative size, size=" + size);
        }
        byte[] bytes = rows.readNBytes(size);
        if (bytes.length < size) {
            throw new CorruptDataException("a staged row of " + bytes.length + " bytes, expected=" + size);
        }
        return bytes;
    }

    private static final class Encoder<T> implements FileEncoder<T> {

        private final Serde<T> serde;
        private final DataOutputStream out;
        private final ByteWriter row = new ByteWriter();
        private long sizeBytes;

        Encoder(Serde<T> serde, OutputStream out) throws IOException {
            this.serde = serde;
            this.out = new DataOutputStream(out);
            row.writeByte(VERSION);
            row.writeString(serde.schema());
            writeBytes();
        }

        private void writeBytes() throws IOException {
            out.writeInt(row.size());
            out.write(row.array(), 0, row.size());
        }

        @Override
        public void write(T value) throws IOException {
            row.clear();
            serde.write(value, row);
            writeBytes();
            sizeBytes += Integer.BYTES + row.size();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public void finish() throws IOException {
            out.flush();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
