package io.weir.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** SQLite, which a test gives prepared transactions. */
record PreparingDialect(PreparedTransactions transactions) implements Dialect {

    @Override
    public String name() {
        return Dialect.sqlite().name();
    }

    @Override
    public boolean accepts(String url) {
        return Dialect.sqlite().accepts(url);
    }

    @Override
    public void prepareSession(Connection connection) {}

    @Override
    public SqlErrorKind kindOf(SQLException error) {
        return "08003".equals(error.getSQLState())
                ? SqlErrorKind.CONNECTION
                : Dialect.sqlite().kindOf(error);
    }

    @Override
    public Optional<PreparedTransactions> preparedTransactions() {
        return Optional.of(transactions);
    }
}
