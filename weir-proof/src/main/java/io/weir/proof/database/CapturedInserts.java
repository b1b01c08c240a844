package io.weir.proof.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a connection inserts to that connection, so that it can be prepared: SQLite has one writer at a time, and no transaction that outlives its connection. Before each table of the database stands
 * a temporary view of the same name, which shows what is committed and has what is inserted put aside. Updates and deletions are refused.
 *
 * <p>Threading: confined to the world.
 */
final class CapturedInserts {

    /** One row, to be inserted when its transaction is committed. */
    record Insert(String sql, List<@Nullable Object> values) {

        void run(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                statement.executeUpdate();
            }
        }
    }

    /** A table, and where its rows are put aside. */
    private record Aside(String table, List<String> columns) {

        String quoted() {
            return quote(table);
        }

        String quotedAside() {
            return quote("aside " + table);
        }

        List<String> creation() {
            String rows = "SELECT * FROM main." + quoted();
            String news = columns.stream().map(column -> "NEW." + quote(column)).collect(Collectors.joining(", "));
            return List.of(
                    "CREATE TEMP TABLE " + quotedAside() + " AS " + rows + " WHERE 0",
                    "CREATE TEMP VIEW " + quoted() + " AS " + rows,
                    "CREATE TEMP TRIGGER " + quote("put aside " + table) + " INSTEAD OF INSERT ON " + quoted()
                            + " BEGIN INSERT INTO " + quotedAside() + " VALUES (" + news + "); END");
        }

        String insert() {
            String names = columns.stream().map(CapturedInserts::quote).collect(Collectors.joining(", "));
            String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
            return "INSERT INTO main." + quoted() + " (" + names + ") VALUES (" + places + ")";
        }
    }

    private final Connection real;
    private final List<Aside> asides = new ArrayList<>();

    /** @param real with no transaction begun */
    CapturedInserts(Connection real) throws SQLException {
        this.real = real;
        try (Statement statement = real.createStatement()) {
            for (String table : texts(statement, "SELECT name FROM main.sqlite_master WHERE type = 'table'", "name")) {
                Aside aside =
                        new Aside(table, texts(statement, "PRAGMA main.table_info(" + quote(table) + ")", "name"));
                for (String sql : aside.creation()) {
                    statement.execute(sql);
                }
                asides.add(aside);
            }
        }
        real.commit();
    }

    private static List<String> texts(Statement statement, String sql, String column) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(column));
            }
        }
        return texts;
    }

    private static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Lets the next statement show what is committed by then, as at "read committed", and nobody wait for this connection. */
    void betweenStatements() throws SQLException {
        real.commit();
    }

    /** Forgets what was put aside. */
    void clear() throws SQLException {
        real.rollback();
        try (Statement statement = real.createStatement()) {
            for (Aside aside : asides) {
                statement.execute("DELETE FROM " + aside.quotedAside());
            }
        }
        real.commit();
    }

    /** Returns what was put aside, and forgets it. */
    List<Insert> take() throws SQLException {
        List<Insert> inserts = new ArrayList<>();
        try (Statement statement = real.createStatement()) {
            for (Aside aside : asides) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT * FROM " + aside.quotedAside() + " ORDER BY rowid")) {
                    while (rows.next()) {
                        List<@Nullable Object> values = new ArrayList<>();
                        for (String column : aside.columns()) {
                            values.add(rows.getObject(column));
                        }
                        inserts.add(new Insert(aside.insert(), values));
                    }
                }
            }
        }
        clear();
        return inserts;
    }
}
