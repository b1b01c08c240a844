package io.weir.jdbc.source;

import io.weir.runtime.CheckContext;
import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A source with one reader, run step by step in the test's thread, with a clock that the test moves. What is submitted to a lane runs between two polls.
 */
final class ReaderSteps<T> implements AutoCloseable {

    private static final JobId JOB = new JobId("job", "g");
    private static final int STEPS_MAX = 100_000;

    private final Context context = new Context();
    private final Output output = new Output();
    private final Source<T, JdbcSplit> source;
    private final SourceReader<T, JdbcSplit> reader;

    private ReaderSteps(Source<T, JdbcSplit> source) {
        this.source = source;
        this.reader = source.createReader(context);
    }

    /** Checks the source and starts it without a checkpoint. */
    static <T> ReaderSteps<T> start(Source<T, JdbcSplit> source) throws Exception {
        source.check(new CheckContext(JOB, "rows", 1, 0));
        return begin(source, List.of(), true);
    }

    static <T> ReaderSteps<T> restore(Source<T, JdbcSplit> source, List<JdbcSplit> checkpoint) throws Exception {
        return begin(source, checkpoint, false);
    }

    private static <T> ReaderSteps<T> begin(Source<T, JdbcSplit> source, List<JdbcSplit> known, boolean firstStart)
            throws Exception {
        ReaderSteps<T> steps = new ReaderSteps<>(source);
        List<JdbcSplit> splits = new ArrayList<>(known);
        try (var enumerator = source.createEnumerator(steps.context)) {
            splits.addAll(enumerator.discover(known, firstStart));
        }
        steps.reader.addSplits(splits);
        return steps;
    }

    /** Reads until the source ends, and returns all that it has emitted. */
    List<T> readToEnd() {
        reader.noMoreSplits();
        for (int step = 0; reader.poll(output, 7) != InputStatus.END_OF_INPUT; step++) {
            limit(step);
            context.runLane();
        }
        return output.emitted;
    }

    /** Reads until nothing happens without the clock, and returns all that has been emitted. */
    List<T> readWhatIsThere() {
        boolean busy = true;
        for (int step = 0; busy; step++) {
            limit(step);
            busy = reader.poll(output, 7) == InputStatus.MORE_AVAILABLE || context.runLane();
        }
        return output.emitted;
    }

    /** Emits one record, if there is one. */
    void readOne() {
        int before = output.emitted.size();
        for (int step = 0; output.emitted.size() == before; step++) {
            limit(step);
            reader.poll(output, 1);
            context.runLane();
        }
    }

    void advanceMillis(long millis) {
        context.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    List<RejectedRecord> rejected() {
        return output.rejected;
    }

    List<JdbcSplit> snapshot() {
        JdbcSplitSerde serde = (JdbcSplitSerde) source.splitSerde();
        List<JdbcSplit> splits = new ArrayList<>();
        for (JdbcSplit split : reader.snapshot(1)) {
            var bytes = new ByteWriter();
            serde.write(split, bytes);
            splits.add(serde.read(new ByteReader(bytes.toByteArray())));
        }
        return splits;
    }

    @Override
    public void close() {
        reader.close();
        context.runLane();
    }

    private static void limit(int step) {
        if (step > STEPS_MAX) {
            throw new AssertionError("no end after so many steps: " + step);
        }
    }

    private final class Output implements SourceOutput<T> {

        private final List<T> emitted = new ArrayList<>();
        private final List<RejectedRecord> rejected = new ArrayList<>();

        @Override
        public void emit(T value, long timestamp) {
            emitted.add(value);
        }

        @Override
        public void reject(RejectedRecord record) {
            rejected.add(record);
        }

        @Override
        public SourceOutput<T> forSplit(String splitId) {
            return this;
        }
    }

    /** A stage with a lane that is a queue. */
    private static final class Context implements StageContext {

        private final ArrayDeque<Callable<Runnable>> lane = new ArrayDeque<>();
        private long nanos = -5_000_000_000L;

        /** Runs what was submitted first; returns whether there was anything. */
        boolean runLane() {
            Callable<Runnable> call = lane.poll();
            if (call == null) {
                return false;
            }
            try {
                call.call().run();
                return true;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public JobId jobId() {
            return JOB;
        }

        @Override
        public String stageName() {
            return "rows";
        }

        @Override
        public int subtask() {
            return 0;
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public long attempt() {
            return 1;
        }

        @Override
        public IoLane lane(String purpose) {
            return new IoLane() {
                @Override
                public <R> void submit(Callable<R> call, Completion<? super R> done) {
                    lane.add(() -> {
                        R result = call.call();
                        return () -> done.accept(result);
                    });
                }
            };
        }

        @Override
        public void wakeUp() {}

        @Override
        public void fail(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    }
}
