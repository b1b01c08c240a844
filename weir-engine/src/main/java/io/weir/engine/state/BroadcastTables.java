package io.weir.engine.state;

import io.weir.engine.exchange.KeyHasher;
import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.state.BroadcastState;
import io.weir.state.BroadcastStates;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State that each subtask of a stage has in whole. Of each entry, the subtask that owns the key group of its key writes it to checkpoints, so that these hold it once (I1);
 * at a restore every subtask reads all.
 *
 * <p>Threading: confined to one task.
 */
public final class BroadcastTables implements BroadcastStates {

    private final String stage;
    private final StageState state;
    private boolean writable;

    /** @param state takes what this subtask writes */
    public BroadcastTables(String stage, StageState state) {
        this.stage = stage;
        this.state = state;
    }

    /** Says whether the record being processed is one that every subtask gets. */
    public void writable(boolean newWritable) {
        writable = newWritable;
    }

    @Override
    public <K, V> BroadcastState<K, V> mapState(String name, Class<K> keyType, Serde<V> valueSerde) {
        Objects.requireNonNull(keyType, "keyType");
        KeyType keys = new KeyType(stage, keyType);
        Entries entries = ValueEntries.of(valueSerde);
        Map<Object, Object> all = new LinkedHashMap<>();
        ObjectTable own = state.broadcastTable(name, keys, entries, all::put);
        return new View<>(all, own, new KeyHasher());
    }

    private void requireWritable() {
        if (!writable) {
            throw WeirException.user(
                    "broadcast-state-read-only",
                    "the stage \"" + stage + "\" changed broadcast state while it processed a record of its own",
                    "the change would be made in one subtask only, and the others would not know",
                    "change broadcast state in processBroadcast only, or keep what differs by key in keyed state");
        }
    }

    /** A map as the user's function sees it. */
    private final class View<K, V> implements BroadcastState<K, V> {
        private final Map<Object, Object> all;
        private final ObjectTable own;
        private final KeyHasher hasher;

        View(Map<Object, Object> all, ObjectTable own, KeyHasher hasher) {
            this.all = all;
            this.own = own;
            this.hasher = hasher;
        }

        @Override
        @SuppressWarnings("unchecked") // only such values are put
        public @Nullable V get(K key) {
            return (V) all.get(key);
        }

        @Override
        public boolean contains(K key) {
            return all.containsKey(key);
        }

        @Override
        @SuppressWarnings("unchecked") // as above
        public Map<K, V> entries() {
            return Collections.unmodifiableMap((Map<K, V>) all);
        }

        @Override
        public void put(K key, V value) {
            requireWritable();
            all.put(key, Objects.requireNonNull(value, "value"));
            write(key, value);
        }

        @Override
        public void remove(K key) {
            requireWritable();
            if (all.remove(key) != null) {
                write(key, Table.ABSENT);
            }
        }

        private void write(Object key, Object value) {
            int hash = hasher.hash(key);
            if (state.owns(hash)) {
                own.set(own.slotOf(key, hash), value);
            }
        }
    }
}
