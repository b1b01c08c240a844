package io.weir.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code XA} of MariaDB and MySQL. */
final class MariaDbPrepared implements PreparedTransactions {

    /** XAER_NOTA: there is none, or the connection that prepared it has not gone yet. */
    private static final int UNKNOWN_ID = 1397;

    @Override
    public String whyNot(Connection connection) throws SQLException {
        list(connection, "");
        return "";
    }

    @Override
    public void begin(Connection connection, String id) throws SQLException {
        execute(connection, "XA START " + xid(id));
    }

    @Override
    public void prepare(Connection connection, String id) throws SQLException {
        execute(connection, "XA END " + xid(id));
        execute(connection, "XA PREPARE " + xid(id));
    }

    @Override
    public boolean mustDetach() {
        return true;
    }

    @Override
    public long connectionId(Connection connection) throws SQLException {
        return Long.parseLong(String.valueOf(Queries.text(connection, "SELECT CONNECTION_ID()")));
    }

    /** A connection leaves the list of processes after it has let go of what it prepared. */
    @Override
    public boolean isGone(Connection other, long connectionId) throws SQLException {
        String sql = "SELECT id FROM information_schema.processlist WHERE id = " + connectionId;
        boolean gone = Queries.text(other, sql) == null;
        other.rollback();
        return gone;
    }

    @Override
    public boolean commit(Connection connection, String id) throws SQLException {
        return end(connection, "XA COMMIT " + xid(id));
    }

    @Override
    public boolean rollback(Connection connection, String id) throws SQLException {
        return end(connection, "XA ROLLBACK " + xid(id));
    }

    private static boolean end(Connection connection, String sql) throws SQLException {
        try {
            Queries.executeOutside(connection, sql);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_ID) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<String> list(Connection connection, String prefix) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("XA RECOVER")) {
            while (rows.next()) {
                String data = rows.getString("data");
                int nameLength = rows.getInt("gtrid_length");
                if (data.startsWith(prefix) && nameLength <= data.length()) {
                    ids.add(data.substring(0, nameLength) + ":" + data.substring(nameLength));
                }
            }
        }
        return ids;
    }

    private static String xid(String id) {
        int colon = id.indexOf(':');
        return "'" + id.substring(0, colon) + "','" + id.substring(colon + 1) + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
