package io.weir.engine.state;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * An unmodifiable list that shares its array with the lists made from it by {@link #plus}: appending does not copy, and an older list, captured at a barrier,
 * still reads the same, because nobody writes below its size.
 *
 * <p>Threading: Immutable.
 */
final class ListValue extends AbstractList<Object> implements RandomAccess {

    private static final ListValue EMPTY = new ListValue(new Shared(new Object[4]), 0);

    private final Shared shared;
    private final int size;

    private ListValue(Shared shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    static ListValue of(List<?> elements) {
        Object[] array = elements.toArray();
        Shared shared = new Shared(array);
        shared.used = array.length;
        return new ListValue(shared, array.length);
    }

    /** Returns this list with one more element. Confined to the task that owns the state. */
    ListValue plus(Object element) {
        Shared target = shared;
        if (target.used != size || size == target.array.length || size == 0) {
            target = new Shared(Arrays.copyOf(shared.array, Math.max(4, size * 2)));
        }
        target.array[size] = element;
        target.used = size + 1;
        return new ListValue(target, size + 1);
    }

    static ListValue empty() {
        return EMPTY;
    }

    @Override
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
        private final Object[] array;
        private int used;

        Shared(Object[] array) {
            this.array = array;
        }
    }
}
