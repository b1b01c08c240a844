package io.weir.proof.database;

import io.weir.jdbc.Dialect;
import io.weir.jdbc.PreparedTransactions;
import io.weir.jdbc.SqlErrorKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's dialect, with prepared transactions.
 *
 * <p>Threading: as its transactions.
 */
public record PreparingSqlite(PreparedTransactions transactions) implements Dialect {

    private static final Dialect SQLITE = Dialect.sqlite();

    @Override
    public String name() {
        return SQLITE.name();
    }

    @Override
    public boolean accepts(String url) {
        return SQLITE.accepts(url);
    }

    @Override
    public boolean ignoresCaseOfColumns() {
        return SQLITE.ignoresCaseOfColumns();
    }

    @Override
    public boolean hasStrictTypes() {
        return SQLITE.hasStrictTypes();
    }

    @Override
    public int parametersMax() {
        return SQLITE.parametersMax();
    }

    @Override
    public void prepareSession(Connection connection) throws SQLException {
        SQLITE.prepareSession(connection);
    }

    @Override
    public SqlErrorKind kindOf(SQLException error) {
        return SQLITE.kindOf(error);
    }

    @Override
    public boolean rolledBack(SQLException error) {
        return SQLITE.rolledBack(error);
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        SQLITE.bind(statement, index, value);
    }

    @Override
    public Optional<PreparedTransactions> preparedTransactions() {
        return Optional.of(transactions);
    }
}
