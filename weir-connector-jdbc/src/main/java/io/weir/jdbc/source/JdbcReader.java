package io.weir.jdbc.source;

import io.weir.jdbc.source.Page.PageRow;
import io.weir.jdbc.source.Page.Rejection;
import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits of one subtask, page by page in turn: fetches and maps on a lane, emits on the task.
 *
 * <p>Threading: confined to the task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>S1: pages that wait, and the one that is fetched, are together no more than {@link #PAGES_MAX}.
 *   <li>S2: a position moves only over rows that were emitted, rejected or passed over.
 * </ul>
 */
final class JdbcReader<T> implements SourceReader<T, JdbcSplit> {

    /** One is emitted while the next is fetched or waits. */
    private static final int PAGES_MAX = 2;

    private final StageContext context;
    private final ReadSettings<T> settings;
    private final Supplier<Pace> paces;
    private final IoLane lane;
    private final PageReader<T> pages;
    private final Map<String, SplitCursor> cursors = new LinkedHashMap<>();

    /** Those that are not fetched to their end, the one whose turn it is in front. */
    private final ArrayDeque<SplitCursor> turns = new ArrayDeque<>();

    private final ArrayDeque<Fetched<T>> fetched = new ArrayDeque<>();

    /** Splits at their end that the engine has not been told of. */
    private final List<String> ended = new ArrayList<>();

    private int rowIndex;
    private boolean fetching;
    private boolean noMoreSplits;
    private boolean closed;

    private record Fetched<T>(SplitCursor cursor, Page<T> page, boolean lastOfSplit) {}

    /** @param paces makes what says when each split is read; those with an end are read without a pause */
    JdbcReader(StageContext context, ReadSettings<T> settings, Supplier<Pace> paces) {
        this.context = context;
        this.settings = settings;
        this.paces = paces;
        this.lane = context.lane("query");
        this.pages = new PageReader<>(settings, "source " + context.stageName());
    }

    @Override
    public void addSplits(List<JdbcSplit> splits) {
        for (JdbcSplit split : splits) {
            SplitCursor cursor = new SplitCursor(split, paces.get());
            cursors.put(split.splitId(), cursor);
            if (split.ended()) {
                ended.add(split.splitId());
            } else {
                turns.add(cursor);
            }
        }
        fetch();
    }

    @Override
    public void noMoreSplits() {
        noMoreSplits = true;
        context.wakeUp();
    }

    private void fetch() {
        if (closed || fetching || fetched.size() >= PAGES_MAX) {
            return;
        }
        long nowNanos = context.nanoTime();
        long waitNanos = Long.MAX_VALUE;
        for (int i = turns.size(); i > 0; i--) {
            SplitCursor cursor = turns.remove();
            turns.add(cursor);
            Pace.Step step = cursor.isOpen() ? cursor.pace().next(nowNanos) : Pace.Step.WAIT;
            if (step != Pace.Step.WAIT) {
                submit(cursor, step);
                return;
            }
            if (cursor.isOpen()) {
                waitNanos = Math.min(waitNanos, cursor.pace().waitNanos(nowNanos));
            }
        }
        if (waitNanos < Long.MAX_VALUE) {
            context.wakeUpAfterNanos(waitNanos);
        }
    }

    private void submit(SplitCursor cursor, Pace.Step step) {
        fetching = true;
        if (step == Pace.Step.LOOK_FOR_BOUND) {
            lane.submit(pages::newest, largest -> {
                fetching = false;
                cursor.pace().found(largest, context.nanoTime());
                fetch();
            });
        } else {
            List<Object> after = cursor.fetchedTo();
            List<Object> upTo = cursor.upTo();
            lane.submit(() -> pages.page(after, upTo), page -> take(cursor, page));
        }
    }

    private void take(SplitCursor cursor, Page<T> page) {
        fetching = false;
        cursor.fetched(page, context.nanoTime());
        boolean lastOfSplit = cursor.isFetchedToEnd();
        if (lastOfSplit) {
            turns.remove(cursor);
        }
        if (lastOfSplit || !page.rows().isEmpty()) {
            fetched.add(new Fetched<>(cursor, page, lastOfSplit));
            context.wakeUp();
        }
        fetch();
    }

    @Override
    public InputStatus poll(SourceOutput<T> output, int countMax) {
        int left = countMax;
        for (Fetched<T> next = fetched.peek(); next != null && left > 0; next = fetched.peek()) {
            left -= emit(next, output, left);
            if (rowIndex == next.page().rows().size()) {
                finish(next);
            }
        }
        release(output);
        fetch();
        if (!fetched.isEmpty()) {
            return InputStatus.MORE_AVAILABLE;
        }
        boolean atEnd = noMoreSplits && cursors.values().stream().allMatch(SplitCursor::hasEnded);
        return atEnd ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    /** Returns how many rows were gone through. */
    private int emit(Fetched<T> from, SourceOutput<T> output, int countMax) {
        SplitCursor cursor = from.cursor();
        List<PageRow<T>> rows = from.page().rows();
        SourceOutput<T> splitOutput = output.forSplit(cursor.splitId());
        int end = Math.min(rows.size(), rowIndex + countMax);
        int count = end - rowIndex;
        while (rowIndex < end) {
            PageRow<T> row = rows.get(rowIndex++);
            T value = row.value();
            Rejection rejection = row.rejection();
            if (rejection != null) {
                splitOutput.reject(rejected(row.key(), rejection));
            } else if (value != null) {
                splitOutput.emit(value, Timestamps.NONE);
            }
            cursor.emitted(row.key());
        }
        return count;
    }

    private RejectedRecord rejected(List<Object> key, Rejection rejection) {
        StringBuilder origin = new StringBuilder(settings.relation().words().replaceFirst("^table ", "table="));
        for (int i = 0; i < key.size(); i++) {
            origin.append(", ").append(settings.keyColumns().get(i)).append('=').append(key.get(i));
        }
        return new RejectedRecord(
                origin.toString(),
                key.toString().getBytes(StandardCharsets.UTF_8),
                rejection.content().getBytes(StandardCharsets.UTF_8),
                Timestamps.NONE,
                rejection.reason());
    }

    private void finish(Fetched<T> last) {
        fetched.remove();
        rowIndex = 0;
        if (last.lastOfSplit()) {
            last.cursor().end();
            ended.add(last.cursor().splitId());
        }
    }

    /** Event time does not wait for splits at their end. */
    private void release(SourceOutput<T> output) {
        ended.forEach(output::releaseOutputForSplit);
        ended.clear();
    }

    /** What has been fetched still comes: at most {@link #PAGES_MAX} pages. */
    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        splitsToPause.forEach(splitId -> pause(splitId, true));
        splitsToResume.forEach(splitId -> pause(splitId, false));
        fetch();
    }

    private void pause(String splitId, boolean paused) {
        @Nullable SplitCursor cursor = cursors.get(splitId);
        if (cursor != null) {
            cursor.pause(paused);
        }
    }

    @Override
    public List<JdbcSplit> snapshot(long checkpointId) {
        return cursors.values().stream().map(SplitCursor::snapshot).toList();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lane.submit(StageContext.action(pages::close), done -> {});
        }
    }
}
