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
interface KeyReader {

    /** Makes the record's key the current one. */
    void read(Object value, KeyContext key);

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
