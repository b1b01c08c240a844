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
     * Returns whether a prepared transaction belongs to the connection that prepared it, as that of MariaDB does: as long as the connection lasts, nobody else may
     * end it. While it is going, MariaDB answers "committed" to others now and then and has not: so who commits for another looks into the ledger afterwards.
     */
    boolean staysWithConnection();

    /**
     * Returns whether one of these transactions may wait for another, although both write rows of their own. Of such transactions a checkpoint has one only: the other would be
     * committed when both are prepared, which the database cannot know, and no deadlock would be found.
     */
    default boolean waitForEachOther() {
        return false;
    }

    /** Gives a new connection a name by which others find it; one connection at a time has a name. Not called where a pool may keep the connection when it is closed. */
    default void name(Connection connection, String name) throws SQLException {}

    /**
     * Ends connections by their names, which earlier attempts have left. Returns whether none is left: what they had not prepared is rolled back, and what they had
     * prepared is free to be ended by others.
     */
    default boolean endNamed(Connection connection, List<String> names) throws SQLException {
        return true;
    }

    /** Commits what this very connection has prepared, and nothing has happened on it since. */
    default void commitOwn(Connection connection, String id) throws SQLException {
        throw new UnsupportedOperationException("transactions do not stay with their connection");
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
