package io.weir.bench.nexmark;

import java.util.List;

/**
 * Folds results into a {@link Checksum} as they come, in one task.
 *
 * <p>Threading: confined to its task; read when that has ended.
 */
public final class ResultTally {

    /** Looks at each key. */
    public static final int EVERY_KEY = 1;

    private final Output output;
    private final int keysPerSample;
    private final LatestHashes latest = new LatestHashes();
    private long received;
    private long hash;

    /** @param keysPerSample of updates only one key in so many is followed; a power of two */
    public ResultTally(Output output, int keysPerSample) {
        this.output = output;
        this.keysPerSample = keysPerSample;
    }

    /** Adds a result. */
    public void add(Result result) {
        received++;
        if (output == Output.UPDATES) {
            Result.Update update = (Result.Update) result;
            long key = Hash.of(update.key());
            if ((key & (keysPerSample - 1)) == 0) {
                latest.put(key, update.hash());
            }
        } else {
            hash += result.hash();
        }
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
