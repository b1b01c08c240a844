package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkDirectoryTest {

    /** No system gives out such a number. */
    private static final String NO_PROCESS = "999999999999";

    @TempDir
    private Path parent;

    @Test
    void isDeletedWithAllThatIsInIt() throws IOException {
        Path path;
        try (WorkDirectory directory = WorkDirectory.in(parent)) {
            path = directory.path();
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "text");
            try (WorkDirectory inner = directory.inside()) {
                assertThat(inner.path()).exists().hasParent(path);
            }
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void sweepsWhatEndedProcessesLeftAndNothingElse() throws IOException {
        Path stale = Files.createDirectories(parent.resolve("weir-bench-" + NO_PROCESS + "-1/inner"));
        Files.writeString(stale.resolve("file"), "text");
        Path others = Files.createDirectories(parent.resolve("weir-bench-results"));
        try (WorkDirectory open = new WorkDirectory(parent).inside()) {
            WorkDirectory.sweep(parent);
            assertThat(open.path()).exists();
        }
        assertThat(stale.getParent()).doesNotExist();
        assertThat(others).exists();
    }
}
