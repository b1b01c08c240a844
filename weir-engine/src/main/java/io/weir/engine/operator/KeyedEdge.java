package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import java.util.Objects;
import java.util.function.Function;

/** Sends each record to the consumer that owns its key, an object (I12: one key, one way). */
final class KeyedEdge implements Output {

    private final Function<Object, Object> key;
    private final KeyHasher hasher = new KeyHasher();
    private final Sending sender;
    private final int[] owners;

    KeyedEdge(Function<Object, Object> key, Sending sender, int[] owners) {
        this.key = key;
        this.sender = sender;
        this.owners = owners;
    }

    @Override
    public void accept(Object value, long timestamp) {
        Object recordKey = Objects.requireNonNull(key.apply(value), "a record's key is null");
        sender.send(owners[KeyGroups.groupOf(hasher.hash(recordKey))], value, timestamp);
    }
}
