package io.weir.jdbc.source;

import io.weir.jdbc.JdbcErrors;
import io.weir.jdbc.TableName;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is looked at before a job starts: credentials, columns and their types, NULL in the key, and indexes.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SourceCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);

    private final ReadSettings<?> settings;
    private final Relation relation;
    private final String stage;

    SourceCheck(ReadSettings<?> settings, String stageName) {
        this.settings = settings;
        this.relation = settings.relation();
        this.stage = "source " + stageName;
    }

    void run() {
        if (settings.keyColumns().isEmpty()) {
            throw SourceErrors.keyMissing(stage);
        }
        try (Connection connection = settings.database().open()) {
            Columns columns = Columns.of(connection, relation);
            settings.mapping().on(columns, stage);
            KeyColumns.of(settings.keyColumns(), columns, relation, stage);
            checkNulls(connection, columns);
            TableName table = relation.table();
            if (table != null) {
                warnOfIndexes(indexes(connection.getMetaData(), table));
            }
            connection.commit();
        } catch (SQLException e) {
            throw JdbcErrors.inWords(settings.dialect(), stage + " could not read " + relation.words(), e);
        }
    }

    private void checkNulls(Connection connection, Columns columns) throws SQLException {
        KeysetSql sql = new KeysetSql(settings.dialect(), relation, settings.keyColumns());
        for (String name : settings.keyColumns()) {
            if (Objects.requireNonNull(columns.named(name)).nullable()) {
                try (PreparedStatement statement = connection.prepareStatement(sql.nullIn(name));
                        ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) {
                        throw SourceErrors.keyNull(stage, relation, name);
                    }
                }
            }
        }
    }

    private void warnOfIndexes(List<Index> indexes) {
        List<String> key = settings.keyColumns();
        if (indexes.stream().noneMatch(index -> startsWithKey(index.columns()))) {
            LOG.warn(
                    "{}: {} has no index that begins with {}; each page of rows will be searched for in the whole of it",
                    stage,
                    relation.words(),
                    String.join(", ", key));
        }
        if (indexes.stream().noneMatch(index -> index.unique() && key.containsAll(index.columns()))) {
            LOG.warn(
                    "{}: nothing in {} makes sure that {} tell rows apart; the job stops when two rows with one key are met",
                    stage,
                    relation.words(),
                    String.join(", ", key));
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
