package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of few slots looks before it adds one, and a set of many does not. */
class SlotSetTest {

    private static final long SEED = 28;

    @ParameterizedTest
    @ValueSource(ints = {65, 4_097, 262_145, 1_000_000})
    void hasWhatIsAddedAndNotRemovedOrTaken(int capacity) {
        Random random = new Random(SEED);
        SlotSet set = new SlotSet(capacity);
        BitSet model = new BitSet();
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 5_000; i++) {
                int slot = random.nextInt(capacity);
                if (random.nextInt(4) == 0) {
                    set.remove(slot);
                    model.clear(slot);
                } else {
                    set.add(slot);
                    model.set(slot);
                }
                assertThat(set.contains(slot)).isEqualTo(model.get(slot));
            }
            assertThat(set.size()).as("seed %s, round %s", SEED, round).isEqualTo(model.cardinality());
            int max = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(4_000);
            int[] expected = model.stream().limit(max).toArray();
            assertThat(set.drain(max)).as("seed %s, round %s", SEED, round).isEqualTo(expected);
            for (int slot : expected) {
                model.clear(slot);
            }
            assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        }
        SlotSet other = new SlotSet(capacity);
        other.add(64);
        other.becomes(set);
        set.clear();
        assertThat(other.drain()).isEqualTo(model.stream().toArray());
        assertThat(set.drain()).isEmpty();
    }
}
