package io.weir.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code PREPARE TRANSACTION} of PostgreSQL. */
final class PostgresPrepared implements PreparedTransactions {

    private static final String UNDEFINED_OBJECT = "42704";

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
