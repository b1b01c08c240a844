package io.weir.engine.inspect;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a state, as {@link io.weir.serde.SchemaReader} reads it.
 *
 * <p>Threading: Immutable, as far as the values are.
 *
 * @param key of the stage
 * @param place the index in the key's list, the key in the key's map, or the time of a timer in milliseconds; null in a state of values
 * @param value the value, element or map value; null for a timer
 */
public record StateEntry(
        @Nullable Object key,
        @Nullable Object place,
        @Nullable Object value) {}
