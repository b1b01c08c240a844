package io.weir.jdbc.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Set;

/**
 * A column of what is read.
 *
 * @param jdbcType one of {@link java.sql.Types}
 * @param typeName the database's name for its type
 * @param nullable whether a NULL may stand in it, for all that is known
 */
record Column(String name, int jdbcType, String typeName, boolean nullable) {

    private static final Set<Integer> TIMES = Set.of(Types.DATE, Types.TIME, Types.TIMESTAMP);

    /** @param typed whether the database keeps a column's values to its type; if not, those of times may be anything */
    static Column of(ResultSetMetaData metaData, int index, boolean typed) throws SQLException {
        int jdbcType = metaData.getColumnType(index);
        return new Column(
                metaData.getColumnLabel(index),
                typed || !TIMES.contains(jdbcType) ? jdbcType : Types.OTHER,
                metaData.getColumnTypeName(index),
                metaData.isNullable(index) != ResultSetMetaData.columnNoNulls);
    }

    boolean isUnsigned() {
        return typeName.toLowerCase(Locale.ROOT).contains("unsigned");
    }

    /** Drivers give points in time the type of local ones. */
    boolean withTimeZone() {
        String type = typeName.toLowerCase(Locale.ROOT);
        return type.equals("timestamptz") || type.contains("with time zone");
    }
}
