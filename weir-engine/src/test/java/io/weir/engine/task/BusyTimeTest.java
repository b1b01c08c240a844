package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.port.Clock;
import org.junit.jupiter.api.Test;

/** The time for a checkpoint is that between beginnings and ends, of this checkpoint alone. */
class BusyTimeTest {

    private long nowNanos;
    private final BusyTime busy = new BusyTime(new Clock() {
        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    });

    @Test
    void whatIsDoneInSeveralTurnsIsAddedUp() {
        busy.beginAnew();
        nowNanos += 5;
        assertThat(busy.nanos()).as("so far").isEqualTo(5);
        nowNanos += 2;
        busy.end();
        nowNanos += 100;
        assertThat(busy.nanos()).as("records in between").isEqualTo(7);
        busy.begin();
        nowNanos += 3;
        assertThat(busy.nanos()).isEqualTo(10);
        busy.end();
        assertThat(busy.nanos()).isEqualTo(10);

        busy.beginAnew();
        nowNanos += 4;
        busy.end();
        assertThat(busy.nanos()).isEqualTo(4);
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        busy.beginAnew();
        nowNanos -= 50;
        busy.end();
        assertThat(busy.nanos()).isZero();
    }
}
