package io.weir.files;

import java.io.IOException;
import java.io.OutputStream;

/** Another format's files, compressed. */
record GzipFormat<T>(FileFormat<T> plain) implements FileFormat<T> {

    @Override
    public String extension() {
        return plain.extension() + ".gz";
    }

    @Override
    public boolean appendable() {
        return plain.appendable();
    }

    @Override
    public FileEncoder<T> open(OutputStream out) throws IOException {
        GzipMembers members = new GzipMembers(out);
        return new Encoder<>(plain.open(members), members);
    }

    private record Encoder<T>(FileEncoder<T> plainEncoder, GzipMembers members) implements FileEncoder<T> {

        @Override
        public void write(T value) throws IOException {
            plainEncoder.write(value);
        }

        @Override
        public void flush() throws IOException {
            plainEncoder.flush();
            members.endMember();
        }

        @Override
        public long sizeBytes() {
            return members.compressedBytes();
        }

        @Override
        public void finish() throws IOException {
            plainEncoder.finish();
            members.endMember();
        }

        @Override
        public void close() {
            plainEncoder.close();
            members.close();
        }
    }
}
