package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The processor time that some processes, and the whole machine, have used up to a moment.
 *
 * <p>Threading: Immutable.
 *
 * @param atNanos the moment, of {@link System#nanoTime}
 * @param ownNanos used by the processes asked about
 * @param machineNanos used on the machine by anybody, time stolen by its host included; negative where it cannot be read
 */
record Usage(long atNanos, long ownNanos, long machineNanos) {

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final long LOOK_MILLIS = 2_000;
    private static final long NANOS_PER_TICK = 10_000_000L;

    /** The columns of {@link #STATISTICS} that are not idle: user, nice, system, irq, softirq, steal. */
    private static final int[] BUSY_COLUMNS = {1, 2, 3, 6, 7, 8};

    static Usage ofThisProcess() {
        return of(List.of(ProcessHandle.current()));
    }

    static Usage of(List<ProcessHandle> processes) {
        long ownNanos = 0;
        for (ProcessHandle process : processes) {
            ownNanos += process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }
        return new Usage(System.nanoTime(), ownNanos, machine());
    }

    /**
     * Waits until the machine is as good as idle, or for as long as one is willing to.
     *
     * @param coresMax how many processors may be busy
     */
    static void awaitIdle(double coresMax, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        double cores = Double.MAX_VALUE;
        while (cores > coresMax && System.nanoTime() - deadlineNanos < 0) {
            Usage before = of(List.of());
            Thread.sleep(LOOK_MILLIS);
            cores = before.foreignCores(of(List.of()));
        }
    }

    double seconds(Usage later) {
        return (later.atNanos - atNanos) / 1e9;
    }

    /** Returns the processor time that the processes used until {@code later}. */
    double ownSeconds(Usage later) {
        return (later.ownNanos - ownNanos) / 1e9;
    }

    /** Returns how many processors were busy with other work until {@code later}; NaN where that cannot be known. */
    double foreignCores(Usage later) {
        if (machineNanos < 0 || later.machineNanos < 0) {
            return Double.NaN;
        }
        double machineSeconds = (later.machineNanos - machineNanos) / 1e9;
        return Math.max(0, machineSeconds - ownSeconds(later)) / seconds(later);
    }

    private static long machine() {
        try {
            if (!Files.isReadable(STATISTICS)) {
                return -1;
            }
            String[] columns = Files.readAllLines(STATISTICS).get(0).split(" +");
            long ticks = 0;
            for (int column : BUSY_COLUMNS) {
                ticks += Long.parseLong(columns[column]);
            }
            return ticks * NANOS_PER_TICK;
        } catch (IOException e) {
            return -1;
        }
    }
}
