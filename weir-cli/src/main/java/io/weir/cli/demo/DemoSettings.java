package io.weir.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the demo was asked for.
 *
 * <p>Threading: Immutable.
 *
 * @param records orders a mode
 * @param kills kills a mode
 * @param bootstrap the address of an existing broker; empty to start one
 * @param kept whether the job's files stay behind
 */
record DemoSettings(
        int records,
        int kills,
        List<DemoMode> modes,
        long seed,
        int parallelism,
        Duration interval,
        Optional<String> bootstrap,
        boolean kept) {

    DemoSettings {
        modes = List.copyOf(modes);
    }

    /** Of both topics. At least two, for a barrier that comes by one channel has nothing to be aligned with. */
    int partitionCount() {
        return Math.max(2, parallelism);
    }
}
