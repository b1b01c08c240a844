package io.weir.testkit.conformance;

import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The reader of one subtask, called as its task calls it: again when there is more, else only after a wake-up.
 *
 * <p>Threading: confined to the test's thread.
 */
final class ReaderDrive<T, S extends SourceSplit> {

    /** The contract says about a millisecond; a machine that is busy with other things takes its time too. */
    private static final long POLL_MILLIS_MAX = 2_000;

    private final TaskContext context;
    private final SourceReader<T, S> reader;
    private final Emitted<T> emitted = new Emitted<>();
    private boolean more = true;
    private boolean complete;
    private boolean ended;

    ReaderDrive(Source<T, S> source, TaskContext context) {
        this.context = context;
        this.reader = source.createReader(context);
    }

    SourceReader<T, S> reader() {
        return reader;
    }

    TaskContext context() {
        return context;
    }

    Emitted<T> emitted() {
        return emitted;
    }

    boolean isAtEnd() {
        return ended;
    }

    /** Returns whether the reader has said that there is nothing now: it must wake its task when there is. */
    boolean isAsleep() {
        return !more;
    }

    void addSplits(List<S> splits) {
        splits.forEach(split -> emitted.given(split.splitId()));
        reader.addSplits(splits);
        more = true;
    }

    void noMoreSplits() {
        complete = true;
        reader.noMoreSplits();
        more = true;
    }

    /** Calls the reader, if it is its turn. */
    void turn(int countMax) {
        boolean woken = context.takeWakeUp();
        if (!ended && (more || woken)) {
            poll(countMax);
        }
    }

    /** Calls the reader. */
    InputStatus poll(int countMax) {
        int before = emitted.all().size();
        long startNanos = System.nanoTime();
        InputStatus status = reader.poll(emitted, countMax);
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        if (millis > POLL_MILLIS_MAX) {
            throw new AssertionError("a poll took " + millis + " ms: it blocked");
        }
        int count = emitted.all().size() - before;
        if (count > countMax) {
            throw new AssertionError("a poll emitted " + count + " records; it was asked for " + countMax);
        }
        more = status == InputStatus.MORE_AVAILABLE;
        if (status == InputStatus.END_OF_INPUT) {
            if (!complete) {
                throw new AssertionError("a reader is at the end of its input before noMoreSplits");
            }
            ended = true;
        }
        return status;
    }

    /** Takes a snapshot, and checks that it holds each split that the reader was given. */
    List<S> snapshot(long checkpointId) {
        List<S> splits = reader.snapshot(checkpointId);
        List<String> ids = new ArrayList<>();
        splits.forEach(split -> ids.add(split.splitId()));
        Set<String> once = new HashSet<>(ids);
        if (once.size() != ids.size() || !once.equals(emitted.given())) {
            throw new AssertionError(
                    "a snapshot must hold each split that the reader was given once, those read to the end included: given "
                            + emitted.given() + ", snapshot " + ids);
        }
        return splits;
    }
}
