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
    private final @Nullable String name;
    private @Nullable Connection connection;
    private @Nullable RowWriting rows;

    Session(SinkSettings<?> settings) {
        this(settings, null);
    }

    /** @param name that of each of its connections, see {@link PreparedTransactions#name}; null: they have none */
    Session(SinkSettings<?> settings, @Nullable String name) {
        this.settings = settings;
        this.name = name;
    }

    /** Returns the connection, with no transaction begun unless the caller has. */
    Connection connection() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = opened();
            connection = known;
        }
        return known;
    }

    private Connection opened() throws SQLException {
        Connection opened = settings.database().open();
        if (name == null) {
            return opened;
        }
        try {
            settings.preparedTransactions().name(opened, name);
            return opened;
        } catch (SQLException | RuntimeException e) {
            JdbcConnection.closeQuietly(opened);
            throw e;
        }
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
