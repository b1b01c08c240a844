package io.weir.files.sink;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Records as they are kept until a file of a format with a footer can be made of them: each with its length before it. */
record RowsFormat<T>(Serde<T> serde) implements FileFormat<T> {

    @Override
    public String extension() {
        return PendingFile.ROWS;
    }

    @Override
    public boolean appendable() {
        return true;
    }

    @Override
    public FileEncoder<T> open(OutputStream out) {
        return new Encoder<>(serde, out);
    }

    /** Hands every record of a stream to an encoder. */
    void copy(InputStream in, FileEncoder<T> to) throws IOException {
        DataInputStream rows = new DataInputStream(in);
        for (int first = rows.read(); first >= 0; first = rows.read()) {
            int size = first << 24 | rows.readUnsignedByte() << 16 | rows.readUnsignedShort();
            byte[] row = rows.readNBytes(size);
            if (row.length < size) {
                throw new EOFException("a row of " + row.length + " bytes, expected=" + size);
            }
            to.write(serde.read(new ByteReader(row)));
        }
    }

    private static final class Encoder<T> implements FileEncoder<T> {

        private final Serde<T> serde;
        private final DataOutputStream out;
        private final ByteWriter row = new ByteWriter();
        private long sizeBytes;

        Encoder(Serde<T> serde, OutputStream out) {
            this.serde = serde;
            this.out = new DataOutputStream(out);
        }

        @Override
        public void write(T value) throws IOException {
            row.clear();
            serde.write(value, row);
            out.writeInt(row.size());
            out.write(row.array(), 0, row.size());
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
