package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.AlignmentMode;
import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.InputGate.Entering;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.item.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However records are kept on their way, the same come out in the same order. */
class SenderTest {

    record Point(int x, double y) {}

    record Other(long number) {}

    record Wide(long a, long b, long c, long d, long e, long f, long g, long h, long i) {}

    record Named(int x, String name) {}

    private final Channel channel = new Channel(1 << 4);
    private final InputGate gate = new InputGate(List.of(new Entering(channel, 0)), AlignmentMode.ALIGNED);
    private final Outlet outlet = new Outlet(List.of(channel));
    private final Sending sender = new Sender(outlet);

    /** How the records of each batch were kept. */
    private final List<Boolean> asWords = new ArrayList<>();

    private List<Object> sent(List<?> records) {
        for (Object each : records) {
            sender.send(0, each, each.hashCode());
        }
        outlet.flush();
        List<Object> arrived = new ArrayList<>();
        for (Object item = gate.poll(); item != null; item = gate.poll()) {
            Batch batch = (Batch) item;
            asWords.add(batch.layout() != null);
            for (int i = 0; i < batch.size(); i++) {
                arrived.add(batch.value(i));
                assertThat(batch.timestamp(i)).isEqualTo(batch.value(i).hashCode());
            }
            gate.recycle(batch);
        }
        return arrived;
    }

    private static List<Point> points(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Point(i, -i)).toList();
    }

    @Test
    void recordsOfPrimitivesGoAsWords() {
        List<Point> points = points(3 * Batch.CAPACITY + 1);

        assertThat(sent(points)).isEqualTo(points);
        assertThat(asWords).containsExactly(true, true, true, true);
        assertThat(sent(points)).isEqualTo(points);
    }

    @Test
    void theFirstOfAnotherClassAndAllBehindItGoAsTheyAre() {
        List<Object> mixed = new ArrayList<>(points(5));
        mixed.add(new Other(7));
        mixed.addAll(points(2));

        assertThat(sent(mixed)).isEqualTo(mixed);
        assertThat(asWords).containsExactly(true, false);
        assertThat(sent(points(2))).isEqualTo(points(2));
        assertThat(asWords).containsExactly(true, false, false);
    }

    @Test
    void whatHasNoWordsOrTooManyGoesAsItIs() {
        for (Object record : List.of(new Named(1, "one"), "text", new Wide(1, 2, 3, 4, 5, 6, 7, 8, 9))) {
            SenderTest fresh = new SenderTest();
            assertThat(fresh.sent(List.of(record, record)).get(1)).isSameAs(record);
            assertThat(fresh.asWords).containsExactly(false);
        }
    }

    /** Nobody has asked for it here, and where somebody does it may become a dead letter. */
    @Test
    void aRecordWithAFieldThatCannotBeReadGoesAsItIs() {
        List<Moody> records = List.of(new Moody(1), new Moody(2), new Moody(-3), new Moody(4));

        assertThat(sent(records)).isEqualTo(records);
        assertThat(asWords).containsExactly(true, false);
    }

    record Moody(int mood) {
        @Override
        public int mood() {
            if (mood < 0) {
                throw new IllegalStateException("not now");
            }
            return mood;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Moody moody && moody.mood == mood;
        }

        @Override
        public int hashCode() {
            return mood;
        }
    }

    /** Batches that are not full, on several ways, of which one has no room. */
    @Test
    void nothingIsLostWhereTheWayOfKeepingChanges() {
        List<Channel> channels = List.of(new Channel(1 << 2), new Channel(1 << 2));
        Outlet out = new Outlet(channels);
        Sending edge = new Sender(out);
        List<List<Object>> expected = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 6 * Batch.CAPACITY; i++) {
            int consumer = i % 5 == 0 ? 1 : 0;
            Object record = i == 5 * Batch.CAPACITY ? new Other(i) : new Point(i, 0);
            edge.send(consumer, record, record.hashCode());
            expected.get(consumer).add(record);
        }
        out.flush();
        for (int consumer = 0; consumer < 2; consumer++) {
            InputGate from = new InputGate(List.of(new Entering(channels.get(consumer), 0)), AlignmentMode.ALIGNED);
            List<Object> arrived = new ArrayList<>();
            while (arrived.size() < expected.get(consumer).size()) {
                out.drain();
                for (Object item = from.poll(); item != null; item = from.poll()) {
                    Batch batch = (Batch) item;
                    for (int i = 0; i < batch.size(); i++) {
                        arrived.add(batch.value(i));
                    }
                    from.recycle(batch);
                }
            }
            assertThat(arrived).isEqualTo(expected.get(consumer));
        }
    }

    /** Words are for records; what they were combined to are objects. */
    @Test
    void whatWasCombinedGoesAsItIsInBetween() {
        sender.send(0, new Other(1), 1);
        outlet.combined(true);
        outlet.send(0, new Combined(1L, 1, 2L), 2);
        outlet.combined(false);
        sender.send(0, new Other(3), 3);
        outlet.flush();

        List<String> arrived = new ArrayList<>();
        for (Object item = gate.poll(); item != null; item = gate.poll()) {
            Batch batch = (Batch) item;
            arrived.add(batch.isCombined() + " " + (batch.layout() != null) + " " + batch.size() + " at "
                    + batch.timestamp(0));
            gate.recycle(batch);
        }
        assertThat(arrived).containsExactly("false true 1 at 1", "true false 1 at 2", "false true 1 at 3");
    }
}
