package io.weir.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused rows into a table of their own, with cause and origin, in the transaction of the others.
 *
 * <p>Threading: confined to one thread.
 */
final class DeadLetters implements RefusedRows {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Connection connection;
    private final Dialect dialect;
    private final TableName table;
    private final RowLayout<?> layout;
    private final RowOrigin origin;
    private final RefusedCount count;
    private long refusedCount;
    private String first = "";

    DeadLetters(
            Connection connection,
            Dialect dialect,
            TableName table,
            RowLayout<?> layout,
            RowOrigin origin,
            RefusedCount count) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.layout = layout;
        this.origin = origin;
        this.count = count;
    }

    @Override
    public void refused(Row row, SQLException cause) throws SQLException {
        count.refused(cause);
        String sql = "INSERT INTO " + dialect.quote(table)
                + " (job, generation, sink, subtask, checkpoint_id, attempt, row_number_in_checkpoint, operation, sql_state, cause, row_json)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, origin.key().job());
            statement.setString(2, origin.key().generation());
            statement.setString(3, origin.key().sink());
            statement.setInt(4, origin.subtask());
            statement.setLong(5, origin.checkpointId());
            statement.setLong(6, origin.attempt());
            statement.setLong(7, row.number());
            statement.setString(8, row.operation().name());
            statement.setString(9, cause.getSQLState());
            statement.setString(10, JdbcErrors.reason(cause));
            statement.setString(11, RowJson.of(layout.namesOf(row), row.values()));
            statement.executeUpdate();
        }
        if (refusedCount == 0) {
            first = "row " + row.number() + ": " + JdbcErrors.reason(cause);
        }
        refusedCount++;
    }

    @Override
    public void done() {
        if (refusedCount > 0) {
            LOG.warn(
                    "{} of {} rows of {}, go to table {}; the first is {}",
                    refusedCount,
                    count.openRows(),
                    origin,
                    table,
                    first);
        }
    }
}
