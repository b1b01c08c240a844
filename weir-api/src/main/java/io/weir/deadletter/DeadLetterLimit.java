package io.weir.deadletter;

import io.weir.error.WeirException;

/**
 * How many of a stage's records may become dead letters before the job fails with {@code too-many-dead-letters}: a storm of failures is a fault of the code or of a service, and
 * not of the records.
 *
 * <p>Each subtask counts its own records, from the beginning of each attempt. The job does not restart by itself; what is not in its last checkpoint is processed again when it is started again, the
 * dead letters of the storm included.
 *
 * <p>Threading: Immutable.
 *
 * @param share of the records, from 0 to 1
 * @param recordsMin how many records there must have been before the share counts
 */
public record DeadLetterLimit(double share, long recordsMin) {

    /** No limit. */
    public static final DeadLetterLimit NONE = new DeadLetterLimit(1, 0);

    public DeadLetterLimit {
        if (!(share >= 0 && share <= 1) || recordsMin < 0) {
            throw WeirException.user(
                    "invalid-dead-letter-limit",
                    "the limit of dead letters is a share of " + share + " after " + recordsMin + " records",
                    "a share is from 0 to 1, and a number of records is not negative",
                    "use for example DeadLetterLimit.share(0.01).after(1000)");
        }
    }

    /** At most this share of the records, as soon as there have been 1,000. */
    public static DeadLetterLimit share(double share) {
        return new DeadLetterLimit(share, 1000);
    }

    /** The same share, which counts as soon as there have been so many records. */
    public DeadLetterLimit after(long newRecordsMin) {
        return new DeadLetterLimit(share, newRecordsMin);
    }

    /** Returns whether so many dead letters among so many records are too many. */
    public boolean isExceeded(long deadCount, long recordCount) {
        return recordCount >= recordsMin && deadCount > share * recordCount;
    }
}
