package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.item.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is gathered during a poll goes on in order, and all of it before the poll is over. */
class GatheringOutputTest {

    private final List<String> passed = new ArrayList<>();
    private final Keeper keeper = new Keeper();
    private int batches;

    @Test
    void whereThereIsLittleStateNothingIsHeldBack() {
        GatheringOutput output = output(false);
        output.begin();
        output.accept("a", 1);
        assertThat(passed).containsExactly("a@1");
        output.end();
        assertThat(batches).isZero();
    }

    @Test
    void whereThereIsMuchStateRecordsAreHeldBackUntilThePollIsOver() {
        keeper.large = true;
        GatheringOutput output = output(false);
        output.accept("a", 1);
        assertThat(passed).as("outside of a poll").containsExactly("a@1");
        output.begin();
        output.accept("b", 2);
        output.accept("c", 3);
        assertThat(passed).containsExactly("a@1");
        output.end();
        assertThat(passed).containsExactly("a@1", "b@2", "c@3");
        output.accept("d", 4);
        assertThat(passed).endsWith("d@4");
        assertThat(batches).isOne();
    }

    @Test
    void aFullBatchGoesOnAtOnceAndThePollGoesOnBehindIt() {
        GatheringOutput output = output(true);
        List<String> expected = new ArrayList<>();
        for (int poll = 0; poll < 3; poll++) {
            output.begin();
            for (int i = 0; i < 2 * Batch.CAPACITY + 5; i++) {
                output.accept("r" + poll, i);
                expected.add("r" + poll + "@" + i);
            }
            assertThat(passed).hasSize(expected.size() - 5);
            output.end();
            assertThat(passed).isEqualTo(expected);
        }
        assertThat(batches).isEqualTo(9);
    }

    private GatheringOutput output(boolean always) {
        return new GatheringOutput(this::pass, this::pass, keeper, always);
    }

    private void pass(Object value, long timestamp) {
        passed.add(value + "@" + timestamp);
    }

    private void pass(Batch batch) {
        batches++;
        for (int i = 0; i < batch.size(); i++) {
            pass(batch.value(i), batch.timestamp(i));
        }
    }

    private static final class Keeper implements Fetching {
        private boolean large;

        @Override
        public void fetch(long[] keys, int count) {}

        @Override
        public boolean isLarge() {
            return large;
        }
    }
}
