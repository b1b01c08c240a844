package io.weir.bench;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Works out what a workload must have put out, from how far it read, and compares.
 *
 * <p>Threading: Immutable.
 */
@FunctionalInterface
interface Expected {

    /**
     * @param positions how many records were read of each split; split s of n has the indices s, s + n, s + 2n and so on
     * @throws IllegalStateException if it is something else
     */
    void check(List<Long> positions, Tally actual);

    /** What W1 puts out: count and sum are independent of the order. */
    static Expected ofMapFilter(Generator generator) {
        return (positions, actual) -> {
            Tally expected = new Tally(generator.keys());
            forEachIndex(positions, index -> {
                Event mapped = MapFilterLoop.map(generator.event(index));
                if (MapFilterLoop.keeps(mapped)) {
                    expected.add(mapped);
                }
            });
            require(actual.count() == expected.count() && actual.sum() == expected.sum(), positions, expected, actual);
        };
    }

    /**
     * What W2 puts out: an event for each record, and for each key at last the sum of its values, in whatever order they came. Records of a single split come in
     * the order of their indices, so every sum on the way is known too.
     */
    static Expected ofKeyedSum(Generator generator) {
        return (positions, actual) -> {
            long[] sums = new long[Math.toIntExact(generator.keys())];
            Tally expected = new Tally(generator.keys());
            forEachIndex(positions, index -> {
                int key = (int) generator.key(index);
                sums[key] += index;
                expected.add(key, sums[key]);
            });
            boolean sumsOnTheWay = positions.size() > 1 || actual.sum() == expected.sum();
            require(
                    actual.count() == expected.count() && actual.endsLike(expected) && sumsOnTheWay,
                    positions,
                    expected,
                    actual);
        };
    }

    /**
     * What W3 puts out: for each window that has ended a sum for each key in it. Which is the last one that has depends on when the work was stopped, so it is
     * taken from the results; all before it must be there too, and those must have ended that every split has read past.
     */
    static Expected ofWindowedSum(Generator generator) {
        return (positions, actual) -> {
            long lastWindow = actual.lastWindowStart();
            Tally expected = new Tally(generator.keys());
            WindowSums sums = new WindowSums(generator.keys(), expected);
            int splitCount = positions.size();
            long index = 0;
            for (; Generator.timestamp(index) < lastWindow + WindowedSumLoop.WINDOW_MILLIS; index++) {
                if (index / splitCount < positions.get((int) (index % splitCount))) {
                    sums.add(generator.key(index), index);
                }
            }
            sums.endWindow();
            boolean isComplete = actual.count() == expected.count() && actual.sum() == expected.sum();
            require(isComplete && lastWindow >= lastPassedWindow(positions), positions, expected, actual);
        };
    }

    /** Returns the start of the last window that every split has read past; negative if there is none. */
    private static long lastPassedWindow(List<Long> positions) {
        long passed = Long.MAX_VALUE;
        for (int split = 0; split < positions.size(); split++) {
            long lastIndex = split + (positions.get(split) - 1) * positions.size();
            long lastTimestamp = Generator.timestamp(Math.max(0, lastIndex));
            passed = Math.min(passed, WindowedSumLoop.windowStart(lastTimestamp) - WindowedSumLoop.WINDOW_MILLIS);
        }
        return passed;
    }

    private static void forEachIndex(List<Long> positions, LongConsumer action) {
        int splitCount = positions.size();
        for (int split = 0; split < splitCount; split++) {
            long position = positions.get(split);
            for (long i = 0; i < position; i++) {
                action.accept(split + i * splitCount);
            }
        }
    }

    private static void require(boolean holds, List<Long> positions, Tally expected, Tally actual) {
        if (!holds) {
            throw new IllegalStateException(
                    "the results are wrong: read=" + positions + ", expected: " + expected + "; actual: " + actual);
        }
    }
}
