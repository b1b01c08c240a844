package io.weir.engine.commit;

/**
 * How a commit that certainly did not happen is tried again.
 *
 * @param retriesMax after so many the attempt fails
 * @param firstDelayNanos before the first retry; doubled for each further one
 * @param delayMaxNanos the bound of the delay
 */
public record CommitSettings(int retriesMax, long firstDelayNanos, long delayMaxNanos) {

    /** 10 retries from 10 ms to 2 s: about 8 s in all, after which a restart looks at the sink afresh. */
    public static final CommitSettings DEFAULT = new CommitSettings(10, 10_000_000L, 2_000_000_000L);

    long delayNanos(int retry) {
        return Math.min(delayMaxNanos, firstDelayNanos << Math.min(retry, 30));
    }
}
