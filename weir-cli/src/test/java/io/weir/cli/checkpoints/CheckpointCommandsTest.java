package io.weir.cli.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.cli.Commands;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job has decided can be read without it: listed, shown, compared and exported; and damage is told with the file. */
class CheckpointCommandsTest {

    private static final long RECORDS = 1_000;

    record Customer(String name, int region) {}

    record Seen(long count, LocalDate day) {}

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    @BeforeEach
    void runAJob() throws InterruptedException {
        Pipeline pipeline = Pipeline.named("customers")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).ratePerSecond(20_000))
                .keyBy(number -> new Customer("c" + number % 7, (int) (number % 7)), Customer.class)
                .process("visits", Visits::new)
                .sink("out", MemorySink.to(new MemoryStore<>()))
                .build();
        try (Job job =
                Weir.local(directory).checkpointInterval(Duration.ofMillis(10)).start(pipeline)) {
            job.join();
        }
    }

    private static final class Visits implements KeyedProcessFunction<Customer, Long, Long> {
        private @Nullable ValueState<Seen> seen;
        private @Nullable ListState<Long> numbers;
        private @Nullable MapState<String, Long> last;

        @Override
        public void open(StateRegistry states) {
            seen = states.valueState("seen", Seen.class);
            numbers = states.listState("numbers", Long.class);
            last = states.mapState("last", String.class, Long.class);
        }

        @Override
        public void process(Long value, Context<Customer> context, Collector<Long> out) {
            Seen before = Objects.requireNonNull(seen).value();
            seen.update(new Seen(before == null ? 1 : before.count() + 1, LocalDate.of(2026, 1, 2)));
            if (value < 21) {
                Objects.requireNonNull(numbers).add(value);
            }
            Objects.requireNonNull(last).put(value % 2 == 0 ? "even" : "odd", value);
            out.collect(value);
        }
    }

    private String dir() {
        return directory.toString();
    }

    @Test
    void listsAndShowsWhatThereIs() {
        assertThat(weir.run("checkpoints", "list", dir())).isZero();
        assertThat(weir.out()).contains("job customers", ", ended; all output is committed", "changes");

        assertThat(weir.run("checkpoints", "show", dir())).isZero();
        assertThat(weir.out())
                .contains(
                        "source numbers: 1 split",
                        "state visits/seen: 7 entries",
                        "key=record Customer{name:string?, region:int}, value=record Seen{count:long, day:LocalDate?}",
                        "state visits/numbers: 21 entries",
                        "state visits/last: 14 entries");

        assertThat(weir.run("checkpoints", "verify", dir())).isZero();
        assertThat(weir.out()).contains("whole: ");
    }

    @Test
    void getsOneKeyOfEachKindOfState() {
        String key = "{\"name\":\"c3\", \"region\":3}";
        assertThat(weir.run("state", "get", dir(), "visits/seen", key)).isZero();
        assertThat(weir.out().strip()).isEqualTo("{\"count\":143,\"day\":\"2026-01-02\"}");
        assertThat(weir.run("state", "get", dir(), "visits/numbers", key)).isZero();
        assertThat(weir.out().strip()).isEqualTo("[3,10,17]");
        assertThat(weir.run("state", "get", dir(), "visits/last", key)).isZero();
        assertThat(weir.out().strip()).contains("[\"odd\",997]", "[\"even\",990]");

        assertThat(weir.run("state", "get", dir(), "visits/seen", "nobody")).isEqualTo(3);
        assertThat(weir.err()).contains("no-such-key", "has nothing for the key nobody");
        assertThat(weir.run("state", "get", dir(), "visits", key)).isEqualTo(3);
        assertThat(weir.err()).contains("several states", "visits/last, visits/numbers, visits/seen");
        assertThat(weir.run("state", "get", dir(), "totals/sum", key)).isEqualTo(3);
        assertThat(weir.err()).contains("no-such-state");
    }

    @Test
    void exportsAllStateAsJsonLines() {
        assertThat(weir.run("state", "export", dir())).isZero();
        assertThat(weir.out().lines())
                .hasSize(21)
                .contains("{\"stage\":\"visits\",\"state\":\"seen\",\"key\":{\"name\":\"c3\",\"region\":3},"
                        + "\"value\":{\"count\":143,\"day\":\"2026-01-02\"}}");
        assertThat(weir.run("state", "scan", dir(), "visits/seen", "--limit", "2"))
                .isZero();
        assertThat(weir.out().lines()).hasSize(3).last().isEqualTo("... and 5 more keys");
    }

    @Test
    void comparesTwoCheckpoints() {
        assertThat(weir.run("checkpoints", "list", dir())).isZero();
        String first = weir.out()
                .lines()
                .filter(line -> line.matches(" +\\d+ .*"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" ")[0];
        assertThat(weir.run("checkpoints", "diff", dir(), "--from", first)).isZero();
        String[] counts = weir.out()
                .lines()
                .filter(line -> line.endsWith("visits/seen"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" +");
        assertThat(counts[2]).as("removed").isEqualTo("0");
        assertThat(Integer.parseInt(counts[0]) + Integer.parseInt(counts[1]) + Integer.parseInt(counts[3]))
                .as("added, changed, same")
                .isEqualTo(7);
        assertThat(counts[3]).as("each key is seen all the time").isEqualTo("0");
        assertThat(weir.run("checkpoints", "show", dir(), "--checkpoint", "99999"))
                .isEqualTo(3);
        assertThat(weir.err()).contains("no-checkpoint", "there is no checkpoint 99999");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path segment = newestSegment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 3] ^= 4;
        Files.write(segment, bytes);

        for (List<String> command : List.of(
                List.of("checkpoints", "verify", dir()),
                List.of("checkpoints", "list", dir()),
                List.of("state", "export", dir()))) {
            assertThat(weir.run(command.toArray(String[]::new))).isEqualTo(3);
            assertThat(weir.err())
                    .contains("corrupt-checkpoint", segment.getFileName().toString());
        }
    }

    @Test
    void aDirectoryWithoutCheckpointsIsTold(@TempDir Path empty) throws IOException {
        assertThat(weir.run("checkpoints", "list", empty.toString())).isEqualTo(3);
        assertThat(weir.err()).contains("no-checkpoint", empty.toString());
        assertThat(weir.run("checkpoints", "list", empty.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(weir.err()).contains("there is no such directory");
        Files.writeString(empty.resolve("file"), "x");
        assertThat(weir.run("checkpoints", "list", empty.resolve("file").toString()))
                .isEqualTo(3);
        assertThat(weir.err()).contains("it is a file");
        assertThat(weir.run("checkpoints")).isEqualTo(2);
        assertThat(weir.err()).contains("weir checkpoints list DIR");
        assertThat(weir.run("state")).isEqualTo(2);
    }

    private Path newestSegment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow();
        }
    }
}
