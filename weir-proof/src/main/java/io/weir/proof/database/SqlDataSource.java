package io.weir.proof.database;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a process gets its connections to a {@link SqlDatabase}.
 *
 * <p>Threading: confined to the world.
 */
final class SqlDataSource implements DataSource {

    private final SqlDatabase database;
    private final SimProcess process;

    SqlDataSource(SqlDatabase database, SimProcess process) {
        this.database = database;
        this.process = process;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Reply reply = process.call("database.connect");
        if (reply != Reply.GIVEN || database.isDown()) {
            throw new SQLException("the simulated database cannot be reached", null, SqlConnection.CANNOT_OPEN);
        }
        return database.connect(process);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
