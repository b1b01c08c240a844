package io.weir.bench.nexmark;

import java.util.List;

/**
 * Folds results into a {@link Checksum} as they come, in one task.
 *
 * <p>Threading: confined to its task; read when that has ended.
 */
public final class ResultTally {

    /** Looks at everything. */
    public static final int EVERY_ONE = 1;

    private final Output output;
    private final int oneIn;
    private final LatestHashes latest = new LatestHashes();
    private long received;
    private long hash;

    /**
     * @param oneIn a power of two: of updates only one key in so many is followed; of other results the numbers of all are looked at, and the texts of one in
     *     so many, by what its numbers are
     */
    public ResultTally(Output output, int oneIn) {
        this.output = output;
        this.oneIn = oneIn;
    }

    /** Adds a result. */
    public void add(Result result) {
        received++;
        if (output == Output.UPDATES) {
            Result.Update update = (Result.Update) result;
            long key = Hash.of(update.key());
            if (isLookedAt(key)) {
                latest.put(key, update.hash());
            }
        } else {
            long numbers = result.numbers();
            hash += isLookedAt(numbers) ? result.withTexts(numbers) : numbers;
        }
    }

    private boolean isLookedAt(long hashed) {
        return (hashed & (oneIn - 1)) == 0;
    }

    /** Returns how many results came. */
    public long received() {
        return received;
    }

    /** Returns what the results of tasks come to, of which no two had results with the same key. */
    public static Checksum total(List<ResultTally> tallies) {
        long count = 0;
        long hash = 0;
        for (ResultTally each : tallies) {
            hash += each.output == Output.UPDATES ? each.latest.sum() : each.hash;
            count += switch (each.output) {
                case APPEND -> each.received;
                case UPDATES -> each.latest.count();
                case SUMS -> 0;
            };
        }
        return new Checksum(count, hash);
    }
}
