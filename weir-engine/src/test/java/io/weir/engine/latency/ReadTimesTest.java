package io.weir.engine.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.port.Clock;
import org.junit.jupiter.api.Test;

/** When records were created or read is noted by poll, in a bounded number of spans that together have every record. */
class ReadTimesTest {

    private static final long MILLI = 1_000_000;

    private long nowNanos = 50 * MILLI;
    private final ReadTimes times = new ReadTimes(new Clock() {
        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long currentTimeMillis() {
            return 1_700_000_000_000L + nowNanos / MILLI;
        }
    });

    @Test
    void recordsCountFromTheirReadingIfNothingElseIsSaid() {
        times.read(50 * MILLI, 3);
        times.read(51 * MILLI, 3);
        times.read(52 * MILLI, 10);
        ReadSpans taken = times.take();
        assertThat(taken.size()).isEqualTo(2);
        assertThat(taken.count(0)).isEqualTo(3);
        assertThat(taken.count(1)).isEqualTo(7);
        assertThat(taken.oldestNanos(1)).isEqualTo(52 * MILLI);
        assertThat(times.take().size()).as("taken").isZero();
    }

    @Test
    void recordsCountFromTheirCreationIfTheSourceTellsIt() {
        times.created(1_700_000_000_000L + 20, 1_700_000_000_000L + 45, 5);
        times.read(50 * MILLI, 8);
        ReadSpans taken = times.take();
        assertThat(taken.size()).isEqualTo(2);
        assertThat(taken.oldestNanos(0)).isEqualTo(20 * MILLI);
        assertThat(taken.newestNanos(0)).isEqualTo(45 * MILLI);
        assertThat(taken.count(0)).isEqualTo(5);
        assertThat(taken.count(1)).as("of which it told nothing").isEqualTo(3);
    }

    @Test
    void aCreationInTheFutureCountsAsNowAndOneInTheWrongOrderIsPutRight() {
        times.created(1_700_000_000_000L + 90, 1_700_000_000_000L + 10, 2);
        ReadSpans taken = times.take();
        assertThat(taken.oldestNanos(0)).isEqualTo(10 * MILLI);
        assertThat(taken.newestNanos(0)).isEqualTo(nowNanos);
    }

    @Test
    void aCreationWithoutRecordsIsNothing() {
        times.read(nowNanos, 4);
        times.created(0, 0, 4);
        assertThat(times.take().count(0)).isEqualTo(4);
        assertThat(times.take().size()).isZero();
    }

    @Test
    void manyPollsAreKeptInFewSpansOfLikeLengthThatHaveEveryRecord() {
        int polls = 10_000;
        for (int i = 1; i <= polls; i++) {
            times.read(i * MILLI, 2L * i);
        }
        ReadSpans taken = times.take();
        assertThat(taken.size()).isBetween(32, 64);
        long count = 0;
        long upTo = 0;
        for (int i = 0; i < taken.size(); i++) {
            assertThat(taken.oldestNanos(i)).isEqualTo(upTo + MILLI);
            upTo = taken.newestNanos(i);
            assertThat(taken.count(i)).isEqualTo(2 * ((upTo - taken.oldestNanos(i)) / MILLI + 1));
            assertThat(taken.count(i)).isLessThanOrEqualTo(2 * polls / 32);
            count += taken.count(i);
        }
        assertThat(count).isEqualTo(2L * polls);
        assertThat(upTo).isEqualTo(polls * MILLI);
    }
}
