package io.weir.files.source;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.source.InputStatus;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one subtask, one after the other: reads and decodes on a lane, emits on the task.
 *
 * <p>Threading: confined to the task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>R1: batches that wait and the one that is being read are together no more than {@link #BATCHES_MAX}.
 *   <li>R2: a position moves only over records that were emitted, rejected or passed over.
 * </ul>
 */
final class FileReader<T> implements SourceReader<T, FileSplit> {

    /** One batch is emitted while the next waits and a third is read. */
    private static final int BATCHES_MAX = 2;

    /** So that ranges of one file come as they stand in it, which their ids do not. */
    private static final Comparator<FileSplit> READING_ORDER =
            Comparator.comparing(FileSplit::path).thenComparingLong(FileSplit::start);

    /** A batch, and the split that it is of. */
    private record Read<T>(SplitProgress<T> of, Batch<T> batch) {}

    private final StageContext context;
    private final FileSourceSettings<T> settings;
    private final String stage;
    private final IoLane lane;
    private final Map<String, SplitProgress<T>> splits = new LinkedHashMap<>();

    /** What the lane has not read to the end, in the order of reading. */
    private final LinkedHashSet<SplitProgress<T>> unread = new LinkedHashSet<>();

    private final Set<String> paused = new HashSet<>();
    private final ArrayDeque<Read<T>> waiting = new ArrayDeque<>();

    /** Splits at their end that the engine has not been told of. */
    private final List<String> ended = new ArrayList<>();

    /** Splits whose turn has not come, which the engine has not been told of: event time does not wait for them. */
    private final List<String> idle = new ArrayList<>();

    private @Nullable Read<T> current;

    /** The split whose file is open. */
    private @Nullable SplitProgress<T> open;

    private boolean readUnderWay;
    private boolean noMoreSplits;
    private boolean closed;

    FileReader(StageContext context, FileSourceSettings<T> settings) {
        this.context = context;
        this.settings = settings;
        this.stage = "source " + context.stageName();
        this.lane = context.lane("read");
    }

    @Override
    public void addSplits(List<FileSplit> added) {
        for (FileSplit split : added.stream().sorted(READING_ORDER).toList()) {
            SplitProgress<T> progress = new SplitProgress<>(split, new SplitReading<>(settings, stage, split));
            splits.put(split.splitId(), progress);
            if (progress.isFinished()) {
                ended.add(split.splitId());
            } else {
                unread.add(progress);
                if (settings.inTimeOrder()) {
                    idle.add(split.splitId());
                }
            }
        }
        read();
        context.wakeUp();
    }

    @Override
    public void noMoreSplits() {
        noMoreSplits = true;
        context.wakeUp();
    }

    private void read() {
        SplitProgress<T> next = closed || readUnderWay || waiting.size() >= BATCHES_MAX ? null : next();
        if (next == null) {
            return;
        }
        readUnderWay = true;
        if (open != null && open != next) {
            SplitReading<T> left = open.reading();
            lane.submit(StageContext.action(left::close), done -> {});
        }
        open = next;
        lane.submit(next.reading()::read, batch -> read(next, batch));
    }

    private @Nullable SplitProgress<T> next() {
        for (SplitProgress<T> progress : unread) {
            if (!paused.contains(progress.splitId())) {
                return progress;
            }
        }
        return null;
    }

    private void read(SplitProgress<T> of, Batch<T> batch) {
        readUnderWay = false;
        if (batch.endsSplit()) {
            unread.remove(of);
            open = null;
        }
        waiting.add(new Read<>(of, batch));
        context.wakeUp();
        read();
    }

    @Override
    public InputStatus poll(SourceOutput<T> output, int countMax) {
        release(output);
        int left = countMax;
        while (left > 0) {
            Read<T> now = current == null ? waiting.poll() : current;
            if (now == null) {
                break;
            }
            left -= emit(now, output, left);
            current = now.batch().isEmitted() ? null : now;
        }
        release(output);
        read();
        if (current != null || !waiting.isEmpty()) {
            return InputStatus.MORE_AVAILABLE;
        }
        return noMoreSplits && unread.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    private int emit(Read<T> read, SourceOutput<T> output, int countMax) {
        SplitProgress<T> of = read.of();
        Batch<T> batch = read.batch();
        int count = batch.isEmitted() ? 0 : batch.emit(output.forSplit(of.splitId()), countMax);
        if (count > 0) {
            of.moveTo(batch.position(), count);
        }
        if (batch.isEmitted() && batch.endsSplit()) {
            of.finish();
            ended.add(of.splitId());
            if (count == 0) {
                // Its records may be committed already, and then the file may be removed: no record would bring the
                // checkpoint that says so.
                context.requestCheckpoint();
            }
        }
        return count;
    }

    /** Event time does not wait for splits at their end. */
    private void release(SourceOutput<T> output) {
        if (!idle.isEmpty()) {
            idle.forEach(splitId -> output.forSplit(splitId).markIdle());
            idle.clear();
        }
        if (!ended.isEmpty()) {
            ended.forEach(output::releaseOutputForSplit);
            ended.clear();
        }
    }

    /** What has been read still comes: at most {@link #BATCHES_MAX} batches and one. */
    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        paused.addAll(splitsToPause);
        paused.removeAll(splitsToResume);
        read();
    }

    @Override
    public List<FileSplit> snapshot(long checkpointId) {
        List<FileSplit> positions = new ArrayList<>(splits.size());
        for (SplitProgress<T> progress : splits.values()) {
            positions.add(progress.snapshot());
        }
        Horizon horizon = Horizon.of(settings.forgetAfter(), positions);
        if (!horizon.equals(Horizon.NONE)) {
            positions.removeIf(split -> forgets(split, horizon));
        }
        return positions;
    }

    private boolean forgets(FileSplit split, Horizon horizon) {
        boolean forgotten = split.finished() && !horizon.isBefore(split.modifiedMillis());
        if (forgotten) {
            splits.remove(split.splitId());
        }
        return forgotten;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        SplitProgress<T> left = open;
        if (left != null) {
            lane.submit(StageContext.action(left.reading()::close), done -> {});
        }
    }
}
