package io.weir.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.item.Control.Barrier;
import io.weir.engine.item.Control.End;
import io.weir.engine.item.Control.Idle;
import io.weir.engine.item.Control.Watermark;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I1: a checkpoint holds exactly the effects of the records before its barrier. */
class BarrierAlignmentTest {

    private final Channel left = new Channel(16);
    private final Channel right = new Channel(16);

    @Test
    void i1HoldsBackAChannelAfterItsBarrierUntilTheOtherDeliversIt() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, "a", new Barrier(1), "b");
        put(right, "x");

        assertThat(readAll(gate)).containsExactly("a", "x");

        put(right, new Barrier(1), "y");
        assertThat(readAll(gate))
                .containsExactlyInAnyOrder(new Barrier(1), "b", "y")
                .startsWith(new Barrier(1));
    }

    @Test
    void withoutAlignmentRecordsBehindTheBarrierComeBeforeIt() {
        InputGate gate = gate(AlignmentMode.NOT_ALIGNED);
        put(left, "a", new Barrier(1), "b", "c");
        put(right, "x");

        assertThat(readAll(gate)).containsExactly("a", "x", "b", "c");

        put(right, new Barrier(1));
        assertThat(readAll(gate)).containsExactly(new Barrier(1));
    }

    @Test
    void rejectsBarriersOfDifferentCheckpoints() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, new Barrier(1));
        put(right, new Barrier(2));

        assertThatThrownBy(() -> readAll(gate)).hasMessageContaining("out of step");
    }

    @Test
    void aBarrierStillComesThroughAChannelThatHasEnded() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, "a", new End(), new Barrier(1));
        put(right, "x", new Barrier(1), "y");

        assertThat(readAll(gate)).containsExactly("a", "x", new Barrier(1), "y");
    }

    @Test
    void endsWhenEveryChannelHasEnded() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, new End());
        assertThat(readAll(gate)).isEmpty();

        put(right, new End());
        assertThat(readAll(gate)).containsExactly(new End());
    }

    @Test
    void timeIsThatOfTheSlowestChannelThatIsNotIdle() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, new Watermark(10));
        assertThat(readAll(gate)).isEmpty();

        put(right, new Watermark(5));
        assertThat(readAll(gate)).containsExactly(new Watermark(5));

        put(right, new Idle());
        assertThat(readAll(gate)).containsExactly(new Watermark(10));
    }

    @Test
    void anIdleGateTellsThatAChannelIsActiveAgainEvenIfTimeHasNotMoved() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, new Watermark(10), new Idle());
        put(right, new Watermark(10), new Idle());
        assertThat(readAll(gate)).containsExactly(new Watermark(10), new Idle());

        put(left, new Watermark(10));
        assertThat(readAll(gate)).as("active again").containsExactly(new Watermark(10));

        put(left, new Watermark(10));
        put(right, new Watermark(10));
        assertThat(readAll(gate)).as("no news").isEmpty();
    }

    @Test
    void anIdleGateTellsThatAChannelWithoutTimeIsActiveAgain() {
        InputGate gate = gate(AlignmentMode.ALIGNED);
        put(left, new Idle());
        put(right, new Idle());
        assertThat(readAll(gate)).containsExactly(new Idle());

        put(right, new Watermark(Timestamps.NONE));
        assertThat(readAll(gate)).containsExactly(new Watermark(Timestamps.NONE));
    }

    /** Whatever the interleaving, each barrier separates the same records, and each channel keeps its order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void i1EveryScheduleSeparatesTheSameRecords(long seed) {
        Random random = new Random(seed);
        InputGate gate = gate(AlignmentMode.ALIGNED);
        List<Object> toLeft = script("l");
        List<Object> toRight = script("r");
        List<Object> seen = new ArrayList<>();
        while (seen.stream().filter(End.class::isInstance).count() == 0) {
            switch (random.nextInt(3)) {
                case 0 -> feedOne(toLeft, left);
                case 1 -> feedOne(toRight, right);
                default -> readOne(gate, seen);
            }
        }
        assertThat(epochs(seen))
                .as("seed=%d", seed)
                .isEqualTo(
                        List.of(List.of("l1", "l2", "r1", "r2"), List.of("l3", "l4", "r3", "r4"), List.of("l5", "r5")));
    }

    private InputGate gate(AlignmentMode mode) {
        return new InputGate(List.of(new InputGate.Entering(left, 0), new InputGate.Entering(right, 0)), mode);
    }

    private static List<Object> script(String name) {
        return new ArrayList<>(
                List.of(name + 1, name + 2, new Barrier(1), name + 3, name + 4, new Barrier(2), name + 5, new End()));
    }

    private static void feedOne(List<Object> script, Channel channel) {
        if (!script.isEmpty()) {
            put(channel, script.remove(0));
        }
    }

    private static void put(Channel channel, Object... items) {
        for (Object item : items) {
            if (item instanceof Control control) {
                assertThat(channel.offer(control)).isTrue();
            } else {
                Batch batch = channel.emptyBatch();
                batch.begin(null);
                batch.add(item, 0);
                assertThat(channel.offer(batch)).isTrue();
            }
        }
    }

    private static List<Object> readAll(InputGate gate) {
        List<Object> items = new ArrayList<>();
        while (readOne(gate, items)) {
            assertThat(items.size()).isLessThan(1000);
        }
        return items;
    }

    private static boolean readOne(InputGate gate, List<Object> items) {
        Object item = gate.poll();
        if (item instanceof Batch batch) {
            for (int i = 0; i < batch.size(); i++) {
                items.add(batch.value(i));
            }
            gate.recycle(batch);
        } else if (item != null) {
            items.add(item);
        }
        return item != null;
    }

    /** The sorted records between each two barriers. */
    private static List<List<String>> epochs(List<Object> items) {
        List<List<String>> epochs = new ArrayList<>(List.of(new ArrayList<>()));
        for (Object item : items) {
            if (item instanceof String text) {
                epochs.get(epochs.size() - 1).add(text);
            } else if (item instanceof Barrier) {
                epochs.add(new ArrayList<>());
            }
        }
        epochs.forEach(epoch -> epoch.sort(null));
        return epochs;
    }
}
