package io.weir.jdbc;

/** The statements that write rows. */
final class RowSql {

    private RowSql() {}

    static String of(Dialect dialect, RowTarget<?> target, RowOperation operation, int rowCount) {
        TableName table = target.table();
        if (table == null) {
            return target.sql();
        }
        return switch (operation) {
            case INSERT -> dialect.insert(table, target.names(), rowCount);
            case UPSERT ->
                dialect.insert(table, target.names(), rowCount) + dialect.upsertClause(target.names(), target.keys());
            case DELETE -> dialect.delete(table, target.keys());
        };
    }
}
