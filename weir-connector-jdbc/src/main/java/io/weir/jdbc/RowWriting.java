package io.weir.jdbc;

import io.weir.serde.ByteReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes encoded rows within a transaction: fast, as long as none is refused, or carefully, to find and set aside those that are.
 *
 * <p>Threading: confined to one thread, as its connection is.
 */
final class RowWriting {

    /** How many rows are decoded at once: enough to merge what overwrites each other, and little memory. */
    private static final int WINDOW_ROWS = 4_096;

    @FunctionalInterface
    private interface Step {
        void run(List<Row> window) throws SQLException;
    }

    private final Connection connection;
    private final SinkSettings<?> settings;
    private final RowLayout<?> layout;
    private final RowStatements statements;

    RowWriting(Connection connection, SinkSettings<?> settings) throws SQLException {
        this.connection = connection;
        this.settings = settings;
        this.layout = new RowLayout<>(settings.target());
        this.statements = new RowStatements(connection, settings);
    }

    /**
     * Writes all rows, or throws and leaves the transaction to be rolled back.
     *
     * @param order that of the values in the rows
     */
    void fast(byte[] rows, RowOrder order) throws SQLException {
        eachWindow(rows, order, window -> {
            for (List<Row> run : RowRuns.merged(layout, window)) {
                statements.execute(run);
            }
        });
    }

    /** Writes all rows but those that are refused, which become dead letters or fail the job with a message that names them. */
    void carefully(byte[] rows, RowOrder order, RowOrigin origin, RefusedCount count) throws SQLException {
        RefusedRows refused = refusedRows(origin, count);
        CarefulRows careful = new CarefulRows(connection, settings.dialect(), statements, refused);
        eachWindow(rows, order, window -> {
            for (List<Row> run : RowRuns.all(window)) {
                careful.execute(run);
            }
        });
        refused.done();
    }

    private RefusedRows refusedRows(RowOrigin origin, RefusedCount count) {
        DeadLetterTable table = settings.deadLetterTable();
        return table == null
                ? new RowRefusal(settings.target(), settings.dialect(), layout, origin)
                : new DeadLetters(connection, settings.dialect(), table.name(), layout, origin, count);
    }

    private void eachWindow(byte[] rows, RowOrder order, Step step) throws SQLException {
        ByteReader in = new ByteReader(rows);
        long number = 0;
        while (in.remaining() > 0) {
            List<Row> window = new ArrayList<>();
            while (in.remaining() > 0 && window.size() < WINDOW_ROWS) {
                window.add(layout.read(number, in, order));
                number++;
            }
            step.run(window);
        }
    }
}
