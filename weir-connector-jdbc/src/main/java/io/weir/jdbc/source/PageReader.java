package io.weir.jdbc.source;

import io.weir.error.WeirException;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.JdbcErrors;
import io.weir.jdbc.source.Page.PageRow;
import io.weir.jdbc.source.Page.Rejection;
import io.weir.jdbc.source.RowMapping.Selection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a reader, with its blocking calls.
 *
 * <p>Threading: confined to the reader's lane.
 */
final class PageReader<T> {

    private final ReadSettings<T> settings;
    private final String stage;
    private final KeysetSql sql;
    private @Nullable Session<T> session;

    PageReader(ReadSettings<T> settings, String stage) {
        this.settings = settings;
        this.stage = stage;
        this.sql = new KeysetSql(settings.dialect(), settings.relation(), settings.keyColumns());
    }

    /**
     * Reads the next rows of a range.
     *
     * @param after the key of the row before them, exclusive; empty for the beginning
     * @param upTo the end of the range, inclusive; empty for none
     */
    Page<T> page(List<Object> after, List<Object> upTo) {
        return inWords(open -> {
            PreparedStatement statement = open.statement(sql, after.size(), upTo.size());
            int index = 1;
            for (Object value : KeysetSql.parameters(after, upTo)) {
                settings.dialect().bind(statement, index++, value);
            }
            // One more, which is not emitted: it says whether there are more, and that its key is another one.
            statement.setInt(index, settings.pageSize() + 1);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, open);
            }
        });
    }

    private Page<T> read(ResultSet rows, Session<T> open) throws SQLException {
        List<PageRow<T>> page = new ArrayList<>();
        List<Object> previous = List.of();
        while (rows.next()) {
            List<Object> key = open.key().read(rows, open.keyIndexes(), settings.relation(), stage);
            if (key.equals(previous)) {
                throw SourceErrors.keyNotUnique(stage, settings.relation(), key);
            }
            if (page.size() == settings.pageSize()) {
                return new Page<>(page, false);
            }
            page.add(map(rows, key, open));
            previous = key;
        }
        return new Page<>(page, true);
    }

    private PageRow<T> map(ResultSet row, List<Object> key, Session<T> open) throws SQLException {
        try {
            return new PageRow<>(key, open.selection().mapper().map(row), null);
        } catch (WeirException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof SQLException error
                    && row.getStatement().getConnection().isClosed()) {
                throw error;
            }
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new PageRow<>(key, null, new Rejection(reason, open.text(row)));
        }
    }

    /** Returns the largest value of the key's first column that there is; empty if there are no rows. */
    List<Object> newest() {
        return inWords(open -> {
            try (PreparedStatement statement = open.connection().prepareStatement(sql.largest());
                    ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? open.key().first().read(rows, new int[] {1}, settings.relation(), stage)
                        : List.of();
            }
        });
    }

    private <R> R inWords(Reading<T, R> reading) {
        Session<T> open = session;
        try {
            if (open == null) {
                open = Session.open(settings, stage);
                session = open;
            }
            R result = reading.from(open);
            if (!settings.snapshot()) {
                open.connection().commit();
            }
            return result;
        } catch (SQLException e) {
            throw JdbcErrors.inWords(
                    settings.dialect(),
                    stage + " could not read " + settings.relation().words() + " of " + settings.database(),
                    e);
        } catch (ArithmeticException e) {
            throw JdbcErrors.inWords(
                    settings.dialect(),
                    stage + " could not read a key of " + settings.relation().words(),
                    new SQLException(e.getMessage(), "22003", e));
        }
    }

    void close() {
        Session<T> last = session;
        if (last != null) {
            JdbcConnection.closeQuietly(last.connection());
        }
    }

    /** Something that is read from the database. */
    private interface Reading<T, R> {
        R from(Session<T> open) throws SQLException;
    }

    /**
     * A connection, with what was learnt of the columns.
     *
     * @param columns what is selected: first what the mapper expects, then the rest of the key
     * @param statements those prepared, by the sizes of their bounds
     */
    private record Session<T>(
            Connection connection,
            KeyColumns key,
            Selection<T> selection,
            List<String> columns,
            int[] keyIndexes,
            Map<List<Integer>, PreparedStatement> statements) {

        static <T> Session<T> open(ReadSettings<T> settings, String stage) throws SQLException {
            Connection connection = settings.database().open();
            try {
                if (settings.snapshot()) {
                    connection.setTransactionIsolation(snapshotLevel(connection));
                }
                Columns all = Columns.of(connection, settings.relation());
                KeyColumns key = KeyColumns.of(settings.keyColumns(), all, settings.relation(), stage);
                Selection<T> selection = settings.mapping().on(all, stage);
                List<String> columns = new ArrayList<>(
                        selection.columns().stream().map(Column::name).toList());
                int[] keyIndexes = new int[key.names().size()];
                for (int i = 0; i < keyIndexes.length; i++) {
                    String name = key.names().get(i);
                    if (!columns.contains(name)) {
                        columns.add(name);
                    }
                    keyIndexes[i] = columns.indexOf(name) + 1;
                }
                return new Session<>(connection, key, selection, List.copyOf(columns), keyIndexes, new HashMap<>());
            } catch (SQLException | RuntimeException e) {
                JdbcConnection.closeQuietly(connection);
                throw e;
            }
        }

        /** PostgreSQL and MariaDB see one state of the data in it, from the first query on; SQLite has nothing less than serializable. */
        private static int snapshotLevel(Connection connection) throws SQLException {
            return connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)
                    ? Connection.TRANSACTION_REPEATABLE_READ
                    : Connection.TRANSACTION_SERIALIZABLE;
        }

        PreparedStatement statement(KeysetSql sql, int afterSize, int upToSize) throws SQLException {
            List<Integer> sizes = List.of(afterSize, upToSize);
            PreparedStatement statement = statements.get(sizes);
            if (statement == null) {
                statement = connection.prepareStatement(sql.page(columns, afterSize, upToSize));
                statements.put(sizes, statement);
            }
            return statement;
        }

        /** Returns a row as {@code column=value, column=value}. */
        String text(ResultSet row) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(columns.get(i) + "=" + text(row, i + 1));
            }
            return String.join(", ", values);
        }

        private static @Nullable String text(ResultSet row, int index) {
            try {
                return row.getString(index);
            } catch (SQLException e) {
                return "(no text: " + e.getMessage() + ")";
            }
        }
    }
}
