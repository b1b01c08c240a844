package io.weir.cli.verify;

import java.time.Duration;

/**
 * What {@code weir verify} was asked for, besides the pipeline.
 *
 * <p>Threading: Immutable.
 *
 * @param kills how often something is struck
 * @param rate input records a second, at most
 * @param kept whether the files stay behind although all is well
 */
record VerifySettings(
        int kills,
        StrikePlan.Only only,
        long seed,
        double rate,
        int parallelism,
        int partitionCount,
        Duration interval,
        Duration transactionTimeout,
        boolean kept) {}
