package io.weir.jdbc;

import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table, with its schema or database in front if one was given. Names are taken letter by letter, as they stand in the database's catalog:
 * they are always quoted, so nothing in them is ever read as SQL.
 *
 * <p>Threading: Immutable.
 *
 * @param schema null: where the connection looks by itself
 */
public record TableName(@Nullable String schema, String name) {

    /** No database that we know takes longer names. */
    private static final int LENGTH_MAX = 128;

    public TableName {
        if (schema != null) {
            checkIdentifier("the name of a schema", schema);
        }
        checkIdentifier("the name of a table", name);
    }

    /**
     * Parses {@code table} or {@code schema.table}. A table whose name has a dot in it is made with the constructor.
     *
     * @throws WeirException {@code jdbc-identifier} if it cannot be the name of a table
     */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new TableName(null, text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** Returns {@code names} after checking that each can be the name of a column and stands there once. */
    public static List<String> checkedColumns(List<String> names) {
        List<String> seen = new ArrayList<>();
        for (String name : names) {
            checkIdentifier("the name of a column", name);
            if (seen.stream().anyMatch(name::equalsIgnoreCase)) {
                throw unfit("the name of a column", name, "it is there twice");
            }
            seen.add(name);
        }
        return List.copyOf(seen);
    }

    private static void checkIdentifier(String what, String identifier) {
        if (identifier.isBlank()) {
            throw unfit(what, identifier, "it is empty");
        }
        if (identifier.length() > LENGTH_MAX) {
            throw unfit(what, identifier, "it is longer than " + LENGTH_MAX + " characters");
        }
        if (identifier.chars().anyMatch(Character::isISOControl)) {
            throw unfit(what, identifier.replaceAll("\\p{Cntrl}", "?"), "it has a control character");
        }
    }

    private static WeirException unfit(String what, String identifier, String why) {
        return WeirException.user(
                "jdbc-identifier",
                what + " cannot be '" + identifier + "'",
                why,
                "give the name as it stands in the database's catalog, without quotes");
    }

    /** Returns the name with its schema, for people; {@link Dialect#quote} makes the one for SQL. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
