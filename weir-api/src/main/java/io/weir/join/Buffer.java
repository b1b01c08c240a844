package io.weir.join;

import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of one stream that wait for others of their key.
 *
 * <p>Threading: confined to one function.
 */
final class Buffer<T> {

    private final MapState<Position, T> records;

    Buffer(StateRegistry states, String name, Class<T> type) {
        this.records = states.mapState(name, Position.class, type);
    }

    /** Adds a record behind those with the same timestamp. */
    void add(long timestamp, T value) {
        int number = 0;
        while (records.contains(new Position(timestamp, number))) {
            number++;
        }
        records.put(new Position(timestamp, number), value);
    }

    /** Takes out all records with a timestamp, in the order in which they came. */
    void take(long timestamp, Consumer<? super T> taken) {
        Position next = new Position(timestamp, 0);
        for (@Nullable T value = records.get(next); value != null; value = records.get(next)) {
            records.remove(next);
            taken.accept(value);
            next = new Position(timestamp, next.number() + 1);
        }
    }

    Iterable<Map.Entry<Position, T>> entries() {
        return records.entries().entrySet();
    }
}
