package io.weir.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each query gives in Weir what the plain computation gives, at any parallelism. */
final class WeirNexmarkTest {

    private static final int EVENTS = 200_000;

    /** Fewer, because all results are held in memory. */
    private static final int EVENTS_WITH_CRASHES = 100_000;

    private static final int CRASHES = 3;
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final EventGenerator GENERATOR = new EventGenerator();
    private static final Map<Query, Checksum> EXPECTED = new EnumMap<>(Query.class);
    private static final Map<Query, Checksum> EXPECTED_WITH_CRASHES = new EnumMap<>(Query.class);

    @TempDir
    private Path directory;

    static Stream<Arguments> cases() {
        return new WeirNexmark()
                .queries().stream().flatMap(query -> Stream.of(1, 2, 4).map(tasks -> Arguments.of(query, tasks)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsThePlainComputation(Query query, int tasks) throws Exception {
        NexmarkProgram.Outcome outcome = new WeirNexmark()
                .run(new NexmarkRun(query, EVENTS, 1_000, tasks, INTERVAL, ResultTally.EVERY_ONE, directory));
        assertThat(outcome.checksum())
                .isEqualTo(
                        EXPECTED.computeIfAbsent(query, each -> each.expected(events(EVENTS), ResultTally.EVERY_ONE)));
        assertThat(outcome.results()).isPositive();
        assertThat(outcome.seconds()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsCommittedEqualsItWithCrashesAndAlignedCheckpoints(Query query, int tasks) throws Exception {
        withCrashes(query, tasks, Weir.local(directory));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsCommittedEqualsItWithCrashesAndUnalignedCheckpoints(Query query, int tasks) throws Exception {
        withCrashes(query, tasks, Weir.local(directory).unalignedAfter(Duration.ZERO));
    }

    /** Crashes whenever the source has come a certain way: what was decided until then depends on the clock, what is committed must not. */
    private static void withCrashes(Query query, int tasks, Weir weir) throws Exception {
        AtomicInteger crashes = new AtomicInteger();
        GeneratorSource<Event> source = GeneratorSource.<Event>of(index -> {
                    int crash = crashes.get();
                    long due = (long) (crash + 1) * EVENTS_WITH_CRASHES / (CRASHES + 1);
                    if (index >= due && crash < CRASHES && crashes.compareAndSet(crash, crash + 1)) {
                        throw new IllegalStateException("crash " + crash + " at index " + index);
                    }
                    return GENERATOR.event(index);
                })
                .count(EVENTS_WITH_CRASHES);
        MemoryStore<Result> store = new MemoryStore<>();
        Weir restarting = weir.parallelism(tasks)
                .checkpointInterval(INTERVAL)
                .restartStrategy(RestartStrategy.fixedDelay(CRASHES, Duration.ofMillis(1)));
        try (Job job = restarting.start(WeirNexmark.pipeline(query, GENERATOR, source, MemorySink.<Result>to(store)))) {
            Receipt receipt = job.join();
            assertThat(receipt.state()).isEqualTo(JobState.FINISHED);
            // Two subtasks may crash in one attempt.
            assertThat(receipt.restarts()).isBetween(1, CRASHES);
            assertThat(crashes).hasValue(CRASHES);
        }
        ResultTally tally = new ResultTally(query.output(), ResultTally.EVERY_ONE);
        store.committed().forEach(tally::add);
        assertThat(ResultTally.total(List.of(tally)))
                .isEqualTo(EXPECTED_WITH_CRASHES.computeIfAbsent(
                        query, each -> each.expected(events(EVENTS_WITH_CRASHES), ResultTally.EVERY_ONE)));
    }

    private static Iterable<Event> events(int count) {
        return () -> LongStream.range(0, count).mapToObj(GENERATOR::event).iterator();
    }
}
