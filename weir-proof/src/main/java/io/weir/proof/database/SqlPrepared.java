package io.weir.proof.database;

import io.weir.jdbc.PreparedTransactions;
import io.weir.proof.database.CapturedInserts.Insert;
import io.weir.testkit.world.Entropy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives a {@link SqlDatabase} transactions that outlive their connection, for what is inserted: as PostgreSQL has them, which anybody may end, or as MariaDB, where only the connection that has prepared
 * one may, as long as it is there. Each question to the server, and each answer, is a point at which the process may die, and what is lost on the way may arrive later.
 *
 * <p>Threading: confined to the world.
 */
public final class SqlPrepared implements PreparedTransactions {

    private record Prepared(List<Insert> inserts, SqlConnection by) {}

    private final SqlDatabase database;
    private final Entropy entropy;
    private final boolean staysWithConnection;
    private final Map<String, Prepared> prepared = new TreeMap<>();
    private final Map<String, SqlConnection> names = new HashMap<>();

    /** @param staysWithConnection whether those of a connection are that connection's, as long as it is there */
    public SqlPrepared(SqlDatabase database, Entropy entropy, boolean staysWithConnection) {
        this.database = database;
        this.entropy = entropy;
        this.staysWithConnection = staysWithConnection;
    }

    /** Returns the ids of those that wait for their end. */
    public List<String> open() {
        return List.copyOf(prepared.keySet());
    }

    @Override
    public String whyNot(Connection connection) {
        return "";
    }

    @Override
    public void begin(Connection connection, String id) throws SQLException {
        SqlConnection client = SqlConnection.of(connection);
        client.ask("database.begin");
        client.capture();
    }

    @Override
    public void prepare(Connection connection, String id) throws SQLException {
        SqlConnection client = SqlConnection.of(connection);
        client.end("database.prepare", () -> prepared.put(id, new Prepared(client.takeCaptured(), client)));
    }

    @Override
    public boolean staysWithConnection() {
        return staysWithConnection;
    }

    @Override
    public boolean waitForEachOther() {
        return staysWithConnection;
    }

    @Override
    public void name(Connection connection, String name) throws SQLException {
        SqlConnection client = SqlConnection.of(connection);
        client.ask("database.name");
        SqlConnection holder = names.get(name);
        if (holder != null && database.isLeft(holder)) {
            database.finish(holder);
        } else if (holder != null && database.isThere(holder)) {
            throw new SQLException("another connection has the name " + name);
        }
        names.put(name, client);
    }

    /** A connection that is told to go is not gone at once: the next call finds it going. */
    @Override
    public boolean endNamed(Connection connection, List<String> ended) throws SQLException {
        SqlConnection.of(connection).ask("database.end");
        boolean none = true;
        for (String name : ended) {
            SqlConnection holder = names.get(name);
            if (holder != null && database.isLeft(holder)) {
                none = false;
                database.finish(holder);
            } else if (holder != null && database.isThere(holder)) {
                none = false;
                holder.kill();
            }
        }
        return none;
    }

    @Override
    public void commitOwn(Connection connection, String id) throws SQLException {
        SqlConnection client = SqlConnection.of(connection);
        if (!end(client, "database.commit", id, true)) {
            throw new SQLException("the connection has not prepared " + id);
        }
    }

    @Override
    public boolean commit(Connection connection, String id) throws SQLException {
        SqlConnection client = SqlConnection.of(connection);
        boolean ended = end(client, "database.commit", id, true);
        return ended || isGoing(id) && entropy.nextBoolean();
    }

    @Override
    public boolean rollback(Connection connection, String id) throws SQLException {
        return end(SqlConnection.of(connection), "database.rollback", id, false);
    }

    private boolean end(SqlConnection client, String what, String id, boolean commits) throws SQLException {
        boolean[] ended = new boolean[1];
        client.end(what, () -> ended[0] = endNow(client, id, commits));
        return ended[0];
    }

    private boolean endNow(SqlConnection client, String id, boolean commits) throws SQLException {
        Prepared found = prepared.get(id);
        if (found == null || !isFree(found, client)) {
            return false;
        }
        if (commits) {
            database.apply(found.inserts());
        }
        prepared.remove(id);
        return true;
    }

    private boolean isFree(Prepared transaction, SqlConnection client) {
        return !staysWithConnection || transaction.by() == client || !database.isThere(transaction.by());
    }

    /** While the connection that has prepared one is going, MariaDB may answer that it was committed, and it was not. */
    private boolean isGoing(String id) {
        Prepared found = prepared.get(id);
        return staysWithConnection && found != null && database.isLeft(found.by());
    }

    @Override
    public List<String> list(Connection connection, String prefix) throws SQLException {
        SqlConnection.of(connection).ask("database.list");
        return prepared.keySet().stream().filter(id -> id.startsWith(prefix)).toList();
    }
}
