package io.weir.testkit.pipeline;

import io.weir.runtime.StageContext;
import io.weir.source.InputStatus;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads some partitions of a {@link TestSource}: a few records at a time, from one partition after the other, as many as chance says.
 *
 * <p>Threading: confined to its task.
 */
final class TestReader<T> implements SourceReader<T, TestSplit> {

    /** Few enough that a handful of records is read in several turns. */
    private static final int RECORDS_A_TURN_MAX = 8;

    private final TestSource<T> source;
    private final SimProcess process;
    private final StageContext context;
    private final Entropy entropy;
    private final List<Reading<T>> splits = new ArrayList<>();
    private final Set<String> paused = new HashSet<>();
    private boolean complete;

    /** A partition and how far it has been read. */
    private static final class Reading<T> {
        private final TestPartition<T> partition;
        private final String splitId;
        private final int index;
        private int position;
        private long lastEmittedNanos;

        Reading(TestPartition<T> partition, TestSplit split, long nowNanos) {
            this.partition = partition;
            this.splitId = split.splitId();
            this.index = split.partition();
            this.position = split.position();
            this.lastEmittedNanos = nowNanos;
        }

        boolean hasMore() {
            return position < partition.size();
        }
    }

    TestReader(TestSource<T> source, SimProcess process, StageContext context) {
        this.source = source;
        this.process = process;
        this.context = context;
        this.entropy = process.world()
                .entropy("read " + context.stageName() + " " + context.attempt() + "/" + context.subtask());
    }

    void wakeUp() {
        context.wakeUp();
    }

    @Override
    public void addSplits(List<TestSplit> more) {
        for (TestSplit split : more) {
            splits.add(new Reading<>(source.partition(split.partition()), split, context.nanoTime()));
        }
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        paused.addAll(splitsToPause);
        paused.removeAll(splitsToResume);
    }

    @Override
    public InputStatus poll(SourceOutput<T> output, int countMax) {
        process.point("source.poll");
        int left = Math.min(countMax, 1 + entropy.nextInt(RECORDS_A_TURN_MAX));
        int first = splits.isEmpty() ? 0 : entropy.nextInt(splits.size());
        boolean more = false;
        boolean read = true;
        for (int i = 0; i < splits.size(); i++) {
            Reading<T> split = splits.get((first + i) % splits.size());
            boolean isPaused = paused.contains(split.splitId);
            SourceOutput<T> splitOutput = output.forSplit(split.splitId);
            while (split.hasMore() && left > 0 && !isPaused) {
                TestPartition.Entry<T> entry = split.partition.entry(split.position);
                splitOutput.emit(entry.value(), entry.timestamp());
                split.position++;
                source.run().hasRead();
                split.lastEmittedNanos = context.nanoTime();
                left--;
            }
            if (split.hasMore()) {
                read = false;
                more |= !isPaused;
            } else if (split.partition.isEnded()) {
                output.releaseOutputForSplit(split.splitId);
            } else if (split.partition.isIdle()) {
                splitOutput.markIdle();
            }
        }
        if (more) {
            return InputStatus.MORE_AVAILABLE;
        }
        if (read && complete && source.isEnded()) {
            return InputStatus.END_OF_INPUT;
        }
        wakeUpWhenIdle();
        return InputStatus.NOTHING_AVAILABLE;
    }

    /** Asks to be called when a partition has been silent for as long as the pipeline allows; again, since the engine's own clock of idleness may stand still for a while. */
    private void wakeUpWhenIdle() {
        long idlenessNanos = source.idlenessNanos();
        if (idlenessNanos == TestSource.NEVER_IDLE) {
            return;
        }
        long now = context.nanoTime();
        long wait = idlenessNanos;
        for (Reading<T> split : splits) {
            long left = split.lastEmittedNanos + idlenessNanos - now;
            if (left > 0) {
                wait = Math.min(wait, left);
            }
        }
        context.wakeUpAfterNanos(wait);
    }

    @Override
    public List<TestSplit> snapshot(long checkpointId) {
        List<TestSplit> snapshot = new ArrayList<>();
        splits.forEach(split -> snapshot.add(new TestSplit(split.index, split.position)));
        return snapshot;
    }

    @Override
    public void close() {
        source.forget(this);
    }
}
