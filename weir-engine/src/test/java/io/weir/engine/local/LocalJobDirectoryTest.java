package io.weir.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.DiskFullException;
import io.weir.engine.journal.Journal;
import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.RecoveredJob;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void makesTheDirectoryForItsOwnerOnly() throws IOException {
        Path path = parent.resolve("a/b");
        try (LocalJobDirectory directory = LocalJobDirectory.open(path, "orders")) {
            assertThat(directory.list()).containsExactly("lock");
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void keepsWhatIsWritten() throws IOException {
        byte[] bytes = new byte[3 << 20];
        Arrays.fill(bytes, (byte) 7);
        try (LocalJobDirectory directory = open()) {
            JournalFile file = directory.create("x.tmp");
            file.append(bytes, 1, bytes.length - 1);
            file.sync();
            directory.rename("x.tmp", "x");
            file.append(bytes, 0, 1);
            file.sync();
            file.close();
            directory.syncDirectory();
            directory.sync("x");

            assertThat(directory.list()).containsExactly("lock", "x");
            assertThat(directory.size("x")).isEqualTo(bytes.length);
            try (InputStream in = directory.open("x")) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            directory.delete("x");
            directory.delete("x");
            assertThat(directory.list()).containsExactly("lock");
        }
    }

    @Test
    void neverReplacesAFile() throws IOException {
        try (LocalJobDirectory directory = open()) {
            directory.create("x").close();
            directory.create("y").close();

            assertThatThrownBy(() -> directory.create("x")).isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> directory.rename("y", "x")).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(directory.list()).containsExactly("lock", "x", "y");
        }
    }

    @Test
    void carriesAJournalFromJobToJob() {
        CheckpointData data = new CheckpointData(1, List.of(), List.of(), List.of());
        try (LocalJobDirectory directory = open()) {
            RecoveredJob job = Journal.recover(directory, "orders", () -> "000000000000000a");
            job.journal().append(data);
            job.journal().buildBase();
            job.journal().close();
        }
        try (LocalJobDirectory directory = open()) {
            RecoveredJob job = Journal.recover(directory, "orders", () -> "000000000000000b");
            assertThat(job.jobId()).hasToString("orders-000000000000000a");
            assertThat(job.checkpoint().checkpointId()).isEqualTo(1);
            job.journal().close();
        }
    }

    @Test
    void isUsedByOneJobOfAProcess() throws IOException {
        Path link = parent.resolve("link");
        try (LocalJobDirectory first = open()) {
            Files.createSymbolicLink(link, Path.of(first.location()));
            for (Path path : List.of(Path.of(first.location()), link)) {
                assertThatThrownBy(() -> LocalJobDirectory.open(path, "payments"))
                        .isInstanceOfSatisfying(WeirException.class, e -> {
                            assertThat(e.code()).isEqualTo("directory-in-use");
                            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                            assertThat(e)
                                    .hasMessageContaining(
                                            "pid=" + ProcessHandle.current().pid())
                                    .hasMessageContaining("pipeline=orders")
                                    .hasMessageContaining("since=20");
                        });
            }
        }
        open().close();
    }

    @Test
    void stopsWorkingOnceItIsClosed() throws IOException {
        LocalJobDirectory directory = open();
        directory.close();
        directory.close();

        assertThatThrownBy(() -> directory.create("x")).hasMessageContaining("closed");
        assertThatThrownBy(directory::list).hasMessageContaining("closed");
        assertThatThrownBy(directory::syncDirectory).hasMessageContaining("closed");
    }

    @Test
    void isUsedByOneProcess() throws Exception {
        Path path = parent.resolve("job");
        Process child = start("hold", path);
        try (BufferedReader fromChild = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(fromChild.readLine()).isEqualTo("held");

            assertThatThrownBy(this::open)
                    .hasMessageContaining("[directory-in-use]")
                    .hasMessageContaining("pid=" + child.pid())
                    .hasMessageContaining("pipeline=child")
                    .hasMessageContaining("stop that process");

            child.destroyForcibly().waitFor();
        }
        open().close();
    }

    @Test
    void tellsTheOtherProcessWhoUsesIt() throws Exception {
        try (LocalJobDirectory directory = open()) {
            // Neither a job of this process that is refused nor a file that is read must free the lock.
            assertThatThrownBy(this::open).hasMessageContaining("[directory-in-use]");
            directory.create("x").close();
            directory.open("x").close();
            Process child = start("try", Path.of(directory.location()));
            try (BufferedReader fromChild = child.inputReader(StandardCharsets.UTF_8)) {
                assertThat(fromChild.readLine())
                        .contains("[directory-in-use]")
                        .contains("pid=" + ProcessHandle.current().pid())
                        .contains("pipeline=orders");
            }
            child.waitFor();
        }
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> LocalJobDirectory.open(file, "orders"))
                .hasMessageContaining("[directory-not-usable]")
                .hasMessageContaining("it is a file");
        assertThatThrownBy(() -> LocalJobDirectory.open(file.resolve("below"), "orders"))
                .hasMessageContaining("[directory-not-usable]")
                .hasMessageContaining("location=" + file.resolve("below"));
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        assertThat(DiskSpace.explain(new IOException("No space left on device"), parent))
                .isInstanceOf(DiskFullException.class);
        IOException other = new IOException("Input/output error");
        assertThat(DiskSpace.explain(other, parent)).isSameAs(other);
    }

    private LocalJobDirectory open() {
        return LocalJobDirectory.open(parent.resolve("job"), "orders");
    }

    private static Process start(String action, Path directory) throws Exception {
        StringBuilder classPath = new StringBuilder();
        for (Class<?> type : List.of(DirectoryUser.class, LocalJobDirectory.class, WeirException.class)) {
            classPath
                    .append(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .append(System.getProperty("path.separator"));
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath.toString(),
                        DirectoryUser.class.getName(),
                        action,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
