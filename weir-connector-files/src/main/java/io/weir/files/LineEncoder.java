package io.weir.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the bytes of each record with {@code \n} behind them.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class LineEncoder<T> implements FileEncoder<T> {

    /** Makes a line of a record: UTF-8 without a line break. */
    @FunctionalInterface
    interface Line<T> {
        byte[] of(T value);
    }

    private final CountingOutputStream out;
    private final Line<T> line;

    LineEncoder(OutputStream out, Line<T> line) {
        this.out = new CountingOutputStream(out);
        this.line = line;
    }

    @Override
    public void write(T value) throws IOException {
        out.write(line.of(value));
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public long sizeBytes() {
        return out.count();
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
