package io.weir.jdbc.source;

import io.weir.database.DatabaseProduct;
import io.weir.database.DatabaseServer;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A table of its own in some database, filled by an ordinary client. */
record SourceTable(JdbcConnection database, String name) {

    private static final AtomicLong NAMES = new AtomicLong();

    /** A new name on the server of a product that all tests share. */
    static SourceTable on(DatabaseProduct product) {
        return on((product == DatabaseProduct.POSTGRESQL ? TestDatabase.POSTGRESQL : TestDatabase.MARIADB).server());
    }

    static SourceTable on(DatabaseServer server) {
        JdbcConnection database =
                JdbcConnection.to(server.url()).user(server.user()).password(server.password());
        return new SourceTable(database, "source_" + NAMES.incrementAndGet());
    }

    /** A new file of SQLite. */
    static SourceTable inFile(Path directory) {
        String name = "source_" + NAMES.incrementAndGet();
        return new SourceTable(JdbcConnection.to("jdbc:sqlite:" + directory.resolve(name + ".db")), name);
    }

    /** Makes the table; {@code columns} is what stands between the parentheses. */
    SourceTable create(String columns) throws SQLException {
        execute("CREATE TABLE " + name + " (" + columns + ")");
        return this;
    }

    /** Inserts rows in one transaction, each as what stands between the parentheses of VALUES. */
    SourceTable insert(String... rows) throws SQLException {
        execute("INSERT INTO " + name + " VALUES (" + String.join("), (", rows) + ")");
        return this;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }
}
