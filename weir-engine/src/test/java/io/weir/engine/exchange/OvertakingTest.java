package io.weir.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control.Barrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I1 where a barrier overtakes: what it overtook is recorded, all of it, once, and nothing else. */
class OvertakingTest {

    private static final int CHANNELS = 3;
    private static final int CHECKPOINTS = 12;

    private final List<Channel> channels = new ArrayList<>();
    private final List<Outlet> outlets = new ArrayList<>();
    private final InputGate gate;

    OvertakingTest() {
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(new Channel());
            outlets.add(new Outlet(List.of(channels.get(i))));
        }
        gate = new InputGate(
                channels.stream()
                        .map(channel -> new InputGate.Entering(channel, channels.indexOf(channel) % 2))
                        .toList(),
                AlignmentMode.ALIGNED);
    }

    @Test
    void whatIsInSightNeedNotBeProcessedFirst() {
        send(0, "a1");
        send(0, "a2");
        outlets.forEach(outlet -> outlet.broadcast(new Barrier(1)));
        send(0, "a3");
        gate.overtake(1);

        assertThat(texts(gate.recorded())).containsExactly("a1", "a2");
        assertThat(consumeAll()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void recordsThatAreKeptAsWordsAreRecordedAsTheyWere() {
        FlatLayout layout = Objects.requireNonNull(FlatLayout.of(Long.class));
        Outlet outlet = outlets.get(0);
        outlet.layout(layout);
        for (long number = 1; number <= 3; number++) {
            Batch batch = outlet.filling(0);
            layout.write(number, batch.words(), batch.size());
            batch.added(number);
            outlet.added(0, batch);
        }
        outlets.forEach(each -> each.broadcast(new Barrier(1)));
        gate.overtake(1);

        InFlight recorded = Objects.requireNonNull(gate.recorded()).get(0);
        assertThat(recorded.size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(recorded.value(i)).isEqualTo(i + 1L);
            assertThat(recorded.timestamp(i)).isEqualTo(i + 1L);
        }
    }

    @Test
    void aChannelThatWasHeldBackGoesOnAtOnce() {
        outlets.get(0).broadcast(new Barrier(1));
        send(0, "a1");
        assertThat(consumeAll()).isEmpty();

        gate.overtake(1);
        assertThat(consumeAll()).containsExactly("a1");
        assertThat(gate.recorded()).as("two barriers are not in sight").isNull();

        send(1, "b1");
        assertThat(consumeAll()).containsExactly("b1");
        outlets.get(1).broadcast(new Barrier(1));
        outlets.get(2).broadcast(new Barrier(1));
        assertThat(texts(gate.recorded())).containsExactly("b1");
    }

    @Test
    void aBarrierThatTheChannelHasNoRoomForIsInSightOnceItIsShown() {
        for (int i = 0; i < 40; i++) {
            send(0, "a" + i);
        }
        outlets.forEach(outlet -> outlet.broadcast(new Barrier(1)));
        send(0, "behind");
        gate.overtake(1);
        assertThat(gate.recorded()).isNull();

        outlets.forEach(Outlet::show);
        assertThat(texts(gate.recorded())).hasSize(40);
        assertThat(consumeAll()).hasSize(41);
    }

    @Test
    void aBarrierDoesNotOvertakeOneOfAnotherCheckpoint() {
        outlets.get(0).broadcast(new Barrier(1));
        consumeAll();

        assertThatThrownBy(() -> gate.overtake(2)).hasMessageContaining("a barrier overtakes another");
    }

    @Test
    void aBarrierOvertakesOnce() {
        gate.overtake(1);

        assertThatThrownBy(() -> gate.overtake(1)).hasMessageContaining("a barrier overtakes another");
    }

    /**
     * Whatever the interleaving: the records that the task got before its snapshot, and those recorded, are exactly those sent before the barrier; those of a channel in their
     * order; and all records come through, each once.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void i1EveryScheduleRecordsWhatTheBarrierOvertook(long seed) {
        for (int i = 0; i < 50; i++) {
            new OvertakingTest().run(new Random(seed * 1000 + i));
        }
    }

    private void run(Random random) {
        Schedule schedule = new Schedule(random);
        while (schedule.checkpoint <= CHECKPOINTS) {
            schedule.step();
        }
        schedule.drain();
        for (int channel = 0; channel < CHANNELS; channel++) {
            String name = "c" + channel + "-";
            assertThat(schedule.consumed.stream().filter(value -> value.startsWith(name)))
                    .as("all, in order")
                    .isEqualTo(schedule.sent.stream()
                            .filter(value -> value.startsWith(name))
                            .toList());
        }
    }

    /** Sends, consumes, and lets barriers overtake or not, as the random numbers have it. */
    private final class Schedule {
        private final Random random;
        private final List<String> sent = new ArrayList<>();
        private final List<String> consumed = new ArrayList<>();
        private final List<String> sentBefore = new ArrayList<>();
        private final boolean[] injected = new boolean[CHANNELS];
        private int checkpoint = 1;
        private boolean overtaken;
        private int consumedAtSnapshot = -1;

        Schedule(Random random) {
            this.random = random;
        }

        void step() {
            int channel = random.nextInt(CHANNELS);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    if (outlets.get(channel).drain()) {
                        String value = "c" + channel + "-" + sent.size();
                        sent.add(value);
                        if (!injected[channel]) {
                            sentBefore.add(value);
                        }
                        send(channel, value);
                    }
                }
                case 3 -> inject(channel);
                case 4 -> overtake();
                case 5 -> outlets.get(channel).show();
                case 6 -> {
                    if (overtaken) {
                        complete(gate.recorded());
                    }
                }
                default -> consumeOne();
            }
        }

        private void inject(int channel) {
            if (!injected[channel]) {
                injected[channel] = true;
                outlets.get(channel).broadcast(new Barrier(checkpoint));
            }
        }

        private void overtake() {
            if (consumedAtSnapshot < 0 && random.nextInt(4) == 0) {
                overtaken = true;
                consumedAtSnapshot = consumed.size();
                gate.overtake(checkpoint);
            }
        }

        private void consumeOne() {
            Object item = gate.poll();
            if (item instanceof Batch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    consumed.add((String) batch.value(i));
                }
                gate.recycle(batch);
            } else if (item instanceof Barrier barrier) {
                assertThat(overtaken).as("the snapshot was taken already").isFalse();
                assertThat(barrier.checkpointId()).isEqualTo(checkpoint);
                consumedAtSnapshot = consumed.size();
                complete(List.of());
            }
        }

        private void complete(List<InFlight> recorded) {
            if (recorded == null) {
                return;
            }
            List<String> held = new ArrayList<>(consumed.subList(0, consumedAtSnapshot));
            held.addAll(texts(recorded));
            assertThat(held).containsExactlyInAnyOrderElementsOf(sentBefore);
            for (int channel = 0; channel < CHANNELS; channel++) {
                String name = "c" + channel + "-";
                assertThat(held.stream().filter(value -> value.startsWith(name)))
                        .isEqualTo(sentBefore.stream()
                                .filter(value -> value.startsWith(name))
                                .toList());
                assertThat(injected[channel]).isTrue();
                injected[channel] = false;
            }
            sentBefore.clear();
            sentBefore.addAll(sent);
            checkpoint++;
            overtaken = false;
            consumedAtSnapshot = -1;
        }

        void drain() {
            boolean empty;
            do {
                consumed.addAll(consumeAll());
                empty = outlets.stream().map(Outlet::drain).reduce(true, Boolean::logicalAnd);
            } while (!empty);
            consumed.addAll(consumeAll());
        }
    }

    private void send(int channel, String value) {
        outlets.get(channel).send(0, value, 0);
        outlets.get(channel).flush();
    }

    private List<String> consumeAll() {
        List<String> values = new ArrayList<>();
        boolean more = true;
        while (more) {
            Object item = gate.poll();
            if (item instanceof Batch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    values.add((String) batch.value(i));
                }
                gate.recycle(batch);
            }
            boolean moved = outlets.stream().map(Outlet::drain).reduce(true, Boolean::logicalAnd);
            more = item != null || !moved;
        }
        return values;
    }

    private static List<String> texts(List<InFlight> sides) {
        List<String> texts = new ArrayList<>();
        for (InFlight records : sides) {
            for (int i = 0; i < records.size(); i++) {
                texts.add((String) records.value(i));
            }
        }
        return texts;
    }
}
