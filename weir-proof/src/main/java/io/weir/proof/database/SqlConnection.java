package io.weir.proof.database;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the driver's in the hands of a process that may die, over a network that may cut it: each statement, and each commit before and after it has happened, is a point at which that can be.
 * After a cut it is good for nothing: what has become of a commit must be asked by another.
 *
 * <p>Threading: confined to the world.
 */
final class SqlConnection {

    /** SQLite's code for a database that cannot be opened. */
    static final int CANNOT_OPEN = 14;

    private static final int BUSY = 5;
    private static final int FAILED = 10;

    private final SqlDatabase database;
    private final SimProcess process;
    private final Connection real;
    private boolean cut;
    private boolean commitOnItsWay;

    SqlConnection(SqlDatabase database, SimProcess process, Connection real) {
        this.database = database;
        this.process = process;
        this.real = real;
    }

    SimProcess process() {
        return process;
    }

    /** Returns the connection as the process sees it. */
    Connection proxy() {
        return proxy(Connection.class, this::onConnection);
    }

    @FunctionalInterface
    private interface Handler {
        @Nullable Object call(Method method, Object @Nullable [] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                SqlConnection.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.call(method, arguments)));
    }

    private @Nullable Object onConnection(Method method, Object @Nullable [] arguments) throws SQLException {
        switch (method.getName()) {
            case "close" -> {
                close();
                return null;
            }
            case "isClosed" -> {
                return cut || real.isClosed();
            }
            case "commit" -> {
                commit();
                return null;
            }
            case "setNetworkTimeout" -> {
                // Time passes in the world only.
                return null;
            }
            default -> {
                requireUsable();
                Object result = pass(real, method, arguments);
                if (result instanceof PreparedStatement statement) {
                    return proxy(PreparedStatement.class, (each, given) -> onStatement(statement, each, given));
                }
                return result instanceof Statement statement
                        ? proxy(Statement.class, (each, given) -> onStatement(statement, each, given))
                        : result;
            }
        }
    }

    private @Nullable Object onStatement(Statement statement, Method method, Object @Nullable [] arguments)
            throws SQLException {
        if (!method.getName().startsWith("execute")) {
            return pass(statement, method, arguments);
        }
        Reply reply = call("database.statement");
        if (reply != Reply.GIVEN) {
            throw cut();
        }
        database.writeWhatIsDue();
        Object result = pass(statement, method, arguments);
        process.point("database.statement");
        return result;
    }

    private void commit() throws SQLException {
        Reply reply = call("database.commit");
        commitOnItsWay = reply == Reply.LATE;
        if (reply.happens()) {
            real.commit();
            database.committed();
            process.point("database.commit");
        }
        if (reply != Reply.GIVEN) {
            throw cut();
        }
    }

    private Reply call(String what) throws SQLException {
        requireUsable();
        Reply reply = process.call(what);
        if (database.isDown()) {
            throw cut();
        }
        if (reply == Reply.REFUSED) {
            throw new SQLException("the simulated database is busy", null, BUSY);
        }
        return reply;
    }

    private void requireUsable() throws SQLException {
        process.requireAlive();
        if (cut) {
            throw new SQLException("the connection to the simulated database is closed", null, FAILED);
        }
    }

    private SQLException cut() {
        cut = true;
        database.abandon(this);
        return new SQLException("the connection to the simulated database was cut", null, FAILED);
    }

    /** What the dead do has no effect. */
    private void close() throws SQLException {
        if (process.isAlive() && !cut) {
            database.closed(this);
            real.close();
        }
    }

    /**
     * Database: finds out that the client has gone.
     *
     * @param arrives whether a commit that is on its way arrives; anything else is rolled back
     */
    void finishAlone(boolean arrives) {
        try {
            if (commitOnItsWay && arrives) {
                real.commit();
                database.committed();
            }
            real.close();
        } catch (SQLException e) {
            closeBusy(e);
        }
    }

    private void closeBusy(SQLException error) {
        try {
            real.close();
        } catch (SQLException e) {
            error.addSuppressed(e);
            throw new IllegalStateException("a connection could not be closed", error);
        }
    }

    private static @Nullable Object pass(Object target, Method method, Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
