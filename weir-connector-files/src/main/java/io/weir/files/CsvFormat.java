package io.weir.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** CSV, with a header if there is one. */
record CsvFormat<T>(List<String> header, Function<? super T, ? extends Iterable<String>> fields)
        implements FileFormat<T> {

    @Override
    public String extension() {
        return ".csv";
    }

    @Override
    public boolean appendable() {
        return true;
    }

    @Override
    public FileEncoder<T> open(OutputStream out) throws IOException {
        Encoder<T> encoder = new Encoder<>(new CountingOutputStream(out), fields);
        if (!header.isEmpty()) {
            encoder.writeRow(header);
        }
        return encoder;
    }

    private static final class Encoder<T> implements FileEncoder<T> {

        private final CountingOutputStream out;
        private final Function<? super T, ? extends Iterable<String>> fields;
        private final CsvWriter csv;

        Encoder(CountingOutputStream out, Function<? super T, ? extends Iterable<String>> fields) {
            this.out = out;
            this.fields = fields;
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            this.csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .quoteStrategy(QuoteStrategies.EMPTY)
                    .build(text);
        }

        @Override
        public void write(T value) throws IOException {
            writeRow(fields.apply(value));
        }

        void writeRow(Iterable<String> row) throws IOException {
            try {
                csv.writeRecord(row);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void flush() throws IOException {
            csv.flush();
        }

        @Override
        public long sizeBytes() {
            return out.count();
        }

        @Override
        public void finish() throws IOException {
            csv.flush();
        }

        @Override
        public void close() {
            // Holds nothing but a buffer.
        }
    }
}
