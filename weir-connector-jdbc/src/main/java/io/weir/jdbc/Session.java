package io.weir.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is made when it is needed, and made anew when it is broken.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Session {

    private final SinkSettings<?> settings;
    private @Nullable Connection connection;
    private @Nullable RowWriting rows;

    Session(SinkSettings<?> settings) {
        this.settings = settings;
    }

    /** Returns the connection, with no transaction begun unless the caller has. */
    Connection connection() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = settings.database().open();
            connection = known;
        }
        return known;
    }

    /** Returns the writing of rows on the connection. */
    RowWriting rows() throws SQLException {
        RowWriting known = rows;
        if (known == null) {
            known = new RowWriting(connection(), settings);
            rows = known;
        }
        return known;
    }

    /** Rolls back, and gives the connection up if that is not possible. */
    void rollback() {
        Connection known = connection;
        if (known != null) {
            try {
                known.rollback();
            } catch (SQLException e) {
                // What a closed connection has not committed is rolled back by the server.
                discard();
            }
        }
    }

    /** Gives the connection up: nothing more is known of it, or it is not needed any more. Idempotent. */
    void discard() {
        Connection known = connection;
        connection = null;
        rows = null;
        if (known != null) {
            JdbcConnection.closeQuietly(known);
        }
    }
}
