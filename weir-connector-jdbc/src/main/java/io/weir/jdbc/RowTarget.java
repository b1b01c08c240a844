package io.weir.jdbc;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a sink writes to, and what of a record goes where.
 *
 * <p>Threading: Immutable.
 *
 * @param table the table; null for a statement of the user's
 * @param sql the user's statement; empty for a table
 * @param columns the columns, or the statement's parameters in order
 * @param keys the names of the columns by which rows are found; empty if rows are only inserted
 * @param operations what records can do
 * @param operation what a record does
 */
record RowTarget<T>(
        @Nullable TableName table,
        String sql,
        List<Column<T>> columns,
        List<String> keys,
        Set<RowOperation> operations,
        Function<? super T, RowOperation> operation) {

    private static final Set<RowOperation> INSERT_ONLY = Set.of(RowOperation.INSERT);

    RowTarget {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        operations = Set.copyOf(operations);
    }

    static <T> RowTarget<T> ofTable(TableName table, List<Column<T>> columns) {
        return new RowTarget<>(table, "", columns, List.of(), INSERT_ONLY, record -> RowOperation.INSERT);
    }

    static <T> RowTarget<T> ofStatement(String sql) {
        return new RowTarget<>(null, sql, List.of(), List.of(), INSERT_ONLY, record -> RowOperation.INSERT);
    }

    RowTarget<T> withColumns(List<Column<T>> newColumns) {
        return new RowTarget<>(table, sql, newColumns, keys, operations, operation);
    }

    RowTarget<T> withOperation(
            Set<RowOperation> newOperations, Function<? super T, RowOperation> newOperation, List<String> newKeys) {
        return new RowTarget<>(table, sql, columns, newKeys, newOperations, newOperation);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** For messages. */
    String inWords() {
        return table == null ? "the statement of the sink" : "table " + table;
    }
}
