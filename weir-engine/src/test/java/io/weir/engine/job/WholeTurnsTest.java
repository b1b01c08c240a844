package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeTurnsTest {

    private final WholeTurns turns = new WholeTurns();

    @Test
    void asksTheNextCheckpointAndNoOther() {
        assertThat(turns.take()).isFalse();
        assertThat(turns.waits(true)).isTrue();
        assertThat(turns.take()).isTrue();
        turns.came();
        assertThat(turns.take()).isFalse();
    }

    @Test
    void asksForNothingThatIsNotWorthItsWhile() {
        assertThat(turns.waits(false)).isFalse();
        assertThat(turns.take()).isFalse();
    }

    @Test
    void mergesMoreBasesEachTimeItHasAskedInVain() {
        List<Integer> mergedBetween = new ArrayList<>();
        int merged = 0;
        while (mergedBetween.size() < 9) {
            if (turns.waits(true)) {
                mergedBetween.add(merged);
                merged = 0;
            } else {
                merged++;
            }
            turns.take();
        }
        assertThat(mergedBetween).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 64);
    }

    @Test
    void asksAgainAtOnceWhenOneHasCome() {
        assertThat(turns.waits(true)).isTrue();
        assertThat(turns.take()).isTrue();
        assertThat(turns.waits(true)).as("in vain").isFalse();
        assertThat(turns.waits(true)).isTrue();
        assertThat(turns.take()).isTrue();
        turns.came();

        assertThat(turns.waits(true)).isTrue();
        assertThat(turns.take()).isTrue();
        assertThat(turns.waits(true)).as("in vain").isFalse();
        assertThat(turns.waits(true)).as("once").isTrue();
    }
}
