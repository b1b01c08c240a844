package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.KeySequence.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateMeasurementTest {

    private static final int KEYS = 2_000;
    private static final StateMeasurement MEASUREMENT = new StateMeasurement(
            new Measurement(Duration.ofMillis(10), Duration.ofMillis(100)), Duration.ofSeconds(60));

    @TempDir
    private Path directory;

    @Test
    void measuresAProgramWhoseSumsAreRight() throws Exception {
        Map<Figure, Double> figures = MEASUREMENT.of(new SumProgram(-1, Long.MAX_VALUE), settings());
        assertThat(figures.get(Figure.RATE)).isPositive();
        assertThat(figures.get(Figure.PAUSE_MAX)).isPositive();
    }

    @Test
    void refusesAProgramThatEmitsOneWrongSum() {
        assertThatThrownBy(() -> MEASUREMENT.of(new SumProgram(KEYS / 2, Long.MAX_VALUE), settings()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the results are wrong");
    }

    @Test
    void givesUpOnAProgramThatNeverHasEveryKey() {
        StateMeasurement impatient = new StateMeasurement(MEASUREMENT.measurement(), Duration.ofMillis(50));
        assertThatThrownBy(() -> impatient.of(new SumProgram(-1, KEYS / 2), settings()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too slow");
    }

    private StateSettings settings() {
        return new StateSettings(KEYS, Distribution.ZIPF, Double.POSITIVE_INFINITY, 1, Durations.NEVER, directory);
    }

    /**
     * Sums in a loop, with a barrier now and then, up to a number of records.
     *
     * <p>Threading: confined to the test, but for its loop.
     */
    private static final class SumProgram implements StateProgram {

        private final long wrongIndex;
        private final long recordsMax;
        private volatile boolean stopping;
        private @Nullable Thread loop;

        SumProgram(long wrongIndex, long recordsMax) {
            this.wrongIndex = wrongIndex;
            this.recordsMax = recordsMax;
        }

        @Override
        public void start(StateSettings settings, StateProbe probe) {
            loop = new Thread(() -> run(new KeySequence(settings.keys(), settings.distribution()), probe), "sums");
            loop.setDaemon(true);
            loop.start();
        }

        private void run(KeySequence keys, StateProbe probe) {
            long[] sums = new long[KEYS];
            for (long index = 0; index < recordsMax && !stopping; index++) {
                if (index % 1_000 == 0) {
                    probe.barrier();
                }
                int key = (int) keys.key(index);
                sums[key] += index;
                probe.emitted(key, index == wrongIndex ? sums[key] + 1 : sums[key]);
            }
        }

        @Override
        public void requireRunning() {}

        @Override
        public List<Span> checkpoints() {
            return List.of();
        }

        @Override
        public void close() throws Exception {
            stopping = true;
            Objects.requireNonNull(loop).join();
        }
    }
}
