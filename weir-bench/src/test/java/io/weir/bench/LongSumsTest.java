package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LongSumsTest {

    private static final int KEYS = 1_000;

    private final LongSums sums = LongSums.saved(KEYS);

    @Test
    void savesWhatChangedSinceTheLastTimeAndNothingElse() {
        Map<Long, Long> first = new HashMap<>();
        for (long key = 0; key < KEYS; key++) {
            sums.add(key, 1);
            first.put(key, sums.add(key, key));
        }
        assertThat(saved()).isEqualTo(first);
        assertThat(saved()).isEmpty();

        Map<Long, Long> second = new HashMap<>();
        for (long key = 0; key < KEYS; key += 7) {
            second.put(key, sums.add(key, 5));
        }
        assertThat(saved()).isEqualTo(second);
    }

    @Test
    void whatWasDrainedIsNotSaved() {
        sums.add(1, 1);
        sums.drain((key, sum) -> {});
        assertThat(saved()).isEmpty();
    }

    private Map<Long, Long> saved() {
        int count = sums.changedCount();
        ByteBuffer bytes = ByteBuffer.allocate(count * LongSums.SAVED_ENTRY_SIZE);
        sums.save(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        bytes.flip();
        Map<Long, Long> entries = new HashMap<>();
        while (bytes.hasRemaining()) {
            entries.put(bytes.getLong(), bytes.getLong());
        }
        assertThat(entries).hasSize(count);
        return entries;
    }
}
