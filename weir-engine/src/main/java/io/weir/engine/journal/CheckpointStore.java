package io.weir.engine.journal;

import io.weir.error.WeirException;
import io.weir.runtime.Finding;
import java.util.List;

/**
 * A place where the checkpoints of one job are kept: a local directory, or a part of an object store. It says where that is, and opens it; nothing is touched before.
 *
 * <p>For those who bring a store of their own: all that the journal asks for is in {@link JournalStore}. It must hold also if an older process still works on the same place: the store of
 * a local directory keeps it out with a lock, one without a lock must let only one of two win each creation and renaming, and list what was written before it was asked.
 *
 * <p>Threading: Thread-safe.
 */
public interface CheckpointStore {

    /**
     * Opens the place for a job, or for the copy of a savepoint, and makes it if need be. Whoever opens it closes it, once nothing works on it any more.
     *
     * @param pipelineName for messages
     * @throws WeirException if it cannot be used, and why
     */
    JournalStore open(String pipelineName);

    /**
     * Opens the place in order to read it, whether a job runs on it or not: nothing is locked or changed. Whoever opens it closes it.
     *
     * @throws WeirException {@code no-checkpoint} if there is no such place, or another one if it cannot be read
     */
    ReadableStore read();

    /**
     * Checks, without a start, whether checkpoints can be kept there: that nobody else has the place, that it can be written, that there is room, and how fast it is. May block for some
     * seconds. Nothing is found unless the place says so.
     */
    default List<Finding> check() {
        return List.of();
    }

    /** Checks what {@link #open} does not, and takes no time. Nothing is found unless the place says so. */
    default List<Finding> checkAtStart() {
        return List.of();
    }
}
