package io.weir.engine.state;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store behind a table that holds only a part of its keys. It has entries as a checkpoint has them, each with the schema that it was written under, so that what
 * is restored, or captured at a barrier, goes there as it is.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>S1: the store holds what the last barrier captured, on top of what was restored. So a table may forget every entry that is not dirty (T3), and finds it
 *       here again.
 * </ul>
 */
final class Spill {

    private final KeyValueStore store;
    private final int capacity;
    private final KeyType keyType;
    private final boolean oneEach;

    /** Makes what reads entries of a schema, once the type of keys is known. */
    private final Function<String, Entries> readerOf;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> schemas = new ArrayList<>();
    private final List<@Nullable Entries> readers = new ArrayList<>();
    private final ByteWriter scratch = new ByteWriter();
    private final KeyHasher hasher = new KeyHasher();

    Spill(KeyValueStore store, int keysInMemory, KeyType keyType, boolean oneEach, Function<String, Entries> readerOf) {
        this.store = store;
        this.capacity = Integer.highestOneBit(Math.max(Table.INITIAL_CAPACITY, 2 * keysInMemory));
        this.keyType = keyType;
        this.oneEach = oneEach;
        this.readerOf = readerOf;
    }

    /** Returns how many slots the table may have, unless more has changed since the last barrier. */
    int capacity() {
        return capacity;
    }

    /** Loads the value of a key, if it has one, into its slot, which has none. */
    void load(ReferenceTable table, int slot, long key) {
        scratch.clear();
        scratch.writeLong(key);
        load(table, slot);
    }

    /** Loads the value of a key, if it has one, into its slot, which has none. */
    void load(ReferenceTable table, int slot, Object key) {
        scratch.clear();
        keyType.serde().write(key, scratch);
        load(table, slot);
    }

    private void load(ReferenceTable table, int slot) {
        byte[] key = scratch.toByteArray();
        if (oneEach) {
            byte[] stored = store.get(key);
            if (stored != null) {
                restore(table, slot, new ByteReader(key, key.length, 0), stored);
            }
            return;
        }
        // No key is the beginning of another, or what stands behind it in a checkpoint could not be told from it.
        store.scan(key, (entryKey, stored) -> {
            if (!startsWith(entryKey, key)) {
                return false;
            }
            restore(table, slot, new ByteReader(entryKey, key.length, entryKey.length - key.length), stored);
            return true;
        });
    }

    private void restore(ReferenceTable table, int slot, ByteReader behindKey, byte[] stored) {
        ByteReader value = new ByteReader(stored);
        reader(value.readVarInt()).restore(table, slot, new StoredEntry(behindKey, value));
    }

    /** Takes what a barrier captured. */
    void write(StateDelta delta) {
        for (StateBlock block : delta.blocks()) {
            write(delta.schema(), block.entryCount(), new ByteReader(block.entries()));
        }
    }

    /** Takes entries as a checkpoint has them. */
    void write(String schema, int entryCount, ByteReader entries) {
        int id = ids.computeIfAbsent(schema, added -> {
            schemas.add(added);
            readers.add(null);
            return schemas.size() - 1;
        });
        StateEntryCodec.read(entries, entryCount, (key, value) -> {
            if (value == null) {
                store.delete(key);
            } else {
                scratch.clear();
                scratch.writeVarInt(id);
                scratch.writeRaw(value, 0, value.length);
                store.put(key, scratch.toByteArray());
            }
        });
        store.flush();
    }

    /**
     * Looks at some entries, which all have a time to live.
     *
     * @param over takes the keys of those whose time is over, with what a kind of state appends to them
     * @return where to go on; null after the last
     */
    byte @Nullable [] sweep(byte[] from, int count, long nowMillis, List<byte[]> over) {
        byte[][] next = new byte[1][];
        int[] seen = new int[1];
        store.scan(from, (key, stored) -> {
            if (seen[0]++ == count) {
                next[0] = key;
                return false;
            }
            ByteReader value = new ByteReader(stored);
            value.readVarInt();
            if (Expiring.untilMillis(value) <= nowMillis) {
                over.add(key);
            }
            return true;
        });
        return next[0];
    }

    /** Returns the slot of the key that an entry belongs to. */
    int slotOf(ReferenceTable table, byte[] entryKey) {
        KeyContext key = new KeyContext();
        ByteReader in = new ByteReader(entryKey);
        keyType.read(in, key, hasher);
        return table.slotOf(key);
    }

    /** Returns how many keys had something at the last barrier; reads all of it. */
    long keyCount() {
        long[] count = new long[1];
        byte[][] last = new byte[1][];
        store.scan(new byte[0], (entryKey, stored) -> {
            ByteReader in = new ByteReader(entryKey);
            keyType.read(in, new KeyContext(), hasher);
            byte[] key = Arrays.copyOf(entryKey, in.position());
            if (!Arrays.equals(key, last[0])) {
                count[0]++;
                last[0] = key;
            }
            return true;
        });
        return count[0];
    }

    private Entries reader(int id) {
        Entries known = readers.get(id);
        if (known == null) {
            known = readerOf.apply(schemas.get(id));
            readers.set(id, known);
        }
        return known;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
