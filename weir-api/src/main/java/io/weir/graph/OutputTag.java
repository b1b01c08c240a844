package io.weir.graph;

import java.util.Objects;

/**
 * Names a side output of a stage and says what its records are.
 *
 * <p>Threading: Immutable.
 */
public record OutputTag<T>(String name, Class<T> type) {

    public OutputTag {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Returns a tag; two tags with the same name and type are the same. */
    public static <T> OutputTag<T> of(String name, Class<T> type) {
        return new OutputTag<>(name, type);
    }
}
