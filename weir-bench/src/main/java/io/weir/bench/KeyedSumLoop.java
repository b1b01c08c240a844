package io.weir.bench;

import java.nio.ByteBuffer;

/** Workload W2 by hand: generate, look the key up in a table, add to its sum, emit the sum. */
final class KeyedSumLoop implements LoopBody {

    private final Generator generator;
    private final LongSums sums;
    private final Tally tally;

    KeyedSumLoop(Generator generator, LongSums sums) {
        this.generator = generator;
        this.sums = sums;
        this.tally = new Tally(generator.keys());
    }

    @Override
    public void run(long firstIndex, int count) {
        for (long index = firstIndex; index < firstIndex + count; index++) {
            Event event = generator.event(index);
            long sum = sums.add(event.key(), event.value());
            tally.add(new Event(event.key(), sum, event.timestamp()));
        }
    }

    @Override
    public int savedSize() {
        return sums.changedCount() * LongSums.SAVED_ENTRY_SIZE;
    }

    @Override
    public void save(ByteBuffer out) {
        sums.save(out);
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
