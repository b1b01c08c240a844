package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.source.SourceOutput;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of a chain that is fed by a source's reader.
 *
 * <p>Threading: confined to one task.
 */
public interface SourceInlet extends SourceOutput<Object>, Counting {

    /** Returns how event time has moved since the last call, as the control event that says so; null if it has not. */
    @Nullable Control eventTime(long nowNanos);
}
