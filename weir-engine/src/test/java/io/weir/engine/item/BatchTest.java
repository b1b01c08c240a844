package io.weir.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.flat.FlatLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that goes back and forth between two tasks. */
class BatchTest {

    /** Few records leave their array, many take theirs with them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, Batch.CAPACITY})
    void aBatchThatIsUsedAgainHasRoomForAllAndNothingOfBefore(int before) {
        Batch batch = new Batch();
        batch.begin(null);
        fill(batch, before, "before");
        batch.clear();
        assertThat(batch.size()).isZero();

        batch.begin(null);
        fill(batch, Batch.CAPACITY, "after");
        assertThat(batch.isFull()).isTrue();
        for (int i = 0; i < Batch.CAPACITY; i++) {
            assertThat(batch.value(i)).isEqualTo("after" + i);
            assertThat(batch.timestamp(i)).isEqualTo(i);
        }
    }

    @Test
    void recordsOfPrimitivesAreTheSameAsWordsAndBehindThem() {
        FlatLayout layout = FlatLayout.of(Point.class);
        Batch batch = new Batch();
        for (int round = 0; round < 2; round++) {
            batch.begin(layout);
            for (int i = 0; i < Batch.CAPACITY; i++) {
                layout.write(new Point(i, i + 0.5 + round), batch.words(), batch.size() * layout.words());
                batch.added(-i);
            }
            assertThat(batch.isFull()).isTrue();
            for (int i = 0; i < Batch.CAPACITY; i++) {
                assertThat(batch.value(i)).isEqualTo(new Point(i, i + 0.5 + round));
                assertThat(batch.timestamp(i)).isEqualTo(-i);
            }
            batch.clear();

            batch.begin(null);
            fill(batch, 3, "object");
            assertThat(batch.value(2)).isEqualTo("object2");
            batch.clear();
        }
    }

    record Point(int x, double y) {}

    private static void fill(Batch batch, int count, String text) {
        for (int i = 0; i < count; i++) {
            batch.add(text + i, i);
        }
    }
}
