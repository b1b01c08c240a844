package io.weir.engine.window;

import io.weir.engine.state.WindowKey;
import io.weir.graph.Collector;
import io.weir.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the records of one window of one key at a time: that of the context it was made for.
 *
 * <p>Threading: confined to one task.
 */
interface Contents {

    /** Adds a record. */
    void add(Object value);

    /** Takes what is there, and forgets it; null if there is nothing. */
    @Nullable Object take();

    /** Adds what was taken of another window. */
    void merge(Object taken);

    /** Makes the output; nothing if there are no contents. */
    void emit(WindowKey key, Window window, Collector<Object> out);

    /** Forgets what is there. */
    void clear();
}
