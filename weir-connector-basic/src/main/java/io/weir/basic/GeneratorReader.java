package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.source.InputStatus;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads the splits of a generator in turns, a call of {@link #poll} each.
 *
 * <p>Threading: confined to its task.
 */
final class GeneratorReader<T> implements SourceReader<T, IndexSplit> {

    private static final double NANOS_PER_SECOND = 1e9;

    private final GeneratorSource.Settings<T> settings;
    private final StageContext context;
    private final EmitLoop<T> loop;
    private final List<Cursor> cursors = new ArrayList<>();
    private final boolean limited;
    private int turn;
    private boolean complete;

    GeneratorReader(GeneratorSource.Settings<T> settings, StageContext context) {
        this.settings = settings;
        this.context = context;
        this.loop = EmitLoop.forPipeline(settings.generator(), settings.timestamps());
        this.limited = settings.ratePerSecond() != Double.POSITIVE_INFINITY;
    }

    @Override
    public void addSplits(List<IndexSplit> splits) {
        for (IndexSplit split : splits) {
            cursors.add(new Cursor(split, split.size(settings.count()), limited ? context.nanoTime() : 0));
        }
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public InputStatus poll(SourceOutput<T> output, int countMax) {
        long waitNanos = Long.MAX_VALUE;
        boolean pausedSome = false;
        for (int i = 0; i < cursors.size(); i++) {
            Cursor cursor = nextCursor();
            long ready = cursor.remaining();
            if (ready <= 0) {
                cursor.release(output);
                continue;
            }
            if (cursor.paused) {
                pausedSome = true;
                continue;
            }
            if (limited) {
                ready = Math.min(ready, cursor.due(context.nanoTime()));
                if (ready <= 0) {
                    waitNanos = Math.min(waitNanos, cursor.nanosUntilDue(context.nanoTime()));
                }
            }
            if (ready > 0) {
                cursor.emit(output, (int) Math.min(ready, countMax));
                return InputStatus.MORE_AVAILABLE;
            }
        }
        if (waitNanos != Long.MAX_VALUE) {
            context.wakeUpAfterNanos(waitNanos);
            return InputStatus.NOTHING_AVAILABLE;
        }
        return complete && !pausedSome ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        for (Cursor cursor : cursors) {
            cursor.paused =
                    splitsToPause.contains(cursor.splitId) || cursor.paused && !splitsToResume.contains(cursor.splitId);
        }
    }

    @Override
    public List<IndexSplit> snapshot(long checkpointId) {
        List<IndexSplit> splits = new ArrayList<>(cursors.size());
        for (Cursor cursor : cursors) {
            splits.add(new IndexSplit(cursor.split.number(), cursor.split.count(), cursor.position));
        }
        return splits;
    }

    @Override
    public void close() {
        cursors.clear();
    }

    private Cursor nextCursor() {
        turn = turn + 1 < cursors.size() ? turn + 1 : 0;
        return cursors.get(turn);
    }

    /** Where a split is being read. */
    private final class Cursor {

        private final IndexSplit split;
        private final String splitId;
        private final long size;
        private final long startNanos;
        private long position;
        private boolean paused;
        private boolean released;

        Cursor(IndexSplit split, long size, long startNanos) {
            this.split = split;
            this.splitId = split.splitId();
            this.size = size;
            this.startNanos = startNanos;
            this.position = split.position();
        }

        /** Negative if the source has been made shorter since. */
        long remaining() {
            return size - position;
        }

        /** Returns how many records the rate allows now; splits take turns, so that all together are even. */
        long due(long nowNanos) {
            double allowed = (nowNanos - startNanos) * settings.ratePerSecond() / NANOS_PER_SECOND - split.number();
            return allowed < 0 ? 0 : 1 + (long) (allowed / split.count()) - emittedCount();
        }

        long nanosUntilDue(long nowNanos) {
            double before = split.number() + (double) emittedCount() * split.count();
            long dueNanos = (long) Math.ceil(before * NANOS_PER_SECOND / settings.ratePerSecond());
            return Math.max(1, dueNanos - (nowNanos - startNanos));
        }

        /** Returns how many records were emitted since the attempt began. */
        private long emittedCount() {
            return position - split.position();
        }

        /** At its end it no longer holds event time back. */
        void release(SourceOutput<T> output) {
            if (!released) {
                released = true;
                output.releaseOutputForSplit(splitId);
            }
        }

        void emit(SourceOutput<T> output, int count) {
            long first = split.number() + position * split.count();
            loop.emit(output.forSplit(splitId), first, split.count(), count);
            position += count;
        }
    }
}
