package io.weir.parquet;

import java.util.Optional;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record.
 *
 * <p>Threading: Immutable.
 *
 * @param name of the component and of the column
 */
record Column(String name, ColumnType type, Presence presence) {

    /** What there is in place of a value. */
    enum Presence {
        /** A primitive: there is always a value. */
        REQUIRED,
        NULLABLE,
        OPTIONAL
    }

    Type schema() {
        return type.schema(name, presence == Presence.REQUIRED ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL);
    }

    /** Returns what is to be written of a component's value; null for nothing. */
    @Nullable Object written(@Nullable Object value) {
        return presence == Presence.OPTIONAL && value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    /**
     * Returns a component's value for what was read.
     *
     * @param value null if there was nothing
     * @throws IllegalArgumentException if there must be a value
     */
    @Nullable Object read(@Nullable Object value, String path) {
        if (presence == Presence.OPTIONAL) {
            return Optional.ofNullable(value);
        }
        if (value == null && presence == Presence.REQUIRED) {
            throw new IllegalArgumentException("column " + path + " is null");
        }
        return value;
    }
}
