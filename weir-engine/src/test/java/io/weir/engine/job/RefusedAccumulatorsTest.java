package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.deadletter.DeadLetter;
import io.weir.graph.OutputTag;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.state.Aggregation;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record whose accumulator an accessor refuses leaves nothing in the sums, neither of its own key's first record nor of a later one. */
class RefusedAccumulatorsTest {

    private static final OutputTag<DeadLetter> DEAD = OutputTag.of("dead", DeadLetter.class);

    /** Of key 2 the only record is refused, of key 1 the first one, of key 0 a later one. */
    private static final List<Payment> PAYMENTS = List.of(
            new Payment(0, 10),
            new Payment(1, -1),
            new Payment(0, -1),
            new Payment(2, -1),
            new Payment(0, 5),
            new Payment(1, 7));

    record Payment(long account, long cents) {}

    record Sums(long account, long count, long cents) {

        static final Sums NONE = new Sums(-1, 0, 0);

        static Sums of(Payment payment) {
            return new Sums(payment.account(), 1, payment.cents());
        }

        Sums with(Payment payment) {
            return plus(of(payment));
        }

        Sums plus(Sums other) {
            return new Sums(other.account, count + other.count, other.cents < 0 ? -1 : cents + other.cents);
        }

        @Override
        public long cents() {
            if (cents < 0) {
                throw new IllegalArgumentException("a payment of less than nothing");
            }
            return cents;
        }
    }

    @TempDir
    private Path directory;

    private List<String> run(Function<Stream<Payment>, Stream<Sums>> stage) throws InterruptedException {
        MemoryStore<String> output = new MemoryStore<>();
        MemoryStore<DeadLetter> dead = new MemoryStore<>();
        Stream<Payment> payments = Pipeline.named("payments")
                .source(
                        "payments",
                        ListSource.of(PAYMENTS),
                        WatermarkStrategy.<Payment>forMonotonousTimestamps()
                                .withTimestampAssigner((payment, none) -> 0));
        Pipeline pipeline = stage.apply(payments)
                .onError(DEAD)
                .map(sums -> sums.account() + ": " + sums.count() + ", " + sums.cents())
                .sink("output", MemorySink.to(output))
                .deadLetters(DEAD)
                .sink("dead", MemorySink.to(dead))
                .build();
        try (Job job = Weir.local(directory)
                .parallelism(1)
                .restartStrategy(RestartStrategy.none())
                .start(pipeline)) {
            job.join();
        }
        assertThat(dead.committed()).hasSize(3);
        return output.committed();
    }

    private static KeyedStream<Long, Payment> keyed(Stream<Payment> payments) {
        return payments.keyByLong(Payment::account);
    }

    private static KeyedStream<Long, Sums> keyedSums(Stream<Payment> payments) {
        return payments.map(Sums::of).keyByLong(sums -> sums.account);
    }

    @Test
    void aRunningSumHasNoTraceOfThem() throws Exception {
        assertThat(run(payments -> keyed(payments).aggregate("sums", Sums.NONE, Sums::with)))
                .containsExactly("0: 1, 10", "0: 2, 15", "1: 1, 7");
    }

    @Test
    void aRunningSumThatBeginsWithTheFirstRecordHasNoTraceOfThem() throws Exception {
        assertThat(run(payments -> keyedSums(payments).reduce("sums", Sums.class, Sums::plus)))
                .containsExactly("0: 1, 10", "0: 2, 15", "1: 1, 7");
    }

    @Test
    void aWindowHasNoTraceOfThem() throws Exception {
        Aggregation<Payment, Sums, Sums> adding = new Aggregation<>(Sums.NONE, Sums::with, sums -> sums);
        assertThat(run(payments -> keyed(payments)
                        .window(Windows.tumbling(Duration.ofSeconds(1)))
                        .aggregate("sums", Sums.class, adding)))
                .containsExactlyInAnyOrder("0: 2, 15", "1: 1, 7");
    }

    @Test
    void aWindowThatBeginsWithTheFirstRecordHasNoTraceOfThem() throws Exception {
        assertThat(run(payments -> keyedSums(payments)
                        .window(Windows.tumbling(Duration.ofSeconds(1)))
                        .reduce("sums", Sums.class, Sums::plus)))
                .containsExactlyInAnyOrder("0: 2, 15", "1: 1, 7");
    }
}
