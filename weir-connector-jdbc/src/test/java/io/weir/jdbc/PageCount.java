package io.weir.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** A file of SQLite may have no more than so many pages, which each connection is told. */
final class PageCount extends SQLiteDataSource implements Shortage {

    private static final int PAGES = 300;
    private static final int ANY = 1 << 30;

    private volatile int pagesMax = ANY;

    PageCount(Path file) {
        setUrl("jdbc:sqlite:" + file);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pagesMax);
        }
        return connection;
    }

    @Override
    public void begin() {
        pagesMax = PAGES;
    }

    @Override
    public void end() {
        pagesMax = ANY;
    }
}
