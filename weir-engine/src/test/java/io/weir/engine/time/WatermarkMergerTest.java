package io.weir.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.time.Timestamps;
import org.junit.jupiter.api.Test;

/** The time of several inputs, some of which are idle or at their end. */
class WatermarkMergerTest {

    private final WatermarkMerger merger = new WatermarkMerger(3);

    @Test
    void itIsTheLeastOfAll() {
        assertThat(merger.advance(0, 5)).isFalse();
        assertThat(merger.advance(1, 7)).isFalse();
        assertThat(merger.advance(2, 6)).isTrue();
        assertThat(merger.current()).isEqualTo(5);
        assertThat(merger.advance(0, 9)).isTrue();
        assertThat(merger.current()).isEqualTo(6);
    }

    @Test
    void anIdleInputDoesNotHoldItBack() {
        merger.advance(0, 5);
        merger.advance(1, 7);
        assertThat(merger.idle(2)).isTrue();
        assertThat(merger.current()).isEqualTo(5);
        assertThat(merger.advance(2, 3)).as("it never goes back").isFalse();
        assertThat(merger.current()).isEqualTo(5);
        assertThat(merger.advance(0, 9)).isFalse();
        assertThat(merger.advance(2, 8)).isTrue();
        assertThat(merger.current()).isEqualTo(7);
    }

    @Test
    void anInputAtItsEndDoesNotHoldItBack() {
        merger.advance(0, Timestamps.MAX);
        merger.advance(1, 7);
        assertThat(merger.advance(2, 6)).isTrue();
        assertThat(merger.current()).isEqualTo(6);
    }

    @Test
    void withTheOthersIdleAnInputAtItsEndDoesNotMoveIt() {
        merger.advance(0, 5);
        merger.advance(1, 7);
        merger.advance(2, 6);
        merger.idle(0);
        merger.idle(1);
        assertThat(merger.current()).isEqualTo(6);
        assertThat(merger.advance(2, Timestamps.MAX)).isFalse();
        assertThat(merger.current()).isEqualTo(6);
        assertThat(merger.isIdle()).isTrue();

        assertThat(merger.advance(0, 8)).isTrue();
        assertThat(merger.current()).isEqualTo(8);
        assertThat(merger.isIdle()).isFalse();
        assertThat(merger.idle(0)).isFalse();
        assertThat(merger.current()).isEqualTo(8);
    }

    @Test
    void whenEveryInputIsAtItsEndItIsTheLast() {
        assertThat(merger.advance(0, Timestamps.MAX)).isFalse();
        merger.idle(1);
        assertThat(merger.advance(1, Timestamps.MAX)).isFalse();
        assertThat(merger.isIdle()).isFalse();
        assertThat(merger.advance(2, Timestamps.MAX)).isTrue();
        assertThat(merger.current()).isEqualTo(Timestamps.MAX);
        assertThat(merger.isIdle()).isFalse();
    }
}
