package io.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.IndexSplit;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.cli.Commands;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only {@code --classpath} names is seen by the context loader wherever the command runs the user's code: so services such as JDBC drivers are found. */
class DoctorClassPathTest {

    private static final String SERVICES = "META-INF/services/com.acme.Driver";
    private static final Map<String, Boolean> SEEN = new ConcurrentHashMap<>();

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    /** Looks for services when it is made, and when its source is checked. */
    public static final class Looking {
        private Looking() {}

        public static Pipeline pipeline() {
            look("pipeline");
            return Pipeline.named("looking")
                    .source("list", new LookingSource(ListSource.of("a")))
                    .sink("out", MemorySink.to(new MemoryStore<>()))
                    .build();
        }
    }

    private record LookingSource(ListSource<String> list) implements Source<String, IndexSplit> {

        @Override
        public void check(CheckContext context) {
            look("check");
        }

        @Override
        public Boundedness boundedness() {
            return list.boundedness();
        }

        @Override
        public SplitEnumerator<IndexSplit> createEnumerator(StageContext context) {
            return list.createEnumerator(context);
        }

        @Override
        public SourceReader<String, IndexSplit> createReader(StageContext context) {
            look("reader");
            return list.createReader(context);
        }

        @Override
        public Serde<IndexSplit> splitSerde() {
            return list.splitSerde();
        }
    }

    private static void look(String where) {
        SEEN.put(where, Thread.currentThread().getContextClassLoader().getResource(SERVICES) != null);
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private int doctor(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "doctor",
                Looking.class.getName(),
                "--checkpoints",
                directory.resolve("checkpoints").toString()));
        arguments.addAll(List.of(more));
        return weir.run(arguments.toArray(String[]::new));
    }

    @Test
    void whatTheClassPathBringsIsSeenWhereverTheUsersCodeRuns() throws IOException {
        Path services = directory.resolve("classes").resolve(SERVICES);
        Files.createDirectories(services.getParent());
        Files.writeString(services, "com.acme.FirstDriver\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThat(doctor("--classpath", directory.resolve("classes").toString()))
                .as(weir.err() + weir.out())
                .isZero();
        assertThat(SEEN).containsEntry("pipeline", true).containsEntry("check", true);
        assertThat(SEEN.values()).doesNotContain(false);
        assertThat(Thread.currentThread().getContextClassLoader())
                .as("another command is not given it")
                .isSameAs(before);
    }

    @Test
    void whatItDoesNotBringIsNotSeen() {
        assertThat(doctor()).as(weir.err() + weir.out()).isZero();
        assertThat(SEEN).containsEntry("check", false).doesNotContainValue(true);
    }
}
