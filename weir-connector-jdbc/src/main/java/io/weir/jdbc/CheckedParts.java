package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Checks one thing after the other on one connection, each in a transaction that is rolled back, and goes on behind one that is not as it should be.
 *
 * <p>Threading: confined to one thread, which may block.
 */
public final class CheckedParts {

    /** A part of a check; what it throws is a problem. */
    @FunctionalInterface
    public interface Part {
        /** Checks it, and tells what is as it should be. */
        void check() throws SQLException;
    }

    private final CheckContext context;
    private final Dialect dialect;
    private final Connection connection;

    /**
     * Checks on a connection of the caller's, with automatic commits off.
     *
     * @param context is told of problems
     */
    public CheckedParts(CheckContext context, Dialect dialect, Connection connection) {
        this.context = context;
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Checks one thing.
     *
     * @param what what cannot be done if the database answers with an error
     * @return whether it threw nothing
     * @throws SQLException if the connection is of no use any more, and nothing else can be checked
     */
    public boolean check(String what, Part part) throws SQLException {
        WeirException problem = null;
        try {
            part.check();
        } catch (SQLException e) {
            if (dialect.kindOf(e) == SqlErrorKind.CONNECTION) {
                throw e;
            }
            problem = JdbcErrors.inWords(dialect, what, e);
        } catch (WeirException e) {
            problem = e;
        }
        connection.rollback();
        if (problem != null) {
            context.problem(problem);
        }
        return problem == null;
    }
}
