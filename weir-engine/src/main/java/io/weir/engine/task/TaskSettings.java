package io.weir.engine.task;

import io.weir.engine.exchange.Channel;

/**
 * Bounds of a task's work and of what is on its way to it.
 *
 * <p>Threading: Immutable.
 *
 * @param channelCapacity how many batches and control events a channel between two tasks holds: a power of two
 * @param copiedMax how many entries of captured state a turn copies at most
 * @param firedMax how many timers fire in a turn at most
 * @param recordsPerKeyMin where records of a key come less often, on average, they are sent as they are, and not combined before the exchange
 * @param watermarkNanosMin from one watermark of a source to the next, while there is more to read: each sends batches on that are not full
 * @param aheadNanosMax for how long a source's subtask that is ahead of another in event time lets that one go on, before it reads more; 0 for not at all
 * @param strideRecords how many records it reads before it lets others go on again
 * @param alwaysGathers whether keys are looked at ahead in the chain of a source also where there is little state, and it makes things slower; only a test wants it
 * @param sendsObjects whether records go from task to task as they are, also where their primitives would do; only a test wants it
 */
public record TaskSettings(
        int channelCapacity,
        int copiedMax,
        int firedMax,
        int recordsPerKeyMin,
        long watermarkNanosMin,
        long aheadNanosMax,
        int strideRecords,
        boolean alwaysGathers,
        boolean sendsObjects) {

    /**
     * Copying so many entries takes a fraction of a millisecond, whatever the size of the table; what so many timers emit has to find room before more do; and to combine and merge
     * costs about as much as to send a few records. In a millisecond a source reads thousands of records, so that one that is ahead by less is caught up with.
     */
    public static final TaskSettings DEFAULT =
            new TaskSettings(Channel.CAPACITY, 8192, 512, 5, 1_000_000, 1_000_000, 1_024, false, false);

    /** Returns settings for a clock that stands still while there is work: nobody waits for it. */
    public TaskSettings withoutWaiting() {
        return new TaskSettings(
                channelCapacity,
                copiedMax,
                firedMax,
                recordsPerKeyMin,
                0,
                0,
                strideRecords,
                alwaysGathers,
                sendsObjects);
    }
}
