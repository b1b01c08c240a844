package io.weir.jdbc.source;

import io.weir.error.WeirException;
import io.weir.jdbc.Dialect;
import io.weir.jdbc.JdbcConnection;
import io.weir.jdbc.TableName;
import java.util.List;

/**
 * What both sources are told: what to read, how it becomes values, in which order, and how much at once.
 *
 * <p>Threading: Immutable.
 *
 * @param keyColumns in whose order rows are read; together they tell rows apart. Empty until the user has named them
 * @param pageSize how many rows are read at once
 * @param snapshot whether one transaction is kept for all that a reader reads in an attempt
 */
record ReadSettings<T>(
        JdbcConnection database,
        Relation relation,
        RowMapping<T> mapping,
        List<String> keyColumns,
        int pageSize,
        boolean snapshot) {

    private static final int PAGE_SIZE = 1_000;
    private static final int PAGE_SIZE_MAX = 100_000;

    static <T> ReadSettings<T> of(JdbcConnection database, Relation relation, RowMapping<T> mapping) {
        return new ReadSettings<>(database, relation, mapping, List.of(), PAGE_SIZE, false);
    }

    ReadSettings<T> withKey(List<String> columns) {
        return new ReadSettings<>(database, relation, mapping, TableName.checkedColumns(columns), pageSize, snapshot);
    }

    ReadSettings<T> withPageSize(int rows) {
        if (rows < 1 || rows > PAGE_SIZE_MAX) {
            throw WeirException.user(
                    "jdbc-setting",
                    "a page of " + rows + " rows",
                    "a page is read at once and kept in memory",
                    "give 1 to " + PAGE_SIZE_MAX);
        }
        return new ReadSettings<>(database, relation, mapping, keyColumns, rows, snapshot);
    }

    ReadSettings<T> withSnapshot() {
        return new ReadSettings<>(database, relation, mapping, keyColumns, pageSize, true);
    }

    Dialect dialect() {
        return database.dialect();
    }
}
