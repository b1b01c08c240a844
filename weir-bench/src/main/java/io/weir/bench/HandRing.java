package io.weir.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A ring of batches from one thread to one other, as one would write it by hand.
 *
 * <p>Threading: {@link #offer} by one thread, {@link #poll} by one other.
 */
final class HandRing {

    private final AtomicReferenceArray<@Nullable Event[]> slots;
    private final int mask;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong offered = new AtomicLong();

    /** @param capacity a power of two */
    HandRing(int capacity) {
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    boolean offer(Event[] batch) {
        long number = offered.getPlain();
        if (number - taken.getAcquire() > mask) {
            return false;
        }
        slots.setPlain((int) number & mask, batch);
        offered.setRelease(number + 1);
        return true;
    }

    Event @Nullable [] poll() {
        long number = taken.getPlain();
        if (number == offered.getAcquire()) {
            return null;
        }
        Event[] batch = slots.getPlain((int) number & mask);
        taken.setRelease(number + 1);
        return batch;
    }
}
