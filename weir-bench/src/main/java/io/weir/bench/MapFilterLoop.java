package io.weir.bench;

import java.nio.ByteBuffer;

/** Workload W1 by hand: generate, map, filter, count. */
final class MapFilterLoop implements LoopBody {

    private final Generator generator;
    private final Tally tally;

    MapFilterLoop(Generator generator) {
        this.generator = generator;
        this.tally = new Tally(generator.keys());
    }

    static Event map(Event event) {
        return new Event(event.key(), event.value() * 3 + 1, event.timestamp());
    }

    static boolean keeps(Event event) {
        return (event.value() & 7) != 0;
    }

    @Override
    public void run(long firstIndex, int count) {
        for (long index = firstIndex; index < firstIndex + count; index++) {
            Event mapped = map(generator.event(index));
            if (keeps(mapped)) {
                tally.add(mapped);
            }
        }
    }

    @Override
    public int savedSize() {
        return 0;
    }

    @Override
    public void save(ByteBuffer out) {}

    @Override
    public Tally tally() {
        return tally;
    }
}
