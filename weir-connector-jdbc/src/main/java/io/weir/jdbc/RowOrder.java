package io.weir.jdbc;

import io.weir.error.WeirException;
import java.util.List;
import java.util.Set;

/**
 * Which place each value of a staged row has in a row of the target, found by the names of the columns: their order may have changed since.
 *
 * <p>Threading: Immutable.
 */
final class RowOrder {

    private final int[] columnPlaces;
    private final int[] keyPlaces;

    private RowOrder(int[] columnPlaces, int[] keyPlaces) {
        this.columnPlaces = columnPlaces;
        this.keyPlaces = keyPlaces;
    }

    /** Returns the order of rows that are written by the same program. */
    static RowOrder asIs(RowTarget<?> target) {
        return of(StagedNames.of(target), target);
    }

    /**
     * Returns the order of staged rows.
     *
     * @throws WeirException {@code jdbc-columns-changed} if the target has not the same columns, keys or statement: what the values would mean there is not
     *     known
     */
    static RowOrder of(StagedNames staged, RowTarget<?> target) {
        if (!staged.sql().equals(target.sql())) {
            throw changed(target, "it was staged for " + inWords(staged.sql()));
        }
        requireSame("columns", staged.columns(), target.names(), target);
        requireSame("keys", staged.keys(), target.keys(), target);
        return new RowOrder(places(staged.columns(), target.names()), places(staged.keys(), target.keys()));
    }

    private static String inWords(String sql) {
        return sql.isEmpty() ? "a table, without a statement" : "the statement " + sql;
    }

    private static void requireSame(String what, List<String> staged, List<String> now, RowTarget<?> target) {
        if (staged.size() != now.size() || !Set.copyOf(staged).equals(Set.copyOf(now))) {
            throw changed(
                    target, "it was staged for the " + what + " " + staged + ", and the sink has " + now + " now");
        }
    }

    private static WeirException changed(RowTarget<?> target, String why) {
        return WeirException.user(
                "jdbc-columns-changed",
                "output for " + target.inWords() + " that is in the checkpoint cannot be written by this program",
                why,
                "start the job once more with the columns, keys and statement it had, and stop it in good order; then change them");
    }

    private static int[] places(List<String> staged, List<String> now) {
        return staged.stream().mapToInt(now::indexOf).toArray();
    }

    /** Returns how many values a row has. */
    int valueCount(RowOperation operation) {
        return placesOf(operation).length;
    }

    /** Returns the place in the target's row of the value that is the {@code index}th of a staged one. */
    int placeOf(RowOperation operation, int index) {
        return placesOf(operation)[index];
    }

    private int[] placesOf(RowOperation operation) {
        return operation == RowOperation.DELETE ? keyPlaces : columnPlaces;
    }
}
