package io.weir.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Takes records apart for the library. */
final class RowWriteSupport<R> extends WriteSupport<R> {

    private final RowType<R> rows;
    private @Nullable RecordConsumer out;

    RowWriteSupport(RowType<R> rows) {
        this.rows = rows;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(rows.message(), Map.of());
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return new WriteContext(rows.message(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        out = consumer;
    }

    @Override
    public void write(R row) {
        if (out == null) {
            throw new IllegalStateException("written to before prepareForWrite");
        }
        rows.writeMessage(row, out);
    }
}
