package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks whether a table takes the rows of a sink: its columns and their types, its keys, the rights.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class TableCheck {

    private final SinkSettings<?> settings;
    private final RowTarget<?> target;
    private final Dialect dialect;
    private final CheckContext context;
    private final String stage;
    private final Connection connection;
    private final CheckedParts parts;

    /** Whether the statements of the sink can be tried: else they fail for what is known already. */
    private boolean fits = true;

    TableCheck(SinkSettings<?> settings, CheckContext context, Connection connection, CheckedParts parts) {
        this.settings = settings;
        this.target = settings.target();
        this.dialect = settings.dialect();
        this.context = context;
        this.stage = "sink " + context.stageName();
        this.connection = connection;
        this.parts = parts;
    }

    void run(TableName table, String cannot) throws SQLException {
        boolean known = parts.check(cannot, () -> {
            new SinkTables(settings).requireTransactional(connection, table);
            TableShape shape = TableShape.read(connection, dialect, table);
            new SinkTables(settings).warnOfDoubt(context, connection, table);
            checkColumns(table, shape);
            checkRequired(table, shape);
            checkKey(table, shape);
        });
        if (known && fits) {
            context.ok("table " + table + " has the columns that " + stage + " writes"
                    + (target.keys().isEmpty() ? "" : ", and its key"));
            tryStatements(table, cannot);
        }
    }

    private void unfit(WeirException problem) {
        fits = false;
        context.problem(problem);
    }

    private void checkColumns(TableName table, TableShape shape) {
        for (Column<?> column : target.columns()) {
            JDBCType type = shape.typeOf(column.name(), dialect.ignoresCaseOfColumns());
            Class<?> valueType = column.type();
            if (type == null) {
                unfit(schema(
                        "table " + table + " has no column " + column.name(),
                        "its columns are " + String.join(", ", shape.columns().keySet()),
                        "mend the name, letter by letter, or add the column"));
            } else if (valueType != null && dialect.hasStrictTypes() && !TypeFit.fits(valueType, type)) {
                unfit(schema(
                        "column " + column.name() + " of table " + table + " is of type " + type,
                        "values of " + valueType.getSimpleName() + " do not fit it",
                        "change the type of the column or of the record's component"));
            }
        }
    }

    private void checkRequired(TableName table, TableShape shape) {
        if (target.operations().equals(Set.of(RowOperation.DELETE))) {
            return;
        }
        Set<String> written = lower(target.names());
        List<String> missing = shape.required().stream()
                .filter(column -> !written.contains(TableShape.lower(column)))
                .toList();
        if (!missing.isEmpty()) {
            unfit(schema(
                    "table " + table + " wants values for " + String.join(", ", missing),
                    "these take no null and have no default, and the sink has no such column",
                    "add them with column(..), or give them a default"));
        }
    }

    private void checkKey(TableName table, TableShape shape) {
        if (!target.operations().contains(RowOperation.UPSERT)) {
            return;
        }
        if (!shape.uniqueKeys().contains(lower(target.keys()))) {
            unfit(WeirException.user(
                    "jdbc-key",
                    stage + " cannot upsert into table " + table + " by " + String.join(", ", target.keys()),
                    "the table has no primary key or unique index on exactly these columns",
                    "make one; or name the columns of one: " + shape.uniqueKeys()));
        } else if (shape.uniqueKeys().size() > 1) {
            context.warning(
                    "jdbc-second-key",
                    stage + ": table " + table + " has other unique keys too: " + shape.uniqueKeys(),
                    "in MariaDB and MySQL an upsert also overwrites a row that has the same value there; other databases refuse it",
                    "see that values there are unique whenever the key is, or drop the other index");
        }
    }

    /** Tries each statement on no row: that shows missing rights. */
    private void tryStatements(TableName table, String cannot) throws SQLException {
        Set<RowOperation> operations = target.operations();
        String insertNothing = dialect.insertNothing(table, target.names());
        boolean all = true;
        if (operations.contains(RowOperation.INSERT)) {
            all &= tryStatement(cannot, insertNothing);
        }
        if (operations.contains(RowOperation.UPSERT)) {
            all &= tryStatement(cannot, insertNothing + dialect.upsertClause(target.names(), target.keys()));
        }
        if (operations.contains(RowOperation.DELETE)) {
            String nowhere = target.keys().stream()
                    .map(key -> dialect.quote(key) + " IS NULL")
                    .collect(Collectors.joining(" AND "));
            all &= tryStatement(cannot, "DELETE FROM " + dialect.quote(table) + " WHERE 1 = 0 AND " + nowhere);
        }
        if (all) {
            context.ok(stage + " has the rights to write table " + table);
        }
    }

    private boolean tryStatement(String cannot, String sql) throws SQLException {
        return parts.check(cannot, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private static Set<String> lower(List<String> names) {
        return names.stream().map(TableShape::lower).collect(Collectors.toCollection(TreeSet::new));
    }

    private WeirException schema(String what, String why, String mend) {
        return WeirException.user("jdbc-schema", stage + ": " + what, why, mend);
    }
}
