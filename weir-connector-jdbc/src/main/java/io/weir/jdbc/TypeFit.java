package io.weir.jdbc;

import java.sql.JDBCType;
import java.time.temporal.Temporal;

/** Which classes of values certainly do not fit a column. What is not certain is left to the database. */
final class TypeFit {

    private enum Family {
        NUMBER,
        TEXT,
        TIME,
        BYTES,
        OTHER
    }

    private TypeFit() {}

    /** Returns whether values of {@code type} can be put into a column of {@code column}, as far as can be told. */
    static boolean fits(Class<?> type, JDBCType column) {
        Family from = familyOf(type);
        Family to = familyOf(column);
        if (from == Family.OTHER || to == Family.OTHER || from == to) {
            return true;
        }
        // Databases turn numbers into text, and read times from text.
        return to == Family.TEXT && from == Family.NUMBER || to == Family.TIME && from == Family.TEXT;
    }

    private static Family familyOf(Class<?> type) {
        if (type == String.class || type.isEnum() || type == char.class || type == Character.class) {
            return Family.TEXT;
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return Family.TIME;
        }
        if (type == byte[].class) {
            return Family.BYTES;
        }
        boolean isNumber = Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class;
        return isNumber ? Family.NUMBER : Family.OTHER;
    }

    private static Family familyOf(JDBCType column) {
        return switch (column) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE, NUMERIC, DECIMAL -> Family.NUMBER;
            case CHAR, VARCHAR, LONGVARCHAR, NCHAR, NVARCHAR, LONGNVARCHAR, CLOB, NCLOB -> Family.TEXT;
            case DATE, TIME, TIMESTAMP, TIME_WITH_TIMEZONE, TIMESTAMP_WITH_TIMEZONE -> Family.TIME;
            case BINARY, VARBINARY, LONGVARBINARY, BLOB -> Family.BYTES;
            default -> Family.OTHER;
        };
    }
}
