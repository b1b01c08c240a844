package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import io.weir.testkit.conformance.SinkFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: what is said, and that nothing is lost. */
class FileSinkErrorsTest {

    @TempDir
    Path directory;

    private final List<FileCommittable> sealed = new ArrayList<>();

    @Test
    void theCheckChangesNothing() throws IOException {
        check(FileSink.lines(directory.resolve("not/there/yet")));
        check(FileSink.lines(directory));

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileInTheDirectorysPlaceIsTold() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertCode("files-not-a-directory", ErrorKind.USER, () -> check(FileSink.lines(file)));
        assertCode("files-not-a-directory", ErrorKind.USER, () -> check(FileSink.lines(file.resolve("below"))));
    }

    @Test
    void aNameThatIsTooLongIsToldAtTheStart() {
        FileSink<String> sink = FileSink.lines(directory).prefix("p".repeat(240));

        assertCode("files-name-too-long", ErrorKind.USER, () -> check(sink));
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        FileSink<String> sink = FileSink.lines(directory);

        assertCode("files-setting", ErrorKind.USER, () -> sink.rollSize(0));
        assertCode("files-setting", ErrorKind.USER, () -> sink.rollInterval(Duration.ZERO));
        assertCode("files-setting", ErrorKind.USER, () -> sink.openFilesMax(0));
        assertCode("files-setting", ErrorKind.USER, () -> sink.prefix(".hidden"));
        assertCode("files-setting", ErrorKind.USER, () -> sink.prefix("_hidden"));
        assertCode("files-setting", ErrorKind.USER, () -> sink.suffix("/x"));
        assertCode("files-setting", ErrorKind.USER, () -> sink.partitionByEventTime("HH:mm:ss"));
        assertCode("files-setting", ErrorKind.USER, () -> sink.partitionByEventTime("{"));
    }

    @Test
    void partitionsThatLeaveTheDirectoryOrAreHiddenAreRefused() throws Exception {
        int attempt = 0;
        for (String partition : List.of("../other", "/absolute", ".weir", "_hidden", "a/_b", "a//b", "a/")) {
            attempt++;
            FileSink<String> sink = FileSink.lines(directory).partitionBy(line -> partition);
            try (Committer<FileCommittable> committer = recovered(sink, attempt)) {
                SinkWriter<String, FileCommittable> writer = sink.createWriter(context(attempt));
                writer.write("line", 0);
                assertCode("files-partition", ErrorKind.USER, () -> seal(writer, 1));
                assertThat(committer).isNotNull();
            }
        }
    }

    /** As Spark and Hadoop see it: an underscore hides, but not a partition of a column whose name begins with one. */
    @Test
    void aPartitionOfAColumnWithAnUnderscoreIsRead() throws Exception {
        FileSink<String> sink = FileSink.lines(directory).rollAtEachCheckpoint().partitionBy(line -> "_x=1");
        try (Committer<FileCommittable> committer = recovered(sink, 1)) {
            SinkWriter<String, FileCommittable> writer = sink.createWriter(context(1));
            writer.write("line", 0);
            seal(writer, 1);
            committer.commit(new CommitRequest<>(1, 0, sealed.get(0), false));
        }
        assertThat(PlainReader.lines(directory)).containsExactly("line");
    }

    @Test
    void aFullDiskFailsTheCheckpointAndLosesNothing() throws Exception {
        FullDisk disk = new FullDisk();
        FileSink<String> sink = FileSink.lines(directory).rollAtEachCheckpoint().on(disk);
        List<CommitRequest<FileCommittable>> pending = new ArrayList<>();
        try (Committer<FileCommittable> committer = recovered(sink, 1)) {
            SinkWriter<String, FileCommittable> writer = sink.createWriter(context(1));
            writer.write("kept", 0);
            seal(writer, 1);
            sealed.forEach(committable -> pending.add(new CommitRequest<>(1, 0, committable, false)));
            disk.full = true;
            assertCode("files-disk-full", ErrorKind.RESOURCES, () -> committer.commit(pending.get(0)));
            assertCode("files-failed", ErrorKind.EXTERNAL, () -> committer.commit(pending.get(0)));
            writer.write("given up", 0);
            assertCode("files-disk-full", ErrorKind.RESOURCES, () -> seal(writer, 2));
            assertThat(PlainReader.lines(directory)).isEmpty();
        }

        disk.full = false;
        try (Committer<FileCommittable> committer = sink.createCommitter(context(2))) {
            committer.recover(1, List.of(recovered(pending.get(0))));
            committer.commit(recovered(pending.get(0)));
        }
        assertThat(PlainReader.lines(directory)).containsExactly("kept");
    }

    /** After a sync that failed, a disk may have dropped what was to be written, and answers the next one as if all were well. */
    @Test
    void afterASyncThatFailedNothingMoreIsSealed() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Attempt attempt = Attempt.first(FileSink.lines(directory).on(disk));
        attempt.write("line");
        disk.plant(SinkFault.PRE_COMMIT_FAILS);

        assertThatThrownBy(() -> attempt.seal(1)).hasMessageContaining("planted");
        assertThatThrownBy(() -> attempt.seal(2))
                .hasMessageContaining("an earlier write or sync of this writer failed");
    }

    @Test
    void aPendingFileThatIsGoneOrDamagedIsInDoubt() throws Exception {
        FileSink<String> sink = FileSink.lines(directory).rollAtEachCheckpoint();
        try (Committer<FileCommittable> committer = recovered(sink, 2)) {
            SinkWriter<String, FileCommittable> writer = sink.createWriter(context(2));
            writer.write("line", 0);
            seal(writer, 1);
            assertThat(committer).isNotNull();
        }
        CommitRequest<FileCommittable> request = new CommitRequest<>(1, 0, sealed.get(0), true);
        Path pending = pendingFile();
        Files.writeString(pending, "LINE\n");
        try (Committer<FileCommittable> committer = sink.createCommitter(context(3))) {
            committer.recover(1, List.of(request));
            assertThat(committer.doubt(request))
                    .hasValueSatisfying(why -> assertThat(why).contains("other bytes"));
        }
        Files.delete(pendingFile());
        try (Committer<FileCommittable> committer = sink.createCommitter(context(4))) {
            committer.recover(1, List.of(request));
            assertThat(committer.doubt(request))
                    .hasValueSatisfying(why -> assertThat(why).contains("is gone"));
            committer.settled(List.of(request));
            assertThat(committer.commit(request).status().toString()).isEqualTo("ALREADY_COMMITTED");
        }
    }

    @Test
    void aForeignFileOfTheSameNameIsNotReplaced() throws Exception {
        FileSink<String> sink = FileSink.lines(directory).rollAtEachCheckpoint();
        try (Committer<FileCommittable> committer = recovered(sink, 1)) {
            SinkWriter<String, FileCommittable> writer = sink.createWriter(context(1));
            writer.write("line", 0);
            seal(writer, 1);
            String target = sealed.get(0).files().get(0).target();
            Files.writeString(directory.resolve(target), "foreign\n");
            assertCode(
                    "files-name-taken",
                    ErrorKind.EXTERNAL,
                    () -> committer.commit(new CommitRequest<>(1, 0, sealed.get(0), false)));
            assertThat(PlainReader.lines(directory)).containsExactly("foreign");
        }
    }

    private static CommitRequest<FileCommittable> recovered(CommitRequest<FileCommittable> request) {
        return new CommitRequest<>(request.checkpointId(), request.subtask(), request.committable(), true);
    }

    private Committer<FileCommittable> recovered(FileSink<String> sink, long attempt) throws Exception {
        Committer<FileCommittable> committer = sink.createCommitter(context(attempt));
        committer.recover(0, List.of());
        return committer;
    }

    private void seal(SinkWriter<String, FileCommittable> writer, long checkpointId) {
        writer.prepareCommit(checkpointId, new PreCommit<>() {
            @Override
            public void complete(List<FileCommittable> committables) {
                sealed.addAll(committables);
            }

            @Override
            public void fail(Throwable cause) {
                throw (WeirException) cause;
            }
        });
    }

    private static InlineContext context(long attempt) {
        return new InlineContext(0, 1, attempt);
    }

    private static void check(FileSink<String> sink) {
        sink.check(new CheckContext(new JobId("job", "0123456789abcdef"), "out", 1, 1_000_000));
    }

    private Path pendingFile() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(Workplace.PENDING))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertCode(String code, ErrorKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WeirException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.kind()).isEqualTo(kind);
        });
    }

    /** The local disk, which has no room while it is said to be full. */
    private static final class FullDisk extends ForwardingDisk {

        private boolean full;

        @Override
        public DiskFile create(Path file) throws IOException {
            DiskFile made = super.create(file);
            return new DiskFile() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (full) {
                        throw new IOException("No space left on device");
                    }
                    made.write(bytes, offset, length);
                }

                @Override
                public void sync() throws IOException {
                    made.sync();
                }

                @Override
                public void close() throws IOException {
                    made.close();
                }
            };
        }
    }
}
