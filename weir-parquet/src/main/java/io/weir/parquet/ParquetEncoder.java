package io.weir.parquet;

import io.weir.files.FileEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;

/**
 * Writes one file.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class ParquetEncoder<R> implements FileEncoder<R> {

    private final ParquetWriter<R> writer;

    ParquetEncoder(RowType<R> rows, ParquetCompression compression, long rowGroupSize, OutputStream out)
            throws IOException {
        writer = new Builder<>(new StreamOutputFile(out), new RowWriteSupport<>(rows))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(compression.codec())
                .withRowGroupSize(rowGroupSize)
                .build();
    }

    @Override
    public void write(R value) throws IOException {
        writer.write(value);
    }

    /** Never called: files are not appendable. */
    @Override
    public void flush() {}

    @Override
    public long sizeBytes() {
        return writer.getDataSize();
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }

    /** Nothing to do: closing the writer would write the footer, and all that it holds is on the heap. */
    @Override
    public void close() {}

    /** What the library asks for to make a writer. */
    private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {

        private final RowWriteSupport<R> support;

        Builder(StreamOutputFile file, RowWriteSupport<R> support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder<R> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<R> getWriteSupport(Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }
}
