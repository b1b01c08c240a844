package io.weir.jdbc.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a key, with their types.
 *
 * <p>Threading: Immutable.
 */
record KeyColumns(List<String> names, List<KeyType> types) {

    /** Finds the columns that a user named among those that there are. */
    static KeyColumns of(List<String> names, Columns columns, Relation relation, String stage) {
        List<KeyType> types = new ArrayList<>();
        for (String name : names) {
            Column column = columns.named(name);
            if (column == null) {
                throw SourceErrors.columnMissing(stage, relation, name, columns);
            }
            KeyType type = KeyType.of(column);
            if (type == null) {
                throw SourceErrors.keyType(stage, column);
            }
            types.add(type);
        }
        return new KeyColumns(names, types);
    }

    /** Returns the first column alone. */
    KeyColumns first() {
        return new KeyColumns(names.subList(0, 1), types.subList(0, 1));
    }

    /** Returns the key of the present row, of which {@code indexes} are the columns. */
    List<Object> read(ResultSet row, int[] indexes, Relation relation, String stage) throws SQLException {
        List<Object> key = new ArrayList<>(indexes.length);
        for (int i = 0; i < indexes.length; i++) {
            Object value = types.get(i).read(row, indexes[i]);
            if (value == null) {
                throw SourceErrors.keyNull(stage, relation, names.get(i));
            }
            key.add(value);
        }
        return key;
    }
}
