package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.aggregate.Aggregates;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.exchange.AlignmentMode;
import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.InputGate.Entering;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.item.Control.Barrier;
import io.weir.engine.item.Control.End;
import io.weir.engine.item.Control.Idle;
import io.weir.engine.item.Control.Watermark;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.graph.KeySelector;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.graph.Stage;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.pipeline.WindowedStream;
import io.weir.time.WatermarkStrategy;
import io.weir.window.TimeWindow;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is combined before the exchange comes out before whatever must come behind it, and is whole. */
class CombiningEdgeTest {

    private static final int MIN = 3;
    private static final int MANY_KEYS = 20_000;

    private final Channel channel = new Channel(1 << 10);
    private final InputGate gate = new InputGate(List.of(new Entering(channel, 0)), AlignmentMode.ALIGNED);
    private final Outlet outlet = new Outlet(List.of(channel));
    private final Output edge = edge(outlet, sums(windowed -> windowed));

    private static Stage sums(UnaryOperator<WindowedStream<Long, Long, TimeWindow>> how) {
        KeyedStream<Long, Long> keyed = Pipeline.named("combining")
                .source("numbers", ListSource.of(List.of(1L)), WatermarkStrategy.<Long>forMonotonousTimestamps())
                .keyByLong(number -> number % MANY_KEYS);
        Stream<Long> sums = how.apply(keyed.window(Windows.sliding(Duration.ofMillis(100), Duration.ofMillis(50))))
                .aggregate("sums", Aggregates.sumLong((Long number) -> number));
        return sums.sink("out", MemorySink.to(new MemoryStore<>())).build().graph().stages().stream()
                .filter(stage -> stage.operation() instanceof Operation.Windowed)
                .findFirst()
                .orElseThrow();
    }

    private static Output edge(Outlet outlet, Stage stage) {
        KeySelector key = Objects.requireNonNull(stage.inputs().get(0).key());
        StageState state = new StageState(
                stage.name(),
                new StageState.Subtask(0, 1),
                true,
                null,
                new KeyContext(),
                () -> 0,
                new StateHome(RestoredStates.NONE, null));
        return new Operators(true)
                .combiningEdge(
                        "edge0", stage.name(), key, state, (Operation.Windowed) stage.operation(), outlet, 1, MIN);
    }

    /** Returns what has come out since the last call, in words. */
    private List<String> arrived() {
        List<String> arrived = new ArrayList<>();
        for (Object item = gate.poll(); item != null; item = gate.poll()) {
            if (item instanceof Batch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    arrived.add(text(batch, i));
                }
                gate.recycle(batch);
            } else {
                arrived.add(item.getClass().getSimpleName());
            }
        }
        return arrived;
    }

    private static String text(Batch batch, int index) {
        Object value = batch.value(index);
        assertThat(value instanceof Combined).isEqualTo(batch.isCombined());
        return (value instanceof Combined combined ? combined.key() + "=" + combined.accumulator() : value) + " at "
                + batch.timestamp(index);
    }

    private void send(long... numbers) {
        for (long number : numbers) {
            edge.accept(number, 10);
        }
    }

    @Test
    void recordsOfAKeyAndSliceComeAsOne() {
        send(5, 5, 5, 0, 0);
        edge.accept(5L, 60);
        assertThat(arrived()).isEmpty();
        outlet.flush();
        assertThat(arrived()).containsExactlyInAnyOrder("0=0 at 49", "5=15 at 49", "5=5 at 99");
        outlet.flush();
        assertThat(arrived()).as("once").isEmpty();
    }

    @Test
    void nothingStaysBehindABarrier() {
        send(7, 7, 7);
        outlet.broadcast(new Barrier(1));
        assertThat(arrived()).containsExactly("7=21 at 49", "Barrier");
    }

    @Test
    void nothingStaysBehindTheEndOrIdleness() {
        for (Control control : List.of(new Idle(), new End())) {
            send(7, 7, 7);
            outlet.broadcast(control);
            assertThat(arrived().get(0)).isEqualTo("7=21 at 49");
        }
    }

    @Test
    void onlyAWatermarkThatEndsAWindowMakesItsRecordsGo() {
        send(7, 7, 7);
        outlet.broadcast(new Watermark(48));
        assertThat(arrived()).containsExactly("Watermark");
        outlet.broadcast(new Watermark(49));
        assertThat(arrived()).as("the first window ends at 50").containsExactly("7=21 at 49", "Watermark");
    }

    @Test
    void whereKeysComeAgainTooSeldomRecordsAreSentAsTheyAre() {
        long[] numbers = new long[MANY_KEYS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        send(numbers);
        outlet.flush();
        List<String> arrived = arrived();
        assertThat(arrived).hasSize(MANY_KEYS).contains("19999 at 10", "0=0 at 49");
        assertThat(arrived.stream().filter(each -> each.contains("=")).count()).isBetween(8_000L, 10_000L);
    }

    @Test
    void recordsAreCombinedAgainWhenKeysComeAgain() {
        send(1, 2);
        outlet.flush();
        assertThat(arrived()).as("too seldom").containsExactlyInAnyOrder("1=1 at 49", "2=2 at 49");
        send(1);
        outlet.flush();
        assertThat(arrived()).as("as they are").containsExactly("1 at 10");
        int sent = 0;
        boolean combined = false;
        while (!combined) {
            for (int i = 0; i < 1024; i++) {
                send(3);
            }
            sent += 1024;
            outlet.flush();
            combined = arrived().stream().anyMatch(each -> each.contains("="));
        }
        assertThat(sent).isBetween(200_000, 300_000);
    }

    @Test
    void whatALateRecordCouldShowIsNotCombined() {
        assertThat(SlicePlan.isCombinable(sums(windowed -> windowed))).isTrue();
        assertThat(SlicePlan.isCombinable(sums(windowed -> windowed.allowedLateness(Duration.ofMillis(1)))))
                .isFalse();
        assertThat(SlicePlan.isCombinable(
                        sums(windowed -> windowed.sideOutputLateData(OutputTag.of("late", Long.class)))))
                .isFalse();
    }
}
