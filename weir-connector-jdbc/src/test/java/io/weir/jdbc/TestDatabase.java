package io.weir.jdbc;

import io.weir.database.DatabaseServer;
import io.weir.database.DatabaseServerOptions;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** One server of each kind for all tests of the JVM, which each use tables of their own. Who kills a server starts another. */
enum TestDatabase {
    POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    MARIADB("BIGINT AUTO_INCREMENT PRIMARY KEY");

    private static final AtomicLong TABLES = new AtomicLong();

    /** The type of a column that numbers the rows. */
    private final String idType;

    private DatabaseServer server;

    TestDatabase(String idType) {
        this.idType = idType;
    }

    DatabaseServerOptions options() {
        return this == POSTGRESQL
                ? DatabaseServerOptions.postgresql().withSetting("max_prepared_transactions", "64")
                : DatabaseServerOptions.mariadb();
    }

    synchronized DatabaseServer server() {
        if (server == null) {
            server = DatabaseServer.start(options());
        }
        return server;
    }

    JdbcConnection connection() {
        return connectionTo(server());
    }

    static JdbcConnection connectionTo(DatabaseServer of) {
        return JdbcConnection.to(of.url()).user(of.user()).password(of.password());
    }

    /** Returns a table that does not exist yet. */
    TestTable newTable() {
        return new TestTable(connection(), "t" + TABLES.incrementAndGet());
    }

    /** Makes a table of unique texts that are numbered in the order in which they came. */
    TestTable newTextTable() throws SQLException {
        TestTable table = newTable();
        table.execute("CREATE TABLE " + table.name() + " (id " + idType + ", v VARCHAR(100) NOT NULL UNIQUE)");
        return table;
    }
}
