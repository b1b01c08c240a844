package io.weir.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each query gives in Weir what the plain computation gives, at any parallelism. */
final class WeirNexmarkTest {

    private static final int EVENTS = 200_000;
    private static final EventGenerator GENERATOR = new EventGenerator();
    private static final Iterable<Event> INPUT =
            () -> LongStream.range(0, EVENTS).mapToObj(GENERATOR::event).iterator();
    private static final Map<Query, Checksum> EXPECTED = new EnumMap<>(Query.class);

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
                .run(new NexmarkRun(
                        query, EVENTS, 1_000, tasks, Duration.ofMillis(50), ResultTally.EVERY_KEY, directory));
        Checksum expected = EXPECTED.computeIfAbsent(query, each -> each.expected(INPUT, ResultTally.EVERY_KEY));
        assertThat(outcome.checksum()).isEqualTo(expected);
        assertThat(outcome.results()).isPositive();
        assertThat(outcome.seconds()).isPositive();
    }
}
