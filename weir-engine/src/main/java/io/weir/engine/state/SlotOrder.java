package io.weir.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts restored values into a table of objects, many at a time in about the order of their slots. Each goes to another part of memory otherwise, and to look for
 * many that lie side by side costs that once. (While values lay in one large array, restoring 8,000,000 of them in the order of the files took three times as long, and a second processor
 * for what G1 noted of that array.)
 *
 * <p>Threading: confined to one task.
 */
final class SlotOrder {

    private static final int SIZE_FIRST = 1 << 10;

    private static final int SIZE_MAX = 1 << 20;

    /** The order is good if all slots of a part fit into a near cache. */
    private static final int PARTS = 1 << 12;

    /** So many entries are looked at in advance: their places stay in the first cache. */
    private static final int DISTANCE = 32;

    private final ReferenceTable table;
    private final boolean longKeys;
    private final KeyContext key = new KeyContext();
    private int[] hashes = new int[SIZE_FIRST];
    private long[] longs = new long[SIZE_FIRST];
    private @Nullable Object[] objects = new @Nullable Object[SIZE_FIRST];
    private @Nullable Object[] values = new @Nullable Object[SIZE_FIRST];
    private int count;

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private long fetched;

    SlotOrder(ReferenceTable table, boolean longKeys) {
        this.table = table;
        this.longKeys = longKeys;
    }

    /** Takes a value, or {@link Table#ABSENT}; of several for one key, the last counts. */
    void add(KeyContext of, Object value) {
        if (count == hashes.length) {
            if (count == SIZE_MAX) {
                flush();
            } else {
                grow();
            }
        }
        hashes[count] = of.hash();
        if (longKeys) {
            longs[count] = of.longKey();
        } else {
            objects[count] = of.key();
        }
        values[count] = value;
        count++;
    }

    /** Puts all that was taken into the table. */
    @SuppressWarnings("NullAway") // what was taken is not null
    void flush() {
        int shift = Math.max(
                0, Integer.SIZE - Integer.numberOfLeadingZeros(table.mask) - Integer.numberOfTrailingZeros(PARTS));
        int[] order = order(shift);
        for (int at = 0; at < order.length; at++) {
            if (at % DISTANCE == 0) {
                fetch(order, at, Math.min(at + DISTANCE, order.length));
            }
            int i = order[at];
            if (longKeys) {
                key.set(longs[i], hashes[i]);
            } else {
                key.set(objects[i], hashes[i]);
            }
            table.setClean(table.slotOf(key), values[i]);
        }
        Arrays.fill(objects, null);
        Arrays.fill(values, null);
        count = 0;
    }

    /** Reads something of each slot, one right after the other, so that the processor gets many from memory at the same time: a store of a reference lets none overtake it. */
    private void fetch(int[] order, int from, int to) {
        long any = 0;
        for (int at = from; at < to; at++) {
            any |= table.fetch(hashes[order[at]]);
        }
        fetched = any;
    }

    /** Sorts by parts of the table; what belongs to one part keeps its order. */
    private int[] order(int shift) {
        int[] ends = new int[PARTS + 1];
        for (int i = 0; i < count; i++) {
            ends[partOf(i, shift) + 1]++;
        }
        for (int part = 0; part < PARTS; part++) {
            ends[part + 1] += ends[part];
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[ends[partOf(i, shift)]++] = i;
        }
        return order;
    }

    private int partOf(int index, int shift) {
        return (hashes[index] & table.mask) >>> shift;
    }

    private void grow() {
        int size = Math.min(SIZE_MAX, 4 * count);
        hashes = Arrays.copyOf(hashes, size);
        longs = longKeys ? Arrays.copyOf(longs, size) : longs;
        objects = longKeys ? objects : Arrays.copyOf(objects, size);
        values = Arrays.copyOf(values, size);
    }
}
