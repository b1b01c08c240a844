package io.weir.jdbc.source;

import io.weir.jdbc.CheckedParts;
import io.weir.jdbc.JdbcErrors;
import io.weir.jdbc.TableName;
import io.weir.runtime.CheckContext;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is looked at before a job starts: credentials, columns and their types, NULL in the key, and indexes.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SourceCheck {

    private final ReadSettings<?> settings;
    private final Relation relation;
    private final CheckContext context;
    private final String stage;

    SourceCheck(ReadSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.relation = settings.relation();
        this.context = context;
        this.stage = "source " + context.stageName();
    }

    void run() {
        if (settings.keyColumns().isEmpty()) {
            context.problem(SourceErrors.keyMissing(stage));
        }
        String cannot = stage + " could not read " + relation.words() + " of " + settings.database();
        try (Connection connection = settings.database().open()) {
            CheckedParts parts = new CheckedParts(context, settings.dialect(), connection);
            DatabaseMetaData metaData = connection.getMetaData();
            context.ok(settings.database() + " answers: " + metaData.getDatabaseProductName() + " "
                    + metaData.getDatabaseProductVersion());
            parts.check(cannot, () -> {
                Columns columns = Columns.of(connection, relation);
                checkColumns(connection, columns, parts, cannot);
            });
        } catch (SQLException e) {
            throw JdbcErrors.inWords(settings.dialect(), cannot, e);
        }
    }

    private void checkColumns(Connection connection, Columns columns, CheckedParts parts, String cannot)
            throws SQLException {
        boolean fits = parts.check(cannot, () -> settings.mapping().on(columns, stage));
        boolean keyed = !settings.keyColumns().isEmpty();
        for (String name : settings.keyColumns()) {
            keyed &= parts.check(cannot, () -> checkKeyColumn(connection, columns, name));
        }
        TableName table = relation.table();
        if (keyed && table != null) {
            parts.check(cannot, () -> checkIndexes(indexes(connection.getMetaData(), table)));
        }
        if (fits && keyed) {
            context.ok(stage + " can read " + relation.words() + " by " + String.join(", ", settings.keyColumns()));
        }
    }

    private void checkKeyColumn(Connection connection, Columns columns, String name) throws SQLException {
        KeyColumns.of(List.of(name), columns, relation, stage);
        if (!Objects.requireNonNull(columns.named(name)).nullable()) {
            return;
        }
        KeysetSql sql = new KeysetSql(settings.dialect(), relation, settings.keyColumns());
        try (PreparedStatement statement = connection.prepareStatement(sql.nullIn(name));
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                throw SourceErrors.keyNull(stage, relation, name);
            }
        }
    }

    private void checkIndexes(List<Index> indexes) {
        List<String> key = settings.keyColumns();
        String names = String.join(", ", key);
        if (indexes.stream().noneMatch(index -> startsWithKey(index.columns()))) {
            context.warning(
                    "jdbc-key-not-indexed",
                    stage + ": " + relation.words() + " has no index that begins with " + names,
                    "each page of rows is searched for in the whole of it",
                    "make an index on these columns, in this order");
        }
        if (indexes.stream().noneMatch(index -> index.unique() && key.containsAll(index.columns()))) {
            context.warning(
                    "jdbc-key-not-ensured",
                    stage + ": nothing in " + relation.words() + " makes sure that " + names + " tell rows apart",
                    "the job stops when two rows with one key are met",
                    "make a unique index on these columns, or name those of one");
        }
    }

    private boolean startsWithKey(List<String> columns) {
        List<String> key = settings.keyColumns();
        int common = Math.min(columns.size(), key.size());
        return columns.subList(0, common).equals(key.subList(0, common));
    }

    private record Index(boolean unique, List<String> columns) {}

    private static List<Index> indexes(DatabaseMetaData metaData, TableName table) throws SQLException {
        String catalog = metaData.getConnection().getCatalog();
        String schema = table.schema();
        boolean schemaIsCatalog = !metaData.supportsSchemasInTableDefinitions();
        List<Index> indexes = new ArrayList<>();
        Map<Integer, String> primary = new TreeMap<>();
        String inCatalog = schemaIsCatalog && schema != null ? schema : catalog;
        String inSchema = schemaIsCatalog ? null : schema;
        try (ResultSet rows = metaData.getPrimaryKeys(inCatalog, inSchema, table.name())) {
            while (rows.next()) {
                primary.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        if (!primary.isEmpty()) {
            indexes.add(new Index(true, List.copyOf(primary.values())));
        }
        Map<String, Map<Integer, String>> columns = new TreeMap<>();
        Map<String, Boolean> unique = new TreeMap<>();
        try (ResultSet rows = metaData.getIndexInfo(inCatalog, inSchema, table.name(), false, true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (name != null && column != null) {
                    columns.computeIfAbsent(name, any -> new TreeMap<>()).put(rows.getInt("ORDINAL_POSITION"), column);
                    unique.put(name, !rows.getBoolean("NON_UNIQUE"));
                }
            }
        }
        columns.forEach(
                (name, of) -> indexes.add(new Index(Boolean.TRUE.equals(unique.get(name)), List.copyOf(of.values()))));
        return indexes;
    }
}
