package io.weir.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code PREPARE TRANSACTION} of PostgreSQL. A server may still be at a {@code PREPARE} whose client has died when the next attempt looks for what is prepared: so connections have names by which that one
 * finds and ends them, advisory locks that a session holds until it has ended.
 */
final class PostgresPrepared implements PreparedTransactions {

    private static final String UNDEFINED_OBJECT = "42704";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final double ENDING_SECONDS = 0.01;

    @Override
    public String whyNot(Connection connection) throws SQLException {
        String max = Queries.text(connection, "SHOW max_prepared_transactions");
        return "0".equals(max)
                ? "max_prepared_transactions is 0, its default; set it to twice the number of subtasks of all such sinks or more, and restart the server"
                : "";
    }

    @Override
    public void begin(Connection connection, String id) {
        // Its name is given when it is prepared.
    }

    @Override
    public void prepare(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PREPARE TRANSACTION '" + id + "'");
        }
    }

    @Override
    public boolean staysWithConnection() {
        return false;
    }

    @Override
    public void name(Connection connection, String name) throws SQLException {
        try {
            Queries.text(connection, "SELECT set_config('lock_timeout', ?, true)", ConnectionNames.SECONDS_MAX + "s");
            Queries.text(connection, "SELECT pg_advisory_lock(hashtextextended(?, 0))", name);
            connection.commit();
        } catch (SQLException e) {
            throw LOCK_NOT_AVAILABLE.equals(e.getSQLState()) ? ConnectionNames.taken(name, e) : e;
        }
    }

    @Override
    public boolean endNamed(Connection connection, List<String> names) throws SQLException {
        // Both halves of a lock's number are columns of their own.
        String ended = Queries.text(
                connection,
                "SELECT count(pg_terminate_backend(pid)) FROM (SELECT DISTINCT pid FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> pg_backend_pid()"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                        + " AND (classid::bigint << 32) | objid::bigint IN"
                        + " (SELECT hashtextextended(name, 0) FROM unnest(string_to_array(?, ',')) name)) holders",
                String.join(",", names));
        boolean none = "0".equals(ended);
        if (!none) {
            Queries.text(connection, "SELECT pg_sleep(" + ENDING_SECONDS + ")");
        }
        connection.rollback();
        return none;
    }

    @Override
    public boolean commit(Connection connection, String id) throws SQLException {
        return end(connection, "COMMIT PREPARED '" + id + "'");
    }

    @Override
    public boolean rollback(Connection connection, String id) throws SQLException {
        return end(connection, "ROLLBACK PREPARED '" + id + "'");
    }

    private static boolean end(Connection connection, String sql) throws SQLException {
        try {
            Queries.executeOutside(connection, sql);
            return true;
        } catch (SQLException e) {
            if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<String> list(Connection connection, String prefix) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
            while (rows.next()) {
                if (rows.getString(1).startsWith(prefix)) {
                    ids.add(rows.getString(1));
                }
            }
        }
        connection.rollback();
        return ids;
    }

    @Override
    public String detail(Connection connection, String id) throws SQLException {
        String known = Queries.text(
                connection,
                "SELECT 'since ' || to_char(prepared AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' by user ' || owner"
                        + " FROM pg_prepared_xacts WHERE gid = ?",
                id);
        return known == null ? "" : known;
    }
}
