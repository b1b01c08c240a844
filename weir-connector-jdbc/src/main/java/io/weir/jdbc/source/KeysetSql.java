package io.weir.jdbc.source;

import io.weir.jdbc.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Queries in the order of a key. A bound is of the first columns of the key, of as many as are known.
 *
 * <p>Threading: Immutable.
 */
record KeysetSql(Dialect dialect, Relation relation, List<String> keyColumns) {

    /**
     * A page of rows behind one bound and up to another. Its parameters are {@link #parameters}, and then the number of rows.
     *
     * @param afterSize of how many columns the exclusive lower bound is
     * @param upToSize of how many columns the inclusive upper bound is
     */
    String page(List<String> columns, int afterSize, int upToSize) {
        List<String> conditions = new ArrayList<>();
        if (afterSize > 0) {
            conditions.add(beyond(" > ", afterSize, ""));
        }
        if (upToSize > 0) {
            conditions.add(beyond(" < ", upToSize, "="));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return "SELECT " + dialect.quoteAll(columns) + " FROM " + relation.sql() + where + " ORDER BY "
                + dialect.quoteAll(keyColumns) + " LIMIT ?";
    }

    /** Returns the values for the parameters of a page. */
    static List<Object> parameters(List<Object> after, List<Object> upTo) {
        List<Object> values = new ArrayList<>();
        addBeyond(values, after);
        addBeyond(values, upTo);
        return values;
    }

    /**
     * A comparison of several columns, the first counting most. That of the first column stands alone in front, for databases that use an index for plain
     * comparisons only.
     *
     * @param orEqual {@code =} where the bound itself is in, or nothing
     */
    private String beyond(String operator, int size, String orEqual) {
        String first = dialect.quote(keyColumns.get(0)) + operator.stripTrailing();
        if (size == 1) {
            return first + orEqual + " ?";
        }
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String equal = keyColumns.subList(0, i).stream()
                    .map(column -> dialect.quote(column) + " = ? AND ")
                    .collect(Collectors.joining());
            String inclusive = i == size - 1 ? orEqual : "";
            cases.add("(" + equal + dialect.quote(keyColumns.get(i)) + operator.stripTrailing() + inclusive + " ?)");
        }
        return first + "= ? AND (" + String.join(" OR ", cases) + ")";
    }

    private static void addBeyond(List<Object> values, List<Object> bound) {
        if (bound.size() > 1) {
            values.add(bound.get(0));
        }
        for (int i = 0; i < bound.size(); i++) {
            values.addAll(bound.subList(0, i + 1));
        }
    }

    /** The smallest value of the key's first column; or the one so many places behind it, for which there is a parameter. */
    String smallest(boolean behind) {
        return first() + " LIMIT 1" + (behind ? " OFFSET ?" : "");
    }

    /** The largest value of the key's first column. */
    String largest() {
        return first() + " DESC LIMIT 1";
    }

    private String first() {
        String column = dialect.quote(keyColumns.get(0));
        return "SELECT " + column + " FROM " + relation.sql() + " ORDER BY " + column;
    }

    String count() {
        return "SELECT COUNT(*) FROM " + relation.sql();
    }

    /** A row that has NULL in a column. */
    String nullIn(String column) {
        return "SELECT 1 FROM " + relation.sql() + " WHERE " + dialect.quote(column) + " IS NULL LIMIT 1";
    }
}
