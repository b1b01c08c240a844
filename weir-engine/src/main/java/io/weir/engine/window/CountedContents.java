package io.weir.engine.window;

import io.weir.engine.state.KeyContext;
import io.weir.graph.Collector;

/**
 * What is kept of the last records of the current key.
 *
 * <p>Threading: confined to one task.
 */
interface CountedContents {

    /** Adds a record, the {@code count}-th of its key. */
    void add(Object value, long count);

    /** Makes the output of the last records up to the {@code count}-th. */
    void emit(KeyContext key, long count, Collector<Object> out);
}
