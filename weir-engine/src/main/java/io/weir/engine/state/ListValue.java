package io.weir.engine.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable list that shares its array with the lists made from it by {@link #plus}: appending does not copy, and an older list, captured at a barrier,
 * still reads the same, because nobody writes below its size. It knows what the last snapshot has of it.
 *
 * <p>Threading: Immutable, but for {@link #with} and {@link #without}.
 */
final class ListValue extends AbstractList<Object> implements RandomAccess {

    private static final int CAPACITY_MIN = 4;
    private static final ListValue EMPTY = new ListValue(new Shared(0), 0, 0, 0);

    private final Shared shared;
    private final int size;
    private final int keptCount;
    private final int sizeBefore;

    private ListValue(Shared shared, int size, int keptCount, int sizeBefore) {
        this.shared = shared;
        this.size = size;
        this.keptCount = keptCount;
        this.sizeBefore = sizeBefore;
    }

    /** Returns a list that the last snapshot has nothing of. */
    static ListValue empty() {
        return EMPTY;
    }

    /** Returns how many elements the last snapshot has of the key. */
    int sizeBefore() {
        return sizeBefore;
    }

    /** Returns how many of the first elements are as in the last snapshot. */
    int keptCount() {
        return keptCount;
    }

    /** Returns this list with one more element. Confined to the task that owns the state. */
    ListValue plus(Object element) {
        Shared target = shared;
        if (target.used != size || size == target.array.length) {
            target = target.copy(size, size + 1);
        }
        target.array[size] = element;
        target.used = size + 1;
        return new ListValue(target, size + 1, keptCount, sizeBefore);
    }

    /** Returns other elements in the place of these. */
    ListValue replacedBy(List<?> elements) {
        Shared target = new Shared(elements.size());
        System.arraycopy(elements.toArray(), 0, target.array, 0, elements.size());
        target.used = elements.size();
        return new ListValue(target, elements.size(), 0, sizeBefore);
    }

    /** Returns the same elements, which a snapshot has now. */
    ListValue captured() {
        return new ListValue(shared, size, size, size);
    }

    /** Puts an element that a snapshot has in its place, while a checkpoint is loaded and nobody else has the list; there may be gaps until all of it is loaded. */
    ListValue with(int index, Object element) {
        Shared target = index < shared.array.length ? shared : shared.copy(size, index + 1);
        int newSize = Math.max(size, index + 1);
        target.array[index] = element;
        target.used = newSize;
        return new ListValue(target, newSize, newSize, newSize);
    }

    /** Takes out an element that a later snapshot does not have, as {@link #with} puts one in. */
    ListValue without(int index) {
        if (index >= size) {
            return this;
        }
        shared.array[index] = null;
        int newSize = size;
        while (newSize > 0 && shared.array[newSize - 1] == null) {
            newSize--;
        }
        shared.used = newSize;
        return new ListValue(shared, newSize, newSize, newSize);
    }

    @Override
    @SuppressWarnings("NullAway") // below the size there is no gap
    public Object get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index=" + index + ", size=" + size);
        }
        return shared.array[index];
    }

    @Override
    public int size() {
        return size;
    }

    /** The array, and how much of it the longest list uses. */
    private static final class Shared {
        private final @Nullable Object[] array;
        private int used;

        Shared(int capacity) {
            this.array = new @Nullable Object[capacity];
        }

        private Shared(@Nullable Object[] array) {
            this.array = array;
        }

        Shared copy(int kept, int capacityMin) {
            Shared copy = new Shared(Arrays.copyOf(array, Math.max(Math.max(CAPACITY_MIN, capacityMin), 2 * kept)));
            Arrays.fill(copy.array, kept, Math.min(array.length, copy.array.length), null);
            copy.used = kept;
            return copy;
        }
    }
}
