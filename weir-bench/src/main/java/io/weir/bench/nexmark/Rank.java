package io.weir.bench.nexmark;

/** Three levels of price, by which the statistics of queries 15 to 17 are divided. */
public enum Rank {
    /** Below 100.00. */
    ONE,
    /** From 100.00 on. */
    TWO,
    /** From 10,000.00 on. */
    THREE;

    private static final long TWO_FROM = 10_000;
    private static final long THREE_FROM = 1_000_000;
    private static final long MILLIS_PER_DAY = 86_400_000;

    /** @param price in cents */
    public static Rank of(long price) {
        if (price < TWO_FROM) {
            return ONE;
        }
        return price < THREE_FROM ? TWO : THREE;
    }

    /** Returns the day of a time, in UTC, counted from 1970-01-01 on, by which the same statistics are divided. */
    public static long day(long timestamp) {
        return Math.floorDiv(timestamp, MILLIS_PER_DAY);
    }
}
