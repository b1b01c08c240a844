package io.weir.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Runs a workload for a time, and says how fast it was once warm.
 *
 * <p>Threading: Immutable.
 *
 * @param warmup how long it runs before it is looked at, from when records flow
 * @param measured for how long it is looked at
 */
record Measurement(Duration warmup, Duration measured) {

    private static final long LOOK_MILLIS = 10;

    /** Beyond any start. */
    private static final Duration START_MAX = Duration.ofMinutes(2);

    Map<Figure, Double> of(Workload workload) throws Exception {
        workload.start();
        awaitRecords(workload);
        Thread.sleep(warmup.toMillis());
        Usage before = Usage.ofThisProcess();
        workload.look();
        Thread.sleep(measured.toMillis());
        workload.look();
        Usage after = Usage.ofThisProcess();
        workload.stop();
        double rate = 0;
        for (Marks marks : workload.marks()) {
            rate += marks.ratePerSecond(before.atNanos(), after.atNanos());
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, rate);
        figures.put(Figure.CPU_NANOS, before.ownSeconds(after) * 1e9 / (rate * before.seconds(after)));
        figures.put(Figure.FOREIGN_CORES, before.foreignCores(after));
        figures.putAll(workload.observations());
        return figures;
    }

    private static void awaitRecords(Workload workload) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!workload.hasBegun()) {
            if (System.nanoTime() - startNanos > START_MAX.toNanos()) {
                throw new IllegalStateException("no record flowed within " + Durations.text(START_MAX));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
