package io.weir.jdbc.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A column of what is read.
 *
 * @param jdbcType one of {@link java.sql.Types}
 * @param typeName the database's name for its type
 * @param nullable whether a NULL may stand in it, for all that is known
 */
record Column(String name, int jdbcType, String typeName, boolean signed, boolean nullable) {

    static Column of(ResultSetMetaData metaData, int index) throws SQLException {
        return new Column(
                metaData.getColumnLabel(index),
                metaData.getColumnType(index),
                metaData.getColumnTypeName(index),
                metaData.isSigned(index),
                metaData.isNullable(index) != ResultSetMetaData.columnNoNulls);
    }

    /** Drivers give points in time the type of local ones. */
    boolean withTimeZone() {
        String type = typeName.toLowerCase(Locale.ROOT);
        return type.equals("timestamptz") || type.contains("with time zone");
    }
}
