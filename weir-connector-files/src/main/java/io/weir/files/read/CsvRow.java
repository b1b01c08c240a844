package io.weir.files.read;

import io.weir.files.shape.RecordShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a file whose columns are known, as a record. */
final class CsvRow<R> implements LineDecoder<R> {

    private final RecordShape<R> shape;
    private final List<FieldParser> parsers;
    private final CsvColumns columns;
    private final int[] ofComponents;
    private final CsvFields fields;

    CsvRow(RecordShape<R> shape, List<FieldParser> parsers, CsvColumns columns, CsvFields fields) {
        this.shape = shape;
        this.parsers = parsers;
        this.columns = columns;
        this.ofComponents = columns.ofComponents();
        this.fields = fields;
    }

    @Override
    public @Nullable R decode(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return null;
        }
        List<String> row = fields.split(bytes, offset, length);
        if (columns.isTooMany(row.size())) {
            throw new IllegalArgumentException(columns.beside(row.size()) + ". " + fields.adviceOnTooMany());
        }
        @Nullable Object[] values = new @Nullable Object[ofComponents.length];
        for (int i = 0; i < ofComponents.length; i++) {
            values[i] = parsers.get(i).parse(CsvColumns.isNone(ofComponents[i]) ? "" : field(row, i));
        }
        return shape.create(values);
    }

    private String field(List<String> row, int component) {
        if (ofComponents[component] >= row.size()) {
            throw new IllegalArgumentException(
                    "field " + parsers.get(component).name() + " is missing: " + columns.beside(row.size()));
        }
        return row.get(ofComponents[component]);
    }
}
