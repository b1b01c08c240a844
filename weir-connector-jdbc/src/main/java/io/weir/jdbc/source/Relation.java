package io.weir.jdbc.source;

import io.weir.error.WeirException;
import io.weir.jdbc.Dialect;
import io.weir.jdbc.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What is read: a table, a view, or a query.
 *
 * @param sql how it stands behind FROM
 * @param words how it is named to people
 * @param table null for a query
 */
record Relation(String sql, String words, @Nullable TableName table) {

    static Relation table(Dialect dialect, String name) {
        TableName table = TableName.parse(name);
        return new Relation(dialect.quote(table), "table " + table, table);
    }

    static Relation query(String query) {
        String bare = query.strip();
        if (bare.isEmpty() || bare.endsWith(";")) {
            throw WeirException.user(
                    "jdbc-setting",
                    "the query '" + bare + "'",
                    bare.isEmpty()
                            ? "it is empty"
                            : "it ends with a semicolon, and it is read as a part of other queries",
                    "give one SELECT without it");
        }
        return new Relation("(" + bare + ") weir_rows", "the query", null);
    }
}
