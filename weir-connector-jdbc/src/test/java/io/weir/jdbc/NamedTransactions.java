package io.weir.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/** Prepared transactions that are nothing but their names. */
class NamedTransactions implements PreparedTransactions {

    final TreeSet<String> prepared = new TreeSet<>();

    @Override
    public String whyNot(Connection connection) {
        return "";
    }

    @Override
    public void begin(Connection connection, String id) throws SQLException {}

    @Override
    public void prepare(Connection connection, String id) throws SQLException {
        prepared.add(id);
    }

    @Override
    public boolean staysWithConnection() {
        return false;
    }

    @Override
    public boolean commit(Connection connection, String id) throws SQLException {
        return prepared.remove(id);
    }

    @Override
    public boolean rollback(Connection connection, String id) {
        return prepared.remove(id);
    }

    @Override
    public List<String> list(Connection connection, String prefix) {
        return prepared.stream().filter(id -> id.startsWith(prefix)).toList();
    }
}
