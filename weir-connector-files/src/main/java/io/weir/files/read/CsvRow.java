package io.weir.files.read;

import io.weir.error.WeirException;
import io.weir.files.shape.RecordShape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row of a file whose columns are known, as a record. */
final class CsvRow<R> implements LineDecoder<R> {

    /** The file has no column for the component. */
    private static final int NONE = -1;

    private final RecordShape<R> shape;
    private final List<FieldParser> parsers;
    private final int[] columns;
    private final CsvFields fields;

    /** @param columns of each component */
    CsvRow(RecordShape<R> shape, List<FieldParser> parsers, int[] columns, CsvFields fields) {
        this.shape = shape;
        this.parsers = parsers;
        this.columns = columns;
        this.fields = fields;
    }

    static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Finds the column of each component in a header. */
    static int[] columns(List<String> names, List<FieldParser> parsers, Path file) {
        int[] columns = new int[parsers.size()];
        for (int i = 0; i < columns.length; i++) {
            FieldParser parser = parsers.get(i);
            columns[i] = names.indexOf(parser.name());
            if (columns[i] == NONE && !parser.isOptional()) {
                throw WeirException.user(
                        "files-header",
                        file + " has no column " + parser.name(),
                        "its first line names the columns " + names + ", and the record has such a component",
                        "name the record's components as the columns, make it an Optional, or say withoutHeader() if the file has none");
            }
        }
        return columns;
    }

    @Override
    public @Nullable R decode(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return null;
        }
        List<String> row = fields.split(bytes, offset, length);
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = parsers.get(i).parse(columns[i] == NONE ? "" : field(row, i));
        }
        return shape.create(values);
    }

    private String field(List<String> row, int component) {
        if (columns[component] >= row.size()) {
            throw new IllegalArgumentException(
                    "field " + parsers.get(component).name() + " is missing: the record has " + row.size() + " fields");
        }
        return row.get(columns[component]);
    }
}
