package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.state.KeyContext;
import io.weir.graph.KeySelector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record's key into the context of its stage.
 *
 * <p>Threading: confined to one task.
 */
public interface KeyReader {

    /** Makes the record's key the current one. */
    void read(Object value, KeyContext key);

    /** Returns the loader of the user's classes, as far as it is known: the function that reads keys knows their class. */
    static @Nullable ClassLoader loaderOf(KeySelector selector) {
        return selector instanceof KeySelector.ObjectKey objectKey
                ? objectKey.function().getClass().getClassLoader()
                : null;
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
