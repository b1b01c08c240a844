package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DeliveryOutcome;
import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.basic.WriteAheadSink;
import io.weir.deadletter.Cause;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetter.Step;
import io.weir.deadletter.DeadLetterJson;
import io.weir.deadletter.DeadLetterLimit;
import io.weir.deadletter.FailedRecord;
import io.weir.error.WeirException;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.serde.ByteReader;
import io.weir.serde.SchemaReader;
import io.weir.sink.RefusedRecordException;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a dead letter, what it tells, and what never is one. */
class DeadLettersTest {

    private static final OutputTag<DeadLetter> DEAD = OutputTag.of("dead", DeadLetter.class);

    /** The default of max.request.size. */
    private static final int MESSAGE_MAX = 1024 * 1024;

    record Order(long id, String customer) {}

    private final MemoryStore<Object> output = new MemoryStore<>();
    private final MemoryStore<DeadLetter> dead = new MemoryStore<>();

    private int runCount;

    @TempDir
    private Path directory;

    private Stream<Order> orders(int count) {
        List<Order> orders = LongStream.range(0, count)
                .mapToObj(id -> new Order(id, "customer-" + id % 3))
                .toList();
        return Pipeline.named("orders").source("orders", ListSource.of(orders));
    }

    private void run(PipelineBuilder builder) throws InterruptedException {
        runCount++;
        try (Job job = Weir.local(directory.resolve("run-" + runCount))
                .restartStrategy(RestartStrategy.none())
                .start(builder.build())) {
            job.join();
        }
    }

    private void runMap(int count, DeadLetterLimit limit, Function<Order, Object> function)
            throws InterruptedException {
        run(orders(count)
                .map(function)
                .named("check")
                .onError(DEAD, limit)
                .sink("output", MemorySink.to(output))
                .deadLetters(DEAD)
                .sink("dead", MemorySink.to(dead)));
    }

    @Test
    void aDeadLetterTellsWhereFromWhatAndWhy() throws Exception {
        runMap(3, DeadLetterLimit.NONE, order -> {
            if (order.id() == 1) {
                throw new IllegalArgumentException("no such customer", new IllegalStateException("the reason behind"));
            }
            return order.id();
        });

        assertThat(output.committed()).containsExactly(0L, 2L);
        DeadLetter letter = dead.committed().get(0);
        assertThat(dead.committed()).hasSize(1);
        assertThat(letter.job()).isEqualTo("orders");
        assertThat(letter.stage()).isEqualTo("check");
        assertThat(letter.step()).isEqualTo(Step.PROCESS);
        assertThat(letter.origin()).isEqualTo("input=0, subtask=0");
        assertThat(letter.cause().type()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(letter.cause().message()).isEqualTo("no such customer");
        assertThat(letter.cause().stackTrace()).contains("the reason behind").hasSizeLessThan(4097);
        assertThat(letter.record().type()).isEqualTo(Order.class.getName());
        assertThat(letter.record().text()).isEqualTo("Order[id=1, customer=customer-1]");
        assertThat(Objects.requireNonNull(SchemaReader.of(letter.record().schema()))
                        .read(new ByteReader(
                                Objects.requireNonNull(letter.record().value()))))
                .isEqualTo(Map.of("id", 1L, "customer", "customer-1"));
    }

    @Test
    void aRecordThatIsTooLargeForASinkHasALetterThatFits() throws Exception {
        String large = "x".repeat(1_100 * 1024);
        run(Pipeline.named("texts")
                .source("texts", ListSource.of("small", large))
                .sink("output", textsUpTo(MESSAGE_MAX), DEAD)
                .deadLetters(DEAD)
                .sink("dead", MemorySink.to(dead))
                .deadLetters(DEAD)
                .map(DeadLetterJson::line)
                .sink("dead-lines", textsUpTo(MESSAGE_MAX)));

        assertThat(dead.committed()).hasSize(1);
        FailedRecord record = dead.committed().get(0).record();
        assertThat(record.value()).isNull();
        assertThat(record.textOnly()).isTrue();
        assertThat(record.text())
                .matches("\\[left out: 1126\\d{3} bytes, more than 262144] xxx[^ ]*")
                .hasSizeLessThanOrEqualTo(FailedRecord.TEXT_MAX);
    }

    /** A sink that refuses what Kafka would: records that are larger than a request may be. */
    private static WriteAheadSink<String> textsUpTo(int bytesMax) {
        return WriteAheadSink.atLeastOnce(String.class, (texts, id) -> DeliveryOutcome.DELIVERED)
                .check(text -> {
                    if (text.length() > bytesMax) {
                        throw new RefusedRecordException("larger than max.request.size");
                    }
                });
    }

    @Test
    void aFailureBehindTheStageIsNotItsOwn() {
        assertThatThrownBy(() -> run(orders(3)
                        .map(order -> order)
                        .onError(DEAD)
                        .map(order -> {
                            throw new IllegalStateException("behind");
                        })
                        .sink("output", DiscardSink.create())
                        .deadLetters(DEAD)
                        .sink("dead", MemorySink.to(dead))))
                .hasMessageContaining("behind");
        assertThat(dead.committed()).isEmpty();
    }

    @Test
    void anErrorOfTheMachineIsNoDeadLetter() {
        assertThatThrownBy(() -> runMap(3, DeadLetterLimit.NONE, order -> {
                    throw new OutOfMemoryError("planted");
                }))
                .hasMessageContaining("planted");
        assertThat(dead.committed()).isEmpty();
    }

    @Test
    void anExceptionOfWeirIsNoDeadLetter() {
        assertThatThrownBy(() -> runMap(3, DeadLetterLimit.NONE, order -> {
                    throw WeirException.user("planted-code", "a thing", "a reason", "a mend");
                }))
                .hasMessageContaining("planted-code");
        assertThat(dead.committed()).isEmpty();
    }

    @Test
    void aStormFailsTheJobAndASprinkleDoesNot() throws Exception {
        runMap(1000, DeadLetterLimit.share(0.1).after(100), order -> {
            if (order.id() % 20 == 0) {
                throw new IllegalStateException("a sprinkle");
            }
            return order.id();
        });
        assertThat(dead.committed()).hasSize(50);

        assertThatThrownBy(() -> run(orders(1000)
                        .map(order -> {
                            throw new IllegalStateException("a storm");
                        })
                        .onError(DEAD, DeadLetterLimit.share(0.1).after(100))
                        .sink("output", MemorySink.to(output))
                        .deadLetters(DEAD)
                        .sink("dead", MemorySink.to(dead))))
                .hasMessageContaining("too-many-dead-letters");
    }

    @Test
    void aKeyThatCannotBeReadFailsTheJobAtAnyParallelism() {
        for (int parallelism : new int[] {1, 2}) {
            Path own = directory.resolve("keys-" + parallelism);
            Pipeline pipeline = orders(3)
                    .keyBy(order -> order.id() == 1 ? null : order.customer(), String.class)
                    .aggregate("counts", 0L, (count, order) -> count + 1)
                    .parallelism(parallelism)
                    .onError(DEAD)
                    .sink("output", MemorySink.to(output))
                    .deadLetters(DEAD)
                    .sink("dead", MemorySink.to(dead))
                    .build();
            assertThatThrownBy(() -> {
                        try (Job job = Weir.local(own)
                                .restartStrategy(RestartStrategy.none())
                                .start(pipeline)) {
                            job.join();
                        }
                    })
                    .as("parallelism=%d", parallelism)
                    .hasMessageContaining("null");
            assertThat(dead.committed()).isEmpty();
        }
    }

    @Test
    void stateThatCannotBeUndoneIsRefused() {
        assertThatThrownBy(() -> run(orders(3)
                        .keyBy(Order::customer)
                        .process("list", ArrayKeeper::new)
                        .onError(DEAD)
                        .sink("output", DiscardSink.create())
                        .deadLetters(DEAD)
                        .sink("dead", MemorySink.to(dead))))
                .hasMessageContaining("on-error-mutable-state");
    }

    @Test
    void accumulatorsThatCannotBeUndoneAreRefused() {
        List<Stream<long[]>> stages = List.of(
                orders(3).keyBy(Order::customer).aggregate("sums", new long[1], (sums, order) -> {
                    sums[0] += order.id();
                    return sums;
                }),
                orders(3)
                        .map(order -> new long[] {order.id()})
                        .keyBy(ids -> "all")
                        .reduce("sums", long[].class, (a, b) -> {
                            a[0] += b[0];
                            return a;
                        }));
        for (Stream<long[]> stage : stages) {
            assertThatThrownBy(() -> run(stage.onError(DEAD)
                            .sink("output", DiscardSink.create())
                            .deadLetters(DEAD)
                            .sink("dead", MemorySink.to(dead))))
                    .hasMessageContaining("on-error-mutable-state");
        }
    }

    @Test
    void windowsThatCannotBeUndoneAreRefused() {
        assertThatThrownBy(() -> run(orders(3)
                        .keyBy(Order::customer)
                        .window(Windows.session(Duration.ofSeconds(1)))
                        .reduce("sessions", Order.class, (a, b) -> b)
                        .onError(DEAD)
                        .sink("output", DiscardSink.create())
                        .deadLetters(DEAD)
                        .sink("dead", MemorySink.to(dead))))
                .hasMessageContaining("on-error-not-possible");
    }

    @Test
    void deadLettersThatNobodyReadsAreRefused() {
        Supplier<Pipeline> unread = () -> orders(3)
                .map(order -> order)
                .onError(DEAD)
                .sink("output", DiscardSink.create())
                .build();
        assertThatThrownBy(unread::get).hasMessageContaining("unread-side-output");
    }

    private void failAfter(Function<Order, Object> made, RuntimeException failure) throws InterruptedException {
        run(orders(1)
                .map(made)
                .map(value -> {
                    throw failure;
                })
                .named("check")
                .onError(DEAD)
                .sink("output", MemorySink.to(output))
                .deadLetters(DEAD)
                .sink("dead", MemorySink.to(dead)));
    }

    @Test
    void aRecordWhoseAccessorFailsIsInItsLetterAsText() throws Exception {
        failAfter(order -> new Spiteful(order.id()), new IllegalStateException("no"));

        FailedRecord record = dead.committed().get(0).record();
        assertThat(record.type()).isEqualTo(Spiteful.class.getName());
        assertThat(record.value()).isNull();
        assertThat(record.text()).isEqualTo("Spiteful[id=0]");
    }

    @Test
    void aRecordWhoseTextNeverEndsHasALetterAllTheSame() throws Exception {
        failAfter(order -> new Knot(), new IllegalStateException("no"));

        assertThat(dead.committed().get(0).record().text())
                .isEqualTo("toString() failed: java.lang.StackOverflowError");
    }

    @Test
    void anExceptionThatCannotTellItsMessageIsToldByItsClass() throws Exception {
        failAfter(order -> order, new Mute());

        assertThat(dead.committed().get(0).cause())
                .isEqualTo(new Cause(
                        Mute.class.getName(),
                        "getMessage() failed: java.lang.UnsupportedOperationException",
                        "printStackTrace() failed: java.lang.UnsupportedOperationException"));
    }

    record Spiteful(long id) {
        @Override
        public long id() {
            throw new IllegalStateException("planted");
        }
    }

    private static final class Knot {
        @Override
        public String toString() {
            return "knot of " + this;
        }
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("planted");
        }
    }

    /** Keeps what can be changed in place. */
    private static final class ArrayKeeper implements KeyedProcessFunction<String, Order, Long> {
        private @Nullable ValueState<long[]> ids;

        @Override
        public void open(StateRegistry states) {
            ids = states.valueState("ids", long[].class);
        }

        @Override
        public void process(Order order, Context<String> context, Collector<Long> out) {
            Objects.requireNonNull(ids).update(new long[] {order.id()});
        }
    }
}
