package io.weir.bench;

import java.nio.ByteBuffer;

/**
 * Workload W3 by hand: generate, look the key up in the table of the window, add to its sum; when a record shows that event time has reached the end of the window,
 * emit the sums and clear the table. The records come in the order of their timestamps, so one window is open at a time.
 */
final class WindowedSumLoop implements LoopBody {

    static final long WINDOW_MILLIS = 1_000;

    private final Generator generator;
    private final LongSums sums;
    private final Tally tally;
    private long windowStart;
    private long windowEnd = WINDOW_MILLIS;

    WindowedSumLoop(Generator generator, LongSums sums) {
        this.generator = generator;
        this.sums = sums;
        this.tally = new Tally(generator.keys());
    }

    /** Returns where the window begins that a time is in. */
    static long windowStart(long timestamp) {
        return timestamp - timestamp % WINDOW_MILLIS;
    }

    @Override
    public void run(long firstIndex, int count) {
        for (long index = firstIndex; index < firstIndex + count; index++) {
            Event event = generator.event(index);
            if (event.timestamp() >= windowEnd) {
                endWindow(event.timestamp());
            }
            sums.add(event.key(), event.value());
        }
    }

    private void endWindow(long timestamp) {
        sums.drain(this::emit);
        windowStart = windowStart(timestamp);
        windowEnd = windowStart + WINDOW_MILLIS;
    }

    private void emit(long key, long sum) {
        tally.addWindow(new Event(key, sum, windowStart));
    }

    @Override
    public int savedSize() {
        return Long.BYTES + sums.changedCount() * LongSums.SAVED_ENTRY_SIZE;
    }

    /** Puts the window beside its sums: what was saved of an earlier one is no longer needed. */
    @Override
    public void save(ByteBuffer out) {
        out.putLong(windowStart);
        sums.save(out);
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
