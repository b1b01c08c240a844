package io.weir.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from one thread to one other. After Lamport ("Specifying concurrent program modules", 1983), with each side's cached copy of the other's
 * index as in FastForward and Disruptor descendants.
 *
 * <p>Threading: {@link #offer} and {@link #isFull} by one producer, {@link #peek} and {@link #poll} by one consumer.
 */
final class SpscRing<E> {

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Indices.class, "head", long.class);
            TAIL = lookup.findVarHandle(Indices.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] elements;
    private final int mask;
    private final Indices indices = new Indices();

    /** @param capacity a power of two */
    SpscRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("expected a power of two, actual=" + capacity);
        }
        elements = new @Nullable Object[capacity];
        mask = capacity - 1;
    }

    /** Producer: returns false and changes nothing if the ring is full. */
    boolean offer(E element) {
        long tail = indices.tail;
        if (isFull()) {
            return false;
        }
        ELEMENT.set(elements, (int) tail & mask, element);
        TAIL.setRelease(indices, tail + 1);
        return true;
    }

    /** Producer: returns whether {@link #offer} would fail now. */
    boolean isFull() {
        long limit = indices.tail - elements.length;
        if (indices.cachedHead > limit) {
            return false;
        }
        indices.cachedHead = (long) HEAD.getAcquire(indices);
        return indices.cachedHead <= limit;
    }

    /** Consumer: returns the oldest element without taking it, or null. */
    @SuppressWarnings("unchecked") // offer takes only E
    @Nullable E peek() {
        long head = indices.head;
        if (head >= indices.cachedTail) {
            indices.cachedTail = (long) TAIL.getAcquire(indices);
            if (head >= indices.cachedTail) {
                return null;
            }
        }
        return (E) elements[(int) head & mask];
    }

    /** Consumer: returns how many elements have been taken. */
    long takenCount() {
        return indices.head;
    }

    /** Consumer: returns how many elements have been offered, as far as the consumer sees them. */
    long visibleCount() {
        indices.cachedTail = (long) TAIL.getAcquire(indices);
        return indices.cachedTail;
    }

    /** Producer: returns how many elements have been offered. */
    long offeredCount() {
        return indices.tail;
    }

    /**
     * Consumer: returns an element without taking it.
     *
     * @param number counts from the first element ever offered; not below {@link #takenCount}, and below {@link #visibleCount}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // offer takes only E, and none between the two counts has been taken
    E at(long number) {
        return (E) elements[(int) number & mask];
    }

    /** Consumer: takes the oldest element, or returns null. */
    @Nullable E poll() {
        E element = peek();
        if (element != null) {
            long head = indices.head;
            ELEMENT.set(elements, (int) head & mask, null);
            HEAD.setRelease(indices, head + 1);
        }
        return element;
    }

    /** The indices of both sides, each side's on cache lines of its own: a line that two cores write in turn costs a transfer for each write. */
    @SuppressWarnings("unused") // the padding
    private static final class Indices {
        private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
        private long tail;
        private long cachedHead;
        private long q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;
        private long head;
        private long cachedTail;
        private long r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14, r15;
    }
}
