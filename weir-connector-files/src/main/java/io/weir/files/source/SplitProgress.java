package io.weir.files.source;

/**
 * How far a split has been emitted.
 *
 * <p>Threading: confined to the task.
 */
final class SplitProgress<T> {

    private final SplitReading<T> reading;
    private FileSplit split;
    private long position;
    private long recordCount;
    private boolean finished;

    SplitProgress(FileSplit split, SplitReading<T> reading) {
        this.split = split;
        this.reading = reading;
        this.position = split.position();
        this.recordCount = split.recordCount();
        this.finished = split.finished();
    }

    String splitId() {
        return split.splitId();
    }

    boolean isFinished() {
        return finished;
    }

    /** Returns what the lane reads the split with. */
    SplitReading<T> reading() {
        return reading;
    }

    /** Moves over records that were gone through. */
    void moveTo(long newPosition, int movedCount) {
        position = newPosition;
        recordCount += movedCount;
    }

    void finish() {
        finished = true;
    }

    FileSplit snapshot() {
        if (split.recordCount() != recordCount || split.finished() != finished) {
            split = split.at(position, recordCount, finished);
        }
        return split;
    }
}
