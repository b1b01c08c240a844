package io.weir.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes rows on one connection, many with each statement. An insert of many rows is made of statements for 1, 2, 4 ... rows, so that few are ever prepared.
 *
 * <p>Threading: confined to one thread.
 */
final class RowStatements {

    private record Shape(RowOperation operation, int rowCount) {}

    private final Connection connection;
    private final RowTarget<?> target;
    private final Dialect dialect;
    private final int rowsMax;
    private final Map<Shape, PreparedStatement> prepared = new HashMap<>();

    RowStatements(Connection connection, SinkSettings<?> settings) {
        this.connection = connection;
        this.target = settings.target();
        this.dialect = settings.dialect();
        int columnCount = Math.max(1, target.columns().size());
        this.rowsMax = Math.max(
                1, Integer.highestOneBit(Math.min(settings.batchRows(), dialect.parametersMax() / columnCount)));
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
            int size = isMany(operation) ? Math.min(rowsMax, Integer.highestOneBit(left)) : Math.min(rowsMax, left);
            List<Row> chunk = rows.subList(done, done + size);
            if (isMany(operation)) {
                executeTogether(operation, chunk);
            } else {
                executeBatch(operation, chunk);
            }
            done += size;
        }
    }

    /** Returns whether one statement can write several rows. */
    private boolean isMany(RowOperation operation) {
        return target.table() != null && operation != RowOperation.DELETE;
    }

    private void executeTogether(RowOperation operation, List<Row> rows) throws SQLException {
        PreparedStatement statement = statement(operation, rows.size());
        int index = 1;
        for (Row row : rows) {
            index = bind(statement, index, row);
        }
        statement.executeUpdate();
    }

    private void executeBatch(RowOperation operation, List<Row> rows) throws SQLException {
        PreparedStatement statement = statement(operation, 1);
        if (rows.size() == 1) {
            bind(statement, 1, rows.get(0));
            statement.execute();
            return;
        }
        for (Row row : rows) {
            bind(statement, 1, row);
            statement.addBatch();
        }
        try {
            statement.executeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    private int bind(PreparedStatement statement, int first, Row row) throws SQLException {
        int index = first;
        for (Object value : row.values()) {
            dialect.bind(statement, index, value);
            index++;
        }
        return index;
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
