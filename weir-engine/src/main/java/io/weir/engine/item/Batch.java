package io.weir.engine.item;

import io.weir.engine.flat.FlatLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #CAPACITY} records with their timestamps, in order.
 *
 * <p>Threading: owned by one task at a time; a channel hands it over.
 */
public final class Batch {

    /** Large enough that the cost of handing over vanishes beside that of the records, small enough to stay in the nearest caches. */
    public static final int CAPACITY = 512;

    private static final @Nullable Object[] NO_VALUES = {};

    /** With so few records it is cheaper to empty the array than to have another. */
    private static final int FEW = 64;

    private static final long[] NO_WORDS = {};

    private @Nullable Object[] values = NO_VALUES;
    private final long[] timestamps = new long[CAPACITY];
    private int size;

    /** How records lie in {@code words}; null if they are in {@code values}. */
    private @Nullable FlatLayout layout;

    private long[] words = NO_WORDS;
    private boolean combined;

    /**
     * Says how records are kept from now on: as they are, or as the words of a layout. Then no object goes to another core, and those that read it read one array. The batch must be empty.
     *
     * @param newLayout of the class of all records that come; null to keep them as they are
     */
    public void begin(@Nullable FlatLayout newLayout) {
        if (newLayout == null) {
            words = NO_WORDS;
            if (values == NO_VALUES) {
                values = new @Nullable Object[CAPACITY];
            }
        } else {
            values = NO_VALUES;
            if (newLayout != layout) {
                words = NO_WORDS;
            }
        }
        layout = newLayout;
    }

    /** Returns how records are laid down in {@link #words}, one behind the other; null if they are kept as they are. */
    public @Nullable FlatLayout layout() {
        return layout;
    }

    /** Returns the array of the records' words, if there is a {@link #layout}. */
    public long[] words() {
        return words == NO_WORDS ? room() : words;
    }

    /** Not before the first record comes: of many channels some get none. */
    private long[] room() {
        FlatLayout needed = layout;
        if (needed == null) {
            throw new IllegalStateException("records are kept as they are");
        }
        words = new long[CAPACITY * needed.words()];
        return words;
    }

    /** Notes that the words of a record have been laid down behind those of the others; the batch was not full. */
    public void added(long timestamp) {
        timestamps[size] = timestamp;
        size++;
    }

    /** Appends a record as it is; the batch must not be full. */
    public void add(Object value, long timestamp) {
        int index = size;
        values[index] = value;
        timestamps[index] = timestamp;
        size = index + 1;
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    public int size() {
        return size;
    }

    /** Returns the record at {@code index}, which is below {@link #size}; if only its words are kept, one that equals it. */
    @SuppressWarnings("NullAway") // every slot below size holds a value
    public Object value(int index) {
        FlatLayout laidDown = layout;
        return laidDown == null ? values[index] : laidDown.read(words, index * laidDown.words());
    }

    /** Returns whether it holds what records were combined to, and not the records themselves. */
    public boolean isCombined() {
        return combined;
    }

    /** Sets whether it holds what records were combined to. */
    public void combined(boolean newCombined) {
        combined = newCombined;
    }

    public long timestamp(int index) {
        return timestamps[index];
    }

    /**
     * Empties the batch; {@link #begin} comes before the next record. If there were many objects they lay in an array that is not used again: a batch lives long, and G1 takes a fence for each young object that is stored into an old one,
     * which costs more than the array does.
     */
    public void clear() {
        if (layout == null) {
            if (size > FEW) {
                values = NO_VALUES;
            } else {
                Arrays.fill(values, 0, size, null);
            }
        }
        size = 0;
    }
}
