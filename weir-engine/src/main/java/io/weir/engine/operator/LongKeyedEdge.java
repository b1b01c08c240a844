package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import java.util.function.ToLongFunction;

/** Sends each record to the consumer that owns its key, a primitive long (I12: one key, one way). */
final class LongKeyedEdge implements Output {

    private final ToLongFunction<Object> key;
    private final Sending sender;
    private final int[] owners;

    LongKeyedEdge(ToLongFunction<Object> key, Sending sender, int[] owners) {
        this.key = key;
        this.sender = sender;
        this.owners = owners;
    }

    @Override
    public void accept(Object value, long timestamp) {
        sender.send(owners[KeyGroups.groupOf(KeyGroups.hash(key.applyAsLong(value)))], value, timestamp);
    }
}
