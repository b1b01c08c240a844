package io.weir.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that goes back and forth between two tasks. */
class BatchTest {

    /** Few records leave their array, many take theirs with them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, Batch.CAPACITY})
    void aBatchThatIsUsedAgainHasRoomForAllAndNothingOfBefore(int before) {
        Batch batch = new Batch();
        fill(batch, before, "before");
        batch.clear();
        assertThat(batch.size()).isZero();

        batch.reuse();
        fill(batch, Batch.CAPACITY, "after");
        assertThat(batch.isFull()).isTrue();
        for (int i = 0; i < Batch.CAPACITY; i++) {
            assertThat(batch.value(i)).isEqualTo("after" + i);
            assertThat(batch.timestamp(i)).isEqualTo(i);
        }
    }

    private static void fill(Batch batch, int count, String text) {
        for (int i = 0; i < count; i++) {
            batch.add(text + i, i);
        }
    }
}
