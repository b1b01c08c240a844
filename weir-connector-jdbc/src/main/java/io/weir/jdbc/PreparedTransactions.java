package io.weir.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Transactions that outlive their connection between "prepared" and "committed", as a database has them.
 *
 * <p>Ids have the form {@code name:number}, with letters, digits and {@code . _ - ~} in both parts, each at most 64 characters.
 *
 * <p>Threading: Immutable. Connections belong to the caller; automatic commits are off, and no transaction has begun unless it says so.
 */
public interface PreparedTransactions {

    /** Returns why they cannot be used, with what to do about it; empty if they can. */
    String whyNot(Connection connection) throws SQLException;

    /** Begins a transaction that will be prepared. */
    void begin(Connection connection, String id) throws SQLException;

    /** Makes the transaction durable and invisible. */
    void prepare(Connection connection, String id) throws SQLException;

    /**
     * Returns whether a connection must be closed after it has prepared, and be {@linkplain #isGone gone}, before another may commit. While it is going, MariaDB answers "committed" now and
     * then and has not: so whoever commits looks into the ledger afterwards.
     */
    boolean mustDetach();

    /** Returns the number by which the database knows a connection. Called only if it {@link #mustDetach}. */
    default long connectionId(Connection connection) throws SQLException {
        return 0;
    }

    /** Returns whether the database has noticed that a connection was closed, so that another may commit what it prepared. */
    default boolean isGone(Connection other, long connectionId) throws SQLException {
        return true;
    }

    /** Commits a prepared transaction of whatever connection. Returns false, having changed nothing, if there is none of this id. */
    boolean commit(Connection connection, String id) throws SQLException;

    /** Rolls a prepared transaction back. Returns false if there is none of this id. */
    boolean rollback(Connection connection, String id) throws SQLException;

    /** Returns what else the database knows of a prepared transaction, for a person, such as since when it is prepared; empty if nothing. */
    default String detail(Connection connection, String id) throws SQLException {
        return "";
    }

    /** Returns the ids of all prepared transactions of this database that begin with {@code prefix}. */
    List<String> list(Connection connection, String prefix) throws SQLException;
}
