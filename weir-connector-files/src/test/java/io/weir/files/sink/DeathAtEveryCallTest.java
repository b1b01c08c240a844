package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.files.FileFormat;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A job of two attempts, whose process dies before every single call of the file system in the first, and for each of those before some in the second, with
 * the power and without. The third attempt makes it good: what was decided is visible once, and nothing else.
 */
class DeathAtEveryCallTest {

    private static final Path ROOT = Path.of("/disk");
    private static final Path DIRECTORY = ROOT.resolve("out");
    private static final int PARALLELISM = 2;
    private static final int CHECKPOINT_COUNT = 3;

    /** The second death comes at every call of this number, beginning with another one for each first. */
    private static final int SECOND_STEP =
            (int) Math.max(1, 59 / Double.parseDouble(System.getProperty("weir.soak", "1")));

    /** What of the unsynced survives; at the end of the list the process dies and the power stays. */
    private static final double[] POWER = {0, 0.5, 1, -1};

    @Test
    void losesAndDoublesNothingWithAFileAtEachCheckpoint() {
        dieEverywhere(FileSink::rollAtEachCheckpoint);
    }

    @Test
    void losesAndDoublesNothingWithFilesAcrossCheckpoints() {
        dieEverywhere(sink -> sink.rollSize(25));
    }

    @Test
    void losesAndDoublesNothingWithPartitions() {
        dieEverywhere(sink -> sink.partitionBy(line -> "last=" + line.charAt(line.length() - 1))
                .openFilesMax(1)
                .rollSize(30));
    }

    @Test
    void losesAndDoublesNothingWhenFilesAreMerged() {
        dieEverywhere(sink -> sink.rollSize(10).compact(30, Duration.ofDays(1)));
    }

    @Test
    void losesAndDoublesNothingWithAFooterAtEachCheckpoint() {
        dieEverywhere(new FooterFormat(), sink -> sink);
    }

    @Test
    void losesAndDoublesNothingWithStagedRows() {
        dieEverywhere(
                new FooterFormat(),
                sink -> sink.stageRows(Serdes.of(String.class)).rollSize(25));
    }

    private static void dieEverywhere(UnaryOperator<FileSink<String>> options) {
        dieEverywhere(FileFormat.lines(), options);
    }

    private static void dieEverywhere(FileFormat<String> format, UnaryOperator<FileSink<String>> options) {
        int firstCalls = new Run(format, options).attempt(Integer.MAX_VALUE);
        assertThat(firstCalls).as("calls of an attempt").isGreaterThan(20);
        for (double power : POWER) {
            for (int first = 0; first <= firstCalls; first++) {
                int second = first % SECOND_STEP;
                boolean died = true;
                while (died) {
                    Run run = new Run(format, options);
                    run.attempt(first);
                    run.cut(power);
                    died = run.attempt(second) == second;
                    run.cut(power);
                    run.attempt(Integer.MAX_VALUE);
                    run.checkExact("power=" + power + ", first=" + first + ", second=" + second);
                    second += SECOND_STEP;
                }
            }
        }
    }

    /** The engine's side: what is decided, and what of that is confirmed. */
    private static final class Run {

        private final FragileDisk disk = new FragileDisk(ROOT);
        private final FileFormat<String> format;
        private final UnaryOperator<FileSink<String>> options;
        private final List<String> decided = new ArrayList<>();
        private final List<CommitRequest<FileCommittable>> unconfirmed = new ArrayList<>();
        private long attempt;
        private long checkpointId;
        private long decidedId;
        private int recordCount;

        Run(FileFormat<String> format, UnaryOperator<FileSink<String>> options) {
            this.format = format;
            this.options = options;
        }

        void cut(double power) {
            if (power >= 0) {
                disk.losePower(power);
            }
        }

        /** Recovers, and takes some checkpoints, the last of the job among them. Returns how many calls it made. */
        int attempt(int deathAt) {
            FragileDisk.Process process = disk.process(deathAt);
            FileSink<String> sink =
                    options.apply(FileSink.of(DIRECTORY, format)).on(process);
            attempt++;
            try {
                run(sink);
            } catch (FragileDisk.Death e) {
                checkVisible("after a death at call " + deathAt);
            }
            return process.callCount();
        }

        private void run(FileSink<String> sink) {
            try (Committer<FileCommittable> committer =
                    sink.createCommitter(new InlineContext(0, PARALLELISM, attempt))) {
                committer.recover(decidedId, List.copyOf(unconfirmed));
                for (CommitRequest<FileCommittable> request : unconfirmed) {
                    assertThat(committer.doubt(request)).isEmpty();
                }
                for (CommitRequest<FileCommittable> request : unconfirmed) {
                    commit(committer, request);
                }
                unconfirmed.clear();
                List<SinkWriter<String, FileCommittable>> writers = new ArrayList<>();
                for (int subtask = 0; subtask < PARALLELISM; subtask++) {
                    writers.add(sink.createWriter(new InlineContext(subtask, PARALLELISM, attempt)));
                }
                for (int i = 1; i <= CHECKPOINT_COUNT; i++) {
                    checkpoint(committer, writers, i == CHECKPOINT_COUNT);
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void checkpoint(
                Committer<FileCommittable> committer, List<SinkWriter<String, FileCommittable>> writers, boolean last)
                throws Exception {
            long id = ++checkpointId;
            List<String> written = new ArrayList<>();
            List<CommitRequest<FileCommittable>> sealed = new ArrayList<>();
            for (int subtask = 0; subtask < writers.size(); subtask++) {
                String line = "record-" + recordCount++;
                written.add(line);
                SinkWriter<String, FileCommittable> writer = writers.get(subtask);
                writer.write(line, 0);
                if (last) {
                    writer.finish();
                }
                Answer answer = new Answer();
                writer.prepareCommit(id, answer);
                for (FileCommittable committable : answer.committables) {
                    sealed.add(new CommitRequest<>(id, subtask, committable, true));
                }
            }
            // Before it is committed, it is decided.
            decided.addAll(written);
            decidedId = id;
            unconfirmed.addAll(sealed);
            for (CommitRequest<FileCommittable> request : sealed) {
                commit(committer, new CommitRequest<>(id, request.subtask(), request.committable(), false));
            }
            checkVisible("after checkpoint " + id);
            unconfirmed.clear();
        }

        private static void commit(Committer<FileCommittable> committer, CommitRequest<FileCommittable> request)
                throws Exception {
            CommitOutcome.Status status = committer.commit(request).status();
            assertThat(status).isIn(CommitOutcome.Status.COMMITTED, CommitOutcome.Status.ALREADY_COMMITTED);
        }

        private void checkVisible(String when) {
            List<String> visible = visible();
            assertThat(visible).as(when).doesNotHaveDuplicates();
            assertThat(decided).as(when).containsAll(visible);
        }

        private void checkExact(String when) {
            assertThat(visible()).as(when).containsExactlyInAnyOrderElementsOf(new TreeSet<>(decided));
            assertThat(disk.pendingCount()).as(when).isZero();
            // The job has ended: nobody would publish again what a loss of power took.
            disk.losePower(0);
            assertThat(visible())
                    .as(when + ", and without power at the end")
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(decided));
        }

        private List<String> visible() {
            List<String> visible = new ArrayList<>();
            disk.published(DIRECTORY).forEach((path, bytes) -> {
                List<String> lines =
                        new String(bytes, StandardCharsets.UTF_8).lines().toList();
                visible.addAll(path.toString().endsWith(".footed") ? FooterFormat.lines(lines) : lines);
            });
            return visible;
        }
    }

    private static final class Answer implements PreCommit<FileCommittable> {

        private List<FileCommittable> committables = List.of();

        @Override
        public void complete(List<FileCommittable> sealed) {
            committables = sealed;
        }

        @Override
        public void fail(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
