package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.IoLane;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files end when they are old enough, also if nothing comes any more: whenever a file is open, a wake-up is under way. */
class AgedFilesTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private final ByHand task = new ByHand();
    private Committer<FileCommittable> committer;
    private SinkWriter<String, FileCommittable> writer;

    @BeforeEach
    void start() throws Exception {
        FileSink<String> sink = FileSink.lines(directory).rollInterval(INTERVAL);
        committer = sink.createCommitter(task);
        committer.recover(0, List.of());
        writer = sink.createWriter(task);
    }

    @Test
    void aRecordIsPublishedThatComesWhileAgedFilesAreEnded() throws Exception {
        writer.write("first", 0);
        checkpoint(1);
        task.passTimeTo(task.dueNanos);
        writer.ready();
        writer.write("second", 0);
        task.runLane();
        assertThat(PlainReader.lines(directory)).containsExactly("first");
        checkpoint(2);

        passUntilQuiet();

        assertThat(PlainReader.lines(directory)).containsExactly("first", "second");
    }

    @Test
    void aRecordIsPublishedThatTheLaneGetsBehindTheEndOfAgedFiles() throws Exception {
        writer.write("first", 0);
        checkpoint(1);
        task.passTimeTo(task.dueNanos);
        writer.ready();
        writer.write("second", 0);
        checkpoint(2);

        passUntilQuiet();

        assertThat(PlainReader.lines(directory)).containsExactly("first", "second");
    }

    @Test
    void nothingIsAskedForWhenNoFileIsOpen() throws Exception {
        writer.write("first", 0);
        checkpoint(1);

        passUntilQuiet();

        assertThat(task.dueNanos).isEqualTo(Long.MAX_VALUE);
        assertThat(PlainReader.lines(directory)).containsExactly("first");
    }

    private void passUntilQuiet() {
        for (int i = 0; i < 10 && task.dueNanos < Long.MAX_VALUE; i++) {
            task.passTimeTo(task.dueNanos);
            writer.ready();
            task.runLane();
        }
    }

    private void checkpoint(long id) throws Exception {
        writer.prepareCommit(id, new PreCommit<>() {
            @Override
            public void complete(List<FileCommittable> sealed) {
                sealed.forEach(each -> commit(id, each));
            }

            @Override
            public void fail(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
        task.runLane();
    }

    private void commit(long id, FileCommittable sealed) {
        try {
            committer.commit(new CommitRequest<>(id, 0, sealed, false));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A task whose lane works, and whose time passes, when it is told. */
    private static final class ByHand extends InlineContext {

        private final Deque<Runnable> work = new ArrayDeque<>();
        private long nowNanos;
        private long dueNanos = Long.MAX_VALUE;

        ByHand() {
            super(0, 1, 1);
        }

        void passTimeTo(long nanos) {
            nowNanos = nanos;
            dueNanos = Long.MAX_VALUE;
        }

        void runLane() {
            while (!work.isEmpty()) {
                work.remove().run();
            }
        }

        @Override
        public IoLane lane(String purpose) {
            return new IoLane() {
                @Override
                public <R> void submit(Callable<R> call, Completion<? super R> done) {
                    work.add(() -> {
                        try {
                            done.accept(call.call());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }
            };
        }

        @Override
        public void wakeUpAfterNanos(long nanos) {
            dueNanos = nowNanos + nanos;
        }

        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public long currentTimeMillis() {
            return nowNanos / 1_000_000;
        }
    }
}
