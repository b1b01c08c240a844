package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.KeySequence.Distribution;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeySequenceTest {

    private static final int KEYS = 1_000;

    @ParameterizedTest
    @EnumSource
    void beginsWithEveryKeyOnce(Distribution distribution) {
        KeySequence sequence = new KeySequence(KEYS, distribution);
        assertThat(LongStream.range(0, KEYS).map(sequence::key).distinct().count())
                .isEqualTo(KEYS);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithAllKeysAndNoOther(Distribution distribution) {
        KeySequence sequence = new KeySequence(KEYS, distribution);
        boolean[] seen = new boolean[KEYS];
        for (long index = KEYS; index < 500L * KEYS; index++) {
            seen[Math.toIntExact(sequence.key(index))] = true;
        }
        assertThat(seen).doesNotContain(false);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameForEverybody(Distribution distribution) {
        KeySequence one = new KeySequence(KEYS, distribution);
        KeySequence other = new KeySequence(KEYS, distribution);
        for (long index = KEYS; index < 10L * KEYS; index++) {
            assertThat(one.key(index)).isEqualTo(other.key(index));
        }
    }
}
