package io.weir.bench;

import java.util.Arrays;

/**
 * What is in a sink's target.
 *
 * <p>Threading: Immutable.
 *
 * @param count how many records
 * @param sum of their ids and cents
 */
record SinkTally(long count, long sum) {

    static final SinkTally NONE = new SinkTally(0, 0);

    SinkTally plus(long id, long cents) {
        return new SinkTally(count + 1, sum + id + cents);
    }

    SinkTally plus(SinkTally other) {
        return new SinkTally(count + other.count, sum + other.sum);
    }

    /** Returns what must be there after the first {@code count} records, each of them added. */
    static SinkTally ofAll(long count) {
        long sum = 0;
        for (long id = 0; id < count; id++) {
            sum += id + SinkRecord.centsOf(id);
        }
        return new SinkTally(count, sum);
    }

    /** Returns what must be there after the first {@code count} records, each of which overwrites the one before of its customer. */
    static SinkTally ofLatest(long count) {
        long[] latest = new long[SinkRecord.CUSTOMERS];
        Arrays.fill(latest, -1);
        for (long id = 0; id < count; id++) {
            latest[(int) SinkRecord.customerOf(id)] = id;
        }
        SinkTally tally = NONE;
        for (long id : latest) {
            if (id >= 0) {
                tally = tally.plus(id, SinkRecord.centsOf(id));
            }
        }
        return tally;
    }
}
