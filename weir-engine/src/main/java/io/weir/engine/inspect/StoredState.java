package io.weir.engine.inspect;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.error.WeirException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One state of one checkpoint: the entries of all keys, by their bytes.
 *
 * <p>Threading: confined to one thread.
 */
public final class StoredState {

    /** An entry as it is stored. */
    private record Stored(String schema, byte[] value) {}

    private final StateId id;
    private final Map<EntryKey, Stored> entries = new LinkedHashMap<>();
    private final TreeSet<String> schemas = new TreeSet<>();
    private final Map<String, @Nullable EntryReader> readers = new HashMap<>();

    StoredState(StateId id) {
        this.id = id;
    }

    /** Returns a state that nobody has anything in. */
    public static StoredState empty(StateId id) {
        return new StoredState(id);
    }

    /** Applies what a checkpoint changed. */
    void apply(StateDelta delta) {
        schemas.add(delta.schema());
        for (StateBlock block : delta.blocks()) {
            StateEntryCodec.read(block, (key, value) -> {
                EntryKey keyBytes = new EntryKey(key);
                if (value == null) {
                    entries.remove(keyBytes);
                } else {
                    entries.put(keyBytes, new Stored(delta.schema(), value));
                }
            });
        }
    }

    public StateId id() {
        return id;
    }

    /** Returns how many entries there are: of values one for each key, of lists and maps one for each element. */
    public int entryCount() {
        return entries.size();
    }

    /** Returns how many bytes the keys and values take. */
    public long size() {
        long size = 0;
        for (Map.Entry<EntryKey, Stored> entry : entries.entrySet()) {
            size += entry.getKey().bytes().length + entry.getValue().value().length;
        }
        return size;
    }

    /** Returns the schemas that entries were written under: several if the type has changed since. */
    public List<String> schemas() {
        return List.copyOf(schemas);
    }

    /** Returns what kind of state it is; null if it was written by a serde that is not built in. */
    public @Nullable StateKind kind() {
        EntryReader reader = schemas.isEmpty() ? null : reader(schemas.last());
        return reader == null ? null : reader.kind();
    }

    /**
     * Passes on every entry, in the order in which they were written.
     *
     * @throws WeirException {@code opaque-state} if a serde that is not built in has written any of it
     */
    public void forEach(Consumer<StateEntry> consumer) {
        entries.forEach((key, stored) -> {
            EntryReader reader = reader(stored.schema());
            if (reader == null) {
                throw WeirException.user(
                        "opaque-state",
                        "the state " + id + " cannot be read without its classes",
                        "a serde that is not built in has written it: " + stored.schema(),
                        "restore it in a job that declares the state with that serde");
            }
            consumer.accept(reader.read(key.bytes(), stored.value()));
        });
    }

    /** Returns how the entries differ from those of another checkpoint. */
    public Difference differenceFrom(@Nullable StoredState before) {
        int added = 0;
        int changed = 0;
        int same = 0;
        for (Map.Entry<EntryKey, Stored> entry : entries.entrySet()) {
            Stored old = before == null ? null : before.entries.get(entry.getKey());
            if (old == null) {
                added++;
            } else if (!Arrays.equals(old.value(), entry.getValue().value())
                    || !old.schema().equals(entry.getValue().schema())) {
                changed++;
            } else {
                same++;
            }
        }
        int removed = before == null ? 0 : before.entryCount() - changed - same;
        return new Difference(added, changed, removed, same);
    }

    /**
     * How one state differs between two checkpoints, in entries.
     *
     * @param changed whose bytes are others
     */
    public record Difference(int added, int changed, int removed, int same) {
        /** Returns whether there is none. */
        public boolean isNone() {
            return added == 0 && changed == 0 && removed == 0;
        }
    }

    private @Nullable EntryReader reader(String schema) {
        if (!readers.containsKey(schema)) {
            readers.put(schema, EntryReader.of(schema));
        }
        return readers.get(schema);
    }
}
