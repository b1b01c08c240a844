package io.weir.jdbc;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows on one connection, many with each statement. An insert of many rows is made of statements for 1, 2, 4 ... rows, so that few are ever prepared. Where
 * {@link RowBatches} says that it is faster, several of them are sent as a batch, or it is a batch of a statement for one row.
 *
 * <p>Threading: confined to one thread.
 */
final class RowStatements {

    /**
     * Of a bulk command, well below the least usual {@code max_allowed_packet}: a driver that had to divide it would go on behind the cut with the types of the values before
     * it, which those behind need not have (a null has none of its own).
     */
    private static final int BULK_BYTES_MAX = 512 * 1024;

    /** What a value takes that has a bounded size, at most. */
    private static final int VALUE_BYTES_MAX = 64;

    private record Shape(RowOperation operation, int rowCount) {}

    private final Connection connection;
    private final RowTarget<?> target;
    private final Dialect dialect;
    private final int rowsMax;

    /** How many rows may be sent before an answer is awaited. */
    private final int tripRowsMax;

    private final RowBatches batches;
    private final Map<Shape, PreparedStatement> prepared = new HashMap<>();

    RowStatements(Connection connection, SinkSettings<?> settings) throws SQLException {
        this.connection = connection;
        this.target = settings.target();
        this.dialect = settings.dialect();
        int columnCount = Math.max(1, target.columns().size());
        this.rowsMax = Math.max(
                1, Integer.highestOneBit(Math.min(settings.statementRows(), dialect.parametersMax() / columnCount)));
        this.tripRowsMax = settings.tripRows();
        this.batches = dialect.rowBatches(connection);
    }

    /** Returns how many rows a statement takes at most. */
    int rowsMax() {
        return rowsMax;
    }

    /** Writes rows of one operation, in order. Any number of them may have been written when it throws. */
    void execute(List<Row> rows) throws SQLException {
        int done = 0;
        while (done < rows.size()) {
            int left = rows.size() - done;
            RowOperation operation = rows.get(done).operation();
            int statementRows = isMany(operation) ? Math.min(rowsMax, Integer.highestOneBit(left)) : 1;
            int tripRows = isBatchOfRows(operation)
                    ? rowsWithin(BULK_BYTES_MAX, rows.subList(done, done + Math.min(batchRowsMax(operation), left)))
                    : Math.min(batchRowsMax(operation), left);
            int statementCount = Math.max(1, tripRows / statementRows);
            int size = statementRows * statementCount;
            execute(operation, statementRows, rows.subList(done, done + size));
            done += size;
        }
    }

    /** Returns how many of the first rows have so many bytes at most, but at least 1. */
    private static int rowsWithin(int bytesMax, List<Row> rows) {
        long bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (Object value : rows.get(i).values()) {
                bytes += sizeMax(value);
            }
            if (bytes > bytesMax) {
                return Math.max(1, i);
            }
        }
        return rows.size();
    }

    private static long sizeMax(@Nullable Object value) {
        if (value instanceof String text) {
            return VALUE_BYTES_MAX + 3L * text.length();
        }
        if (value instanceof BigDecimal number) {
            return VALUE_BYTES_MAX + number.precision() + Math.abs((long) number.scale());
        }
        return value instanceof byte[] bytes ? VALUE_BYTES_MAX + bytes.length : VALUE_BYTES_MAX;
    }

    /** Returns whether one statement writes several rows. */
    private boolean isMany(RowOperation operation) {
        return target.table() != null && operation != RowOperation.DELETE && !isBatchOfRows(operation);
    }

    private boolean isBatchOfRows(RowOperation operation) {
        return target.table() != null && operation == RowOperation.INSERT && batches == RowBatches.ROWS;
    }

    private int batchRowsMax(RowOperation operation) {
        if (isMany(operation)) {
            return batches == RowBatches.STATEMENTS ? tripRowsMax : rowsMax;
        }
        return isBatchOfRows(operation) ? tripRowsMax : rowsMax;
    }

    private void execute(RowOperation operation, int statementRows, List<Row> rows) throws SQLException {
        PreparedStatement statement = statement(operation, statementRows);
        if (rows.size() == statementRows) {
            bind(statement, rows);
            statement.execute();
            return;
        }
        try {
            for (int from = 0; from < rows.size(); from += statementRows) {
                bind(statement, rows.subList(from, from + statementRows));
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw failedBatch(statement, e);
        }
    }

    /** Returns what the database said: a batch wraps it. Nothing of the batch may be left for the next one. */
    private static SQLException failedBatch(PreparedStatement statement, SQLException error) {
        SQLException cause = error;
        while (cause instanceof BatchUpdateException && cause.getCause() instanceof SQLException inner) {
            cause = inner;
        }
        try {
            statement.clearBatch();
        } catch (SQLException e) {
            // The connection is broken; that is what the first error says.
            cause.addSuppressed(e);
        }
        return cause;
    }

    private void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
        int index = 1;
        for (Row row : rows) {
            for (Object value : row.values()) {
                dialect.bind(statement, index, value);
                index++;
            }
        }
    }

    private PreparedStatement statement(RowOperation operation, int rowCount) throws SQLException {
        Shape shape = new Shape(operation, rowCount);
        PreparedStatement known = prepared.get(shape);
        if (known == null) {
            known = connection.prepareStatement(RowSql.of(dialect, target, operation, rowCount));
            prepared.put(shape, known);
        }
        return known;
    }
}
