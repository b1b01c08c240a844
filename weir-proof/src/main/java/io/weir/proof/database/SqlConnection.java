package io.weir.proof.database;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

    /** What the connection was cut at, and may happen all the same. */
    private @Nullable Effect onItsWay;

    /** Where inserts go that will be prepared; null if the connection's transactions are SQLite's own. */
    private @Nullable CapturedInserts captured;

    SqlConnection(SqlDatabase database, SimProcess process, Connection real) {
        this.database = database;
        this.process = process;
        this.real = real;
    }

    SimProcess process() {
        return process;
    }

    /** What a question to the server changes there. */
    @FunctionalInterface
    interface Effect {
        void run() throws SQLException;
    }

    /** Returns what is behind the connection of a process. */
    static SqlConnection of(Connection connection) throws SQLException {
        return connection.unwrap(SqlConnection.class);
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
            case "rollback" -> {
                requireUsable();
                rollBack();
                return null;
            }
            case "unwrap" -> {
                return this;
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
        if (cut && method.getName().equals("close")) {
            return null;
        }
        if (!method.getName().startsWith("execute")) {
            requireUsable();
            return pass(statement, method, arguments);
        }
        ask("database.statement");
        database.writeWhatIsDue();
        CapturedInserts puttingAside = captured;
        if (puttingAside != null) {
            puttingAside.betweenStatements();
        }
        Object result = pass(statement, method, arguments);
        if (puttingAside != null && !(result instanceof ResultSet)) {
            puttingAside.betweenStatements();
        }
        process.point("database.statement");
        // The process may have stood still meanwhile, and the connection have been ended with what was found.
        requireUsable();
        return result;
    }

    /** Asks the server something that changes nothing which outlives the connection. */
    void ask(String what) throws SQLException {
        if (call(what) != Reply.GIVEN) {
            throw cut();
        }
    }

    private void commit() throws SQLException {
        end("database.commit", () -> {
            real.commit();
            database.committed();
        });
    }

    /** Has the server do what outlives the connection: it may do it, and the process not learn of it, or only later. */
    void end(String what, Effect effect) throws SQLException {
        Reply reply = call(what);
        onItsWay = reply == Reply.LATE ? effect : null;
        if (reply.happens()) {
            effect.run();
            process.point(what);
        }
        if (reply != Reply.GIVEN) {
            throw cut();
        }
    }

    private void rollBack() throws SQLException {
        if (captured == null) {
            real.rollback();
        } else {
            captured.clear();
        }
    }

    /** From now on what is inserted is put aside, and what was before is forgotten. */
    void capture() throws SQLException {
        if (captured == null) {
            captured = new CapturedInserts(real);
        }
        captured.clear();
    }

    List<CapturedInserts.Insert> takeCaptured() throws SQLException {
        CapturedInserts taken = captured;
        return taken == null ? List.of() : taken.take();
    }

    /** Database: tells the connection to go. */
    void kill() {
        cut = true;
        database.abandon(this);
    }

    private Reply call(String what) throws SQLException {
        requireUsable();
        Reply reply = process.call(what);
        // The process may have stood still meanwhile.
        requireUsable();
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
            if (onItsWay != null && arrives) {
                onItsWay.run();
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
