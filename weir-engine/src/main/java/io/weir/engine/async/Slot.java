package io.weir.engine.async;

import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link Line}.
 *
 * <p>Threading: confined to one task.
 */
abstract class Slot {
    @Nullable Slot previous;

    @Nullable Slot next;
}
