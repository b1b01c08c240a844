package io.weir.engine.state;

import io.weir.engine.journal.RestoredStates;
import org.jspecify.annotations.Nullable;

/**
 * Where keyed state comes from, and where it lies.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 *
 * @param restored what the last checkpoint holds, of all stages
 * @param stores for what tables do not hold; null if they hold all of it
 */
public record StateHome(RestoredStates restored, @Nullable StateStores stores) {

    /** A checkpoint costs the same if it holds little: with fewer records, its cost would be felt. */
    private static final int RECORDS_MIN = 1024;

    /**
     * Returns how many records a source's subtask may emit from one barrier to the next. With stores, memory is for what changes in between, so that must be bounded
     * although a checkpoint may take long; and barriers come behind records, so only who begins them can wait.
     */
    public long recordsPerBarrier() {
        return stores == null ? Long.MAX_VALUE : Math.max(RECORDS_MIN, stores.keysInMemory());
    }
}
