package io.weir.bench;

/**
 * Checks the counts of W4 and W5 as they are read: each key's must go 1, 2, 3 and so on, so that nothing lost, repeated or out of order goes unseen.
 *
 * <p>Threading: confined to one thread.
 */
final class CountChecker {

    private final long[] counts;
    private final long[] sums;
    private long total;
    private long misplacedCount;

    CountChecker(long keys) {
        counts = new long[Math.toIntExact(keys)];
        sums = new long[counts.length];
    }

    void add(Event count) {
        int key = Math.toIntExact(count.key());
        counts[key]++;
        sums[key] += count.value();
        total++;
        if (count.value() != counts[key]) {
            misplacedCount++;
        }
    }

    long total() {
        return total;
    }

    /** Returns how many results were seen in another place than that of their count among the results of their key. */
    long misplacedCount() {
        return misplacedCount;
    }

    /**
     * Checks that every record was counted once, and for its key, and that the counts of each key came in their order.
     *
     * @throws IllegalStateException if not
     */
    void requireAll(Generator generator, long recordCount) {
        long[] expected = new long[counts.length];
        for (long index = 0; index < recordCount; index++) {
            expected[(int) generator.key(index)]++;
        }
        for (int key = 0; key < expected.length; key++) {
            long count = expected[key];
            if (counts[key] != count || sums[key] != count * (count + 1) / 2) {
                throw new IllegalStateException("the results are wrong: key=" + key + ", expected=1 to " + count
                        + ", seen=" + counts[key] + " with a sum of " + sums[key] + ", results=" + total + " of "
                        + recordCount + ", misplaced=" + misplacedCount);
            }
        }
        if (misplacedCount > 0) {
            throw new IllegalStateException("results came out of order: misplaced=" + misplacedCount + " of " + total);
        }
    }
}
