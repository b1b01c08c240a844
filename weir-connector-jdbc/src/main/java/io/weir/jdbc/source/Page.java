package io.weir.jdbc.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a split, in the order of their keys.
 *
 * <p>Threading: Immutable.
 *
 * @param last whether there were no more rows in the range when it was read
 */
record Page<T>(List<PageRow<T>> rows, boolean last) {

    /**
     * A row that was mapped.
     *
     * @param value null if the mapper passed over it, or could not map it
     * @param rejection why it could not; null otherwise
     */
    record PageRow<T>(
            List<Object> key, @Nullable T value, @Nullable Rejection rejection) {}

    /**
     * A row that could not be mapped.
     *
     * @param content the row as text
     */
    record Rejection(String reason, String content) {}
}
