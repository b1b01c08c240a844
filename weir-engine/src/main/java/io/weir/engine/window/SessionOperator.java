package io.weir.engine.window;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.operator.ByTime;
import io.weir.engine.operator.Fetching;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.ReferenceTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.Table;
import io.weir.engine.state.TimerQueue;
import io.weir.graph.Collector;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.time.Timestamps;
import io.weir.window.SessionWindows;
import io.weir.window.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions with the default trigger and an accumulator, of which a key has few at a time: a record makes one new object of its session, and seldom anything else.
 *
 * <p>What emits is what {@link AnyWindowOperator} would emit.
 *
 * <p>Invariants:
 * <ul>
 *   <li>W6: sessions of a key neither overlap nor touch.
 *   <li>W7: for each session there is a timer of its key, no later than the next time at which something is to be done for it: a timer stays where it is while the session grows, and is registered
 *       anew when it fires too early.
 * </ul>
 */
final class SessionOperator implements Operator, Fetching, ByTime, Collector<Object> {

    private final String stage;
    private final KeyReader keyReader;
    private final SessionWindows<Object> windows;
    private final long latenessMillis;
    private final Accumulated how;
    private final Kept kept;
    private final KeyContext key;
    private final ReferenceTable table;
    private final TimerQueue timers;
    private final GroupTimes times;
    private final LateRecords late;
    private final Output next;
    private long timestamp = Timestamps.NONE;
    private long firedCount;

    /**
     * What is kept in the stage's state.
     *
     * @param table from keys to their latest {@link Session}
     */
    record Kept(KeyContext key, StageState state, GroupTimes times, ReferenceTable table, TimerQueue timers) {}

    SessionOperator(
            String stage,
            KeyReader keyReader,
            SessionWindows<Object> windows,
            long latenessMillis,
            Accumulated how,
            Kept kept,
            LateRecords late,
            Output next) {
        this.stage = stage;
        this.keyReader = keyReader;
        this.windows = windows;
        this.latenessMillis = latenessMillis;
        this.how = how;
        this.kept = kept;
        this.key = kept.key();
        this.table = kept.table();
        this.timers = kept.timers();
        this.times = kept.times();
        this.late = late;
        this.next = next;
    }

    @Override
    public void fetch(long[] keys, int count) {
        kept.state().fetch(keys, count);
    }

    @Override
    public boolean isLarge() {
        return kept.state().isLarge();
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        if (valueTimestamp == Timestamps.NONE) {
            throw LateRecords.noTimestamp(stage);
        }
        keyReader.read(value, key);
        long time = times.of(KeyGroups.groupOf(key.hash()));
        long end = valueTimestamp + windows.gapMillis(value);
        int slot = table.slotOf(key);
        Session latest = table.value(slot) instanceof Session session ? session : null;
        if (latest != null
                && latest.end() >= valueTimestamp
                && latest.start() <= end
                && isAlone(latest, valueTimestamp)) {
            long duesBefore = dueOf(latest.end(), time);
            Session grown = new Session(
                    Math.min(latest.start(), valueTimestamp),
                    Math.max(latest.end(), end),
                    added(latest.accumulator(), value),
                    latest.earlier());
            table.set(slot, grown);
            attend(grown, duesBefore, time);
        } else {
            insert(slot, latest, value, valueTimestamp, end, time);
        }
    }

    /** Returns whether a record that touches a session touches none before it. */
    private static boolean isAlone(Session session, long valueTimestamp) {
        Session earlier = session.earlier();
        return earlier == null || earlier.end() < valueTimestamp;
    }

    /** Finds the place of a record's session among those of its key, and makes one of those that it touches. */
    private void insert(int slot, @Nullable Session latest, Object value, long start, long end, long time) {
        List<Session> later = new ArrayList<>();
        Session at = latest;
        while (at != null && at.start() > end) {
            later.add(at);
            at = at.earlier();
        }
        List<Session> touched = new ArrayList<>();
        while (at != null && at.end() >= start) {
            touched.add(at);
            at = at.earlier();
        }
        if (touched.isEmpty() && LateRecords.endOf(end - 1, latenessMillis) <= time) {
            late.take(value, start);
            return;
        }
        Session grown = merged(touched, value, start, end, at);
        long dueBefore = Timestamps.MAX;
        for (Session each : touched) {
            dueBefore = Math.min(dueBefore, dueOf(each.end(), time));
        }
        Session chain = grown;
        for (int i = later.size() - 1; i >= 0; i--) {
            chain = later.get(i).before(chain);
        }
        table.set(slot, chain);
        attend(grown, dueBefore, time);
    }

    /** Returns what sessions, the latest first, and a record become. */
    private Session merged(List<Session> touched, Object value, long start, long end, @Nullable Session earlier) {
        if (touched.isEmpty()) {
            Object initial = how.initial();
            return new Session(start, end, initial == null ? value : added(initial, value), earlier);
        }
        Session first = touched.get(touched.size() - 1);
        Object accumulator = first.accumulator();
        for (int i = touched.size() - 2; i >= 0; i--) {
            accumulator = Objects.requireNonNull(
                    Objects.requireNonNull(how.merge(), "merge")
                            .apply(accumulator, touched.get(i).accumulator()),
                    "a merge function returned null");
        }
        return new Session(
                Math.min(start, first.start()),
                Math.max(end, touched.get(0).end()),
                added(accumulator, value),
                earlier);
    }

    private Object added(Object accumulator, Object value) {
        return Objects.requireNonNull(how.add().apply(accumulator, value), "an aggregate function returned null");
    }

    /**
     * Emits a session that a record has changed after its end, or sees to it that its time is not missed.
     *
     * @param dueBefore what the timers that are there are no later than (W7)
     */
    private void attend(Session session, long dueBefore, long time) {
        if (session.end() - 1 <= time) {
            emit(session);
        }
        long due = dueOf(session.end(), time);
        if (due < dueBefore) {
            timers.add(key, due);
        }
    }

    /** Returns when something is to be done for a session: it is emitted at its end, and dropped when no late record may change it. */
    private long dueOf(long end, long time) {
        return end - 1 > time ? end - 1 : LateRecords.endOf(end - 1, latenessMillis);
    }

    @Override
    public boolean watermark(long watermark) {
        times.advance(watermark);
        while (timers.isDue(watermark)) {
            long time = timers.first();
            timers.poll(key);
            firedCount++;
            reached(time);
        }
        return true;
    }

    private void reached(long time) {
        int slot = table.slotOf(key);
        List<Session> left = new ArrayList<>();
        Session latest = table.value(slot) instanceof Session session ? session : null;
        long due = Timestamps.MAX;
        boolean anyOver = false;
        for (Session each = latest; each != null; each = each.earlier()) {
            if (each.end() - 1 == time) {
                emit(each);
            }
            if (LateRecords.endOf(each.end() - 1, latenessMillis) <= time) {
                anyOver = true;
            } else {
                left.add(each);
                due = Math.min(due, dueOf(each.end(), time));
            }
        }
        if (anyOver) {
            Session chain = null;
            for (int i = left.size() - 1; i >= 0; i--) {
                chain = left.get(i).before(chain);
            }
            table.set(slot, chain == null ? Table.ABSENT : chain);
        }
        if (!left.isEmpty()) {
            timers.add(key, due);
        }
    }

    private void emit(Session session) {
        timestamp = session.end() - 1;
        Object result = Objects.requireNonNull(how.result().apply(session.accumulator()), "a window's result is null");
        if (how.function() == null) {
            next.accept(result, timestamp);
        } else {
            how.function().apply(key.key(), new TimeWindow(session.start(), session.end()), result, this);
        }
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a window function emitted null"), timestamp);
    }

    @Override
    public long nextTime() {
        return timers.first();
    }

    @Override
    public long firedCount() {
        return firedCount;
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return kept.state().capture(scope);
    }
}
