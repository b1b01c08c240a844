package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.Journal;
import io.weir.engine.journal.JournalStore;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Measures, and prints, how long a decision takes against a server on the same machine: what Weir and the client add to the time of two requests. */
class DecisionLatencyIT {

    private static final int WARM_UP_COUNT = 100;
    private static final int COUNT = 300;

    @Test
    void aDecisionIsTwoRequests() {
        try (JournalStore store = Servers.store("latency").open("orders")) {
            Journal journal =
                    Journal.recover(store, "orders", () -> "000000000000000a").journal();
            String value = "v".repeat(1_000);
            long[] nanos = new long[COUNT];
            for (int i = 0; i < WARM_UP_COUNT + COUNT; i++) {
                long begin = System.nanoTime();
                journal.append(Checkpoints.of(i + 1, i, value));
                if (i >= WARM_UP_COUNT) {
                    nanos[i - WARM_UP_COUNT] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "decisions: count=%d, p50=%.2f ms, p90=%.2f ms, p99=%.2f ms%n",
                    COUNT, millis(nanos[COUNT / 2]), millis(nanos[COUNT * 9 / 10]), millis(nanos[COUNT * 99 / 100]));
            assertThat(nanos[0]).isPositive();
        }
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
