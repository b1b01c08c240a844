package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changed entries, taken by reference at a barrier and written later.
 *
 * <p>Threading: Immutable, as far as the keys and values are.
 */
final class TableCapture {

    private final Object[] keys;
    private final int[] groups;
    private final Object[] values;

    /** The arrays are in step, and not copied. */
    TableCapture(Object[] keys, int[] groups, Object[] values) {
        this.keys = keys;
        this.groups = groups;
        this.values = values;
    }

    int count() {
        return keys.length;
    }

    /** Returns the same keys with other values. */
    TableCapture mapValues(UnaryOperator<Object> function) {
        Object[] mapped = new Object[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = function.apply(values[i]);
        }
        return new TableCapture(keys, groups, mapped);
    }

    /** Writes the entries, a block for each key group that has any. */
    List<StateBlock> encode(EntryWriter writer) {
        int[] firsts = new int[KeyGroups.COUNT + 1];
        for (int group : groups) {
            firsts[group + 1]++;
        }
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            firsts[group + 1] += firsts[group];
        }
        int[] ordered = new int[keys.length];
        int[] next = firsts.clone();
        for (int i = 0; i < keys.length; i++) {
            ordered[next[groups[i]]++] = i;
        }
        List<StateBlock> blocks = new ArrayList<>();
        ByteWriter out = new ByteWriter(1024);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (firsts[group] < firsts[group + 1]) {
                out.clear();
                int count = 0;
                for (int i = firsts[group]; i < firsts[group + 1]; i++) {
                    count += writer.write(keys[ordered[i]], values[ordered[i]], out);
                }
                blocks.add(new StateBlock(group, count, out.toByteArray()));
            }
        }
        return blocks;
    }

    /** Writes what one key and its value stand for. */
    @FunctionalInterface
    interface EntryWriter {
        /** Appends entries as {@link StateEntryCodec} writes them, and returns how many. */
        int write(Object key, Object value, ByteWriter out);
    }

    /** Returns null for {@link Table#ABSENT}, as {@link StateEntryCodec} wants it. */
    static @Nullable Object present(Object value) {
        return value == Table.ABSENT ? null : value;
    }
}
