package io.weir.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The time of several inputs, some of which are idle or at their end. */
class WatermarkMergerTest {

    private static final Long IDLE = -1L;

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
        assertThat(merger.advance(2, Timestamps.MAX))
                .as("as far as the second had come")
                .isTrue();
        assertThat(merger.current()).isEqualTo(7);
        assertThat(merger.isIdle()).isTrue();

        assertThat(merger.advance(0, 8)).isTrue();
        assertThat(merger.current()).isEqualTo(8);
        assertThat(merger.isIdle()).isFalse();
        assertThat(merger.idle(0)).isFalse();
        assertThat(merger.current()).isEqualTo(8);
    }

    /** Else what one of them lets go late is late for those behind, who have gone on with the other's time. */
    @Test
    void whoeverMergesTheSameInputsComesToTheSameTimeWhenAllAreIdleOrAtTheirEnd() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<List<Long>> inputs = new ArrayList<>();
            for (int input = 0; input < 3; input++) {
                List<Long> told = new ArrayList<>();
                long time = 0;
                for (int i = random.nextInt(4); i > 0; i--) {
                    time += random.nextInt(10);
                    told.add(random.nextInt(4) == 0 ? IDLE : (Long) time);
                }
                told.add(input > 0 && random.nextBoolean() ? (Long) Timestamps.MAX : IDLE);
                inputs.add(told);
            }
            assertThat(merged(inputs, random)).as("%s, round=%d", inputs, round).isEqualTo(merged(inputs, random));
        }
    }

    private static long merged(List<List<Long>> inputs, Random random) {
        WatermarkMerger merged = new WatermarkMerger(inputs.size());
        int[] next = new int[inputs.size()];
        int left = inputs.stream().mapToInt(List::size).sum();
        while (left > 0) {
            int input = random.nextInt(next.length);
            if (next[input] < inputs.get(input).size()) {
                Long told = inputs.get(input).get(next[input]++);
                boolean unused = told.equals(IDLE) ? merged.idle(input) : merged.advance(input, told);
                left--;
            }
        }
        assertThat(merged.isIdle()).isTrue();
        return merged.current();
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
