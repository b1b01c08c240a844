package io.weir.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of a table.
 *
 * @param columns the names of its columns with their JDBC types, in order
 * @param required the columns that have neither a default nor take null
 * @param uniqueKeys sets of columns whose values are unique together, in lower case
 */
record TableShape(Map<String, Integer> columns, List<String> required, List<Set<String>> uniqueKeys) {

    /** Where the catalog keeps a table. */
    private record Place(@Nullable String catalog, @Nullable String schema, String name) {}

    static TableShape read(Connection connection, Dialect dialect, TableName table) throws SQLException {
        Map<String, Integer> columns = columns(connection, dialect, table);
        DatabaseMetaData metaData = connection.getMetaData();
        Place place = place(connection, metaData, table);
        return new TableShape(columns, required(metaData, place), uniqueKeys(metaData, place));
    }

    private static Map<String, Integer> columns(Connection connection, Dialect dialect, TableName table)
            throws SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + dialect.quote(table) + " WHERE 1 = 0")) {
            ResultSetMetaData metaData = rows.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                columns.put(metaData.getColumnName(i), metaData.getColumnType(i));
            }
        }
        return columns;
    }

    /** What is called a schema in SQL is a catalog in some drivers. */
    private static Place place(Connection connection, DatabaseMetaData metaData, TableName table) throws SQLException {
        if (metaData.supportsSchemasInTableDefinitions()) {
            return new Place(null, table.schema() == null ? connection.getSchema() : table.schema(), table.name());
        }
        return new Place(table.schema() == null ? connection.getCatalog() : table.schema(), null, table.name());
    }

    private static List<String> required(DatabaseMetaData metaData, Place place) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        List<String> required = new ArrayList<>();
        try (ResultSet rows = metaData.getColumns(
                place.catalog(), escaped(place.schema(), escape), escaped(place.name(), escape), null)) {
            while (rows.next()) {
                String defaultValue = rows.getString("COLUMN_DEF");
                boolean filledIn = defaultValue != null
                        || "YES".equals(rows.getString("IS_AUTOINCREMENT"))
                        || "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                if ("NO".equals(rows.getString("IS_NULLABLE")) && !filledIn) {
                    required.add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        return required;
    }

    private static @Nullable String escaped(@Nullable String name, @Nullable String escape) {
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static List<Set<String>> uniqueKeys(DatabaseMetaData metaData, Place place) throws SQLException {
        Map<String, Set<String>> byIndex = new TreeMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(place.catalog(), place.schema(), place.name())) {
            while (rows.next()) {
                byIndex.computeIfAbsent("primary key", first -> new TreeSet<>())
                        .add(lower(rows.getString("COLUMN_NAME")));
            }
        }
        try (ResultSet rows = metaData.getIndexInfo(place.catalog(), place.schema(), place.name(), true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null) {
                    byIndex.computeIfAbsent("index " + rows.getString("INDEX_NAME"), first -> new TreeSet<>())
                            .add(lower(column));
                }
            }
        }
        return byIndex.values().stream().distinct().toList();
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the JDBC type of a column; null if there is none of that name. */
    @Nullable JDBCType typeOf(String column, boolean ignoresCase) {
        for (Map.Entry<String, Integer> known : columns.entrySet()) {
            if (ignoresCase
                    ? known.getKey().equalsIgnoreCase(column)
                    : known.getKey().equals(column)) {
                return typeOf(known.getValue());
            }
        }
        return null;
    }

    private static JDBCType typeOf(int code) {
        try {
            return JDBCType.valueOf(code);
        } catch (IllegalArgumentException e) {
            // A type of the driver's own.
            return JDBCType.OTHER;
        }
    }
}
