package io.weir.jdbc;

import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** One database of each kind for all tests of the JVM, which each use tables of their own. Who kills a server starts another. */
public enum TestDatabase {
    POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    MARIADB("BIGINT AUTO_INCREMENT PRIMARY KEY"),
    SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT");

    private static final AtomicLong TABLES = new AtomicLong();

    /** The type of a column that numbers the rows. */
    private final String idType;

    private DatabaseServer server;
    private Path file;

    TestDatabase(String idType) {
        this.idType = idType;
    }

    DatabaseServerOptions options() {
        return this == POSTGRESQL
                ? DatabaseServerOptions.postgresql().withSetting("max_prepared_transactions", "64")
                : DatabaseServerOptions.mariadb();
    }

    /** Returns the server, which must not be closed. The first call waits for its start. */
    public synchronized DatabaseServer server() {
        if (server == null) {
            server = DatabaseServer.start(options());
        }
        return server;
    }

    private synchronized Path file() {
        if (file == null) {
            try {
                file = Files.createTempFile("weir-jdbc", ".db");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            file.toFile().deleteOnExit();
        }
        return file;
    }

    JdbcConnection connection() {
        return this == SQLITE ? JdbcConnection.to("jdbc:sqlite:" + file()) : connectionTo(server());
    }

    static JdbcConnection connectionTo(DatabaseServer of) {
        return JdbcConnection.to(of.url()).user(of.user()).password(of.password());
    }

    /** Returns a table that does not exist yet. */
    TestTable newTable() {
        return newTable(connection());
    }

    TestTable newTable(JdbcConnection connection) {
        return new TestTable(connection, "t" + TABLES.incrementAndGet());
    }

    /** Makes a table with these columns. */
    TestTable newTable(String columns) throws SQLException {
        TestTable table = newTable();
        table.execute("CREATE TABLE " + table.name() + " (" + columns + ")");
        return table;
    }

    /** Makes a table of unique texts that are numbered in the order in which they came. */
    TestTable newTextTable() throws SQLException {
        return newTextTable(connection());
    }

    TestTable newTextTable(JdbcConnection connection) throws SQLException {
        TestTable table = newTable(connection);
        table.execute("CREATE TABLE " + table.name() + " (id " + idType + ", v VARCHAR(100) NOT NULL UNIQUE)");
        return table;
    }
}
