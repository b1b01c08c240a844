package io.weir.jdbc;

import org.jspecify.annotations.Nullable;

/** What a record does to the table. */
public enum RowOperation {
    /** Adds a row. */
    INSERT,
    /** Adds a row, or overwrites the one with the same key. */
    UPSERT,
    /** Deletes the row with the key, if it is there. */
    DELETE;

    private static final RowOperation[] ALL = values();

    /** Returns the operation with an ordinal; null if there is none. */
    static @Nullable RowOperation of(int ordinal) {
        return ordinal >= 0 && ordinal < ALL.length ? ALL[ordinal] : null;
    }
}
