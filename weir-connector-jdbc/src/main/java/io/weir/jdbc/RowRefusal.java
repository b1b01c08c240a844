package io.weir.jdbc;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails the job for a refused row, in words.
 *
 * <p>Threading: Immutable.
 */
record RowRefusal(RowTarget<?> target, Dialect dialect, RowLayout<?> layout, RowOrigin origin) implements RefusedRows {

    private static final int VALUE_LENGTH_MAX = 64;
    private static final int KEY_LENGTH_MAX = 400;

    @Override
    public void refused(Row row, SQLException cause) {
        throw new WeirException(
                "jdbc-row-refused",
                ErrorKind.USER,
                target.inWords() + " does not take row " + row.number() + " of " + origin + " (" + row.operation()
                        + " of columns " + String.join(", ", layout.namesOf(row)) + keyOf(row) + ")",
                dialect.name() + " refuses it for its content: " + JdbcErrors.reason(cause),
                "mend the table's constraint or type; or set deadLetterTable(..) to see the row: all such rows go there whole, and the job goes on."
                        + " A mended pipeline does not change rows that the checkpoint holds",
                cause);
    }

    /** Returns the values of the key, and of no other column: messages are logged, and other values may be secret. */
    private String keyOf(Row row) {
        if (target.keys().isEmpty()) {
            return "";
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : layout.key(row)) {
            values.add(shortened(value));
        }
        return "; key " + cut(RowJson.of(target.keys(), values), KEY_LENGTH_MAX);
    }

    private static @Nullable Object shortened(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        return value instanceof ByteBuffer bytes
                ? bytes.remaining() + " bytes"
                : cut(value.toString(), VALUE_LENGTH_MAX);
    }

    private static String cut(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax) + "...";
    }
}
