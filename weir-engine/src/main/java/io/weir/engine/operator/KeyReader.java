package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.state.KeyContext;
import io.weir.graph.KeySelector;
import java.util.Objects;

/**
 * Reads a record's key into the context of its stage.
 *
 * <p>Threading: confined to one task.
 */
public interface KeyReader {

    /** Makes the record's key the current one. */
    void read(Object value, KeyContext key);

    /** Returns the loader of the user's classes: that of the function that reads keys, which knows their class, unless it is the platform's own. */
    static ClassLoader loaderOf(KeySelector selector) {
        Object function = selector instanceof KeySelector.LongKey longKey
                ? longKey.function()
                : ((KeySelector.ObjectKey) selector).function();
        if (function instanceof GuardedKeys.Guarded guarded) {
            function = guarded.function();
        }
        ClassLoader loader = function.getClass().getClassLoader();
        return loader != null ? loader : ClassLoader.getSystemClassLoader();
    }

    /** Returns the reader of a selector. */
    static KeyReader of(KeySelector selector) {
        if (selector instanceof KeySelector.LongKey longKey) {
            return (value, key) -> {
                long recordKey = longKey.function().applyAsLong(value);
                key.set(recordKey, KeyGroups.hash(recordKey));
            };
        }
        KeySelector.ObjectKey objectKey = (KeySelector.ObjectKey) selector;
        KeyHasher hasher = new KeyHasher();
        return (value, key) -> {
            Object recordKey = Objects.requireNonNull(objectKey.function().apply(value), "a record's key is null");
            key.set(recordKey, hasher.hash(recordKey));
        };
    }
}
