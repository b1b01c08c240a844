package io.weir.jdbc.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of what is read, as the database describes them. */
record Columns(List<Column> all) {

    Columns {
        all = List.copyOf(all);
    }

    /** Asks the database for them. */
    static Columns of(Connection connection, Relation relation) throws SQLException {
        boolean typed = !connection.getMetaData().getDatabaseProductName().equals("SQLite");
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM " + relation.sql() + " WHERE 1 = 0")) {
            try (var rows = statement.executeQuery()) {
                ResultSetMetaData metaData = rows.getMetaData();
                List<Column> columns = new ArrayList<>();
                for (int i = 1; i <= metaData.getColumnCount(); i++) {
                    columns.add(Column.of(metaData, i, typed));
                }
                return new Columns(columns);
            }
        }
    }

    /** Returns the column of exactly that name; null if there is none. */
    @Nullable Column named(String name) {
        return all.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the column for a record's component: of the same name, or of one that differs in case and underscores only; null if there is none. */
    @Nullable Column forComponent(String component) {
        Column exact = named(component);
        return exact != null
                ? exact
                : all.stream()
                        .filter(column -> plain(column.name()).equals(plain(component)))
                        .findFirst()
                        .orElse(null);
    }

    String names() {
        return all.isEmpty()
                ? "none"
                : String.join(", ", all.stream().map(Column::name).toList());
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
