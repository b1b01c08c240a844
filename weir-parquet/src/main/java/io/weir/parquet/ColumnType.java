package io.weir.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;

/**
 * A type of Java values, and how Parquet keeps them.
 *
 * <p>Threading: Immutable.
 */
interface ColumnType {

    /** Returns the column's type as it is written. */
    Type schema(String name, Type.Repetition repetition);

    /** Writes a value, within its field. */
    void write(Object value, RecordConsumer out);

    /**
     * Returns how values are read from a column, which another program may have written with a type of its own.
     *
     * @param column as the file has it
     * @param path the names that lead to it, for errors
     * @throws io.weir.error.WeirException {@code parquet-schema} if its values are of another kind
     */
    Converter converter(Type column, String path, Target target);

    /**
     * Returns the part of the file's column that is needed.
     *
     * @param path the names that lead to it, for errors
     */
    default Type projection(Type column, String path) {
        return column;
    }

    /** Where a converter puts what it has read, and what it could not. */
    interface Target {

        void set(Object value);

        /** Says that the record cannot be decoded; the first reason counts. */
        void fail(RuntimeException reason);
    }
}
