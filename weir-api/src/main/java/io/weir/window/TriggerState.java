package io.weir.window;

import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger remembers of each window, in the checkpoints too.
 *
 * <p>Threading: Immutable.
 *
 * @param name unique in the trigger; belongs to what a checkpoint holds
 * @param type of the values, which are immutable; one that the built-in codec knows
 * @param merge makes one value of those of two windows that become one; null if such windows cannot have this trigger
 */
public record TriggerState<S>(
        String name, Class<S> type, @Nullable BinaryOperator<S> merge) {

    public TriggerState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
