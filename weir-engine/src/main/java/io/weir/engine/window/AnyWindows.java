package io.weir.engine.window;

import io.weir.engine.operator.ClockedWindowOperator;
import io.weir.engine.operator.ForwardClock;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.UntimedOutput;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateViews;
import io.weir.engine.state.WindowTimers;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.Operation;
import io.weir.graph.WindowContents;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.graph.WindowContents.Elements;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import io.weir.window.CountWindows;
import io.weir.window.EventTimeTrigger;
import io.weir.window.MergingWindowAssigner;
import io.weir.window.ProcessingTimeSessions;
import io.weir.window.ProcessingTimeTrigger;
import io.weir.window.SessionWindows;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the operators of windows that are not made up of slices.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 */
public final class AnyWindows {

    private static final String CONTENTS = "windows";
    private static final String TIMERS = "timers";

    /** Another name, so that windows which merge are not taken for such that do not. */
    private static final String MERGING_TIMERS = "merging-timers";

    private static final String CLOCK_TIMERS = "clock-timers";
    private static final String MERGING_CLOCK_TIMERS = "merging-clock-timers";
    private static final String SESSIONS = "sessions";
    private static final String CLOCK_SESSIONS = "sessions-by-clock";
    private static final String SETS = "merging";

    private AnyWindows() {}

    /**
     * Makes an operator.
     *
     * @param context of the keys of {@code state}
     * @param clockMillis the machine's clock
     */
    public static Operator make(
            String stage,
            KeySelector key,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LongSupplier clockMillis,
            LateRecords late,
            Output next) {
        WindowAssigner<?, ?> assigner = windowed.assigner();
        if (assigner instanceof CountWindows count && count.slide() < count.size()) {
            return counted(key, context, state, count, windowed.contents(), next);
        }
        SessionWindows<Object> sessions = plainSessions(windowed);
        return sessions != null
                ? sessions(stage, key, context, state, windowed, sessions, clockMillis, late, next)
                : any(stage, key, KeyReader.of(key), context, state, windowed, clockMillis, late, next);
    }

    /**
     * Makes an operator of the same windows for two streams.
     *
     * @param context of the keys of {@code state}
     * @param clockMillis the machine's clock
     */
    public static Operator ofPair(
            String stage,
            KeySelector firstKey,
            KeySelector secondKey,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LongSupplier clockMillis,
            Output next) {
        PairedKeys keys = new PairedKeys(KeyReader.of(firstKey), KeyReader.of(secondKey));
        return new PairedOperator(
                any(stage, firstKey, keys, context, state, windowed, clockMillis, new LateRecords(null), next));
    }

    private static AnyWindowOperator any(
            String stage,
            KeySelector key,
            KeyReader keyReader,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LongSupplier clockMillis,
            LateRecords late,
            Output next) {
        WindowAssigner<?, ?> assigner = windowed.assigner();
        boolean byClock = assigner.isProcessingTime();
        GroupTimes times =
                state.groupTimes(byClock ? TimeDomain.PROCESSING_TIME : TimeDomain.EVENT_TIME, KeyReader.loaderOf(key));
        ForwardClock clock = new ForwardClock(clockMillis, byClock ? times.restoredMax() : Timestamps.NONE);
        @SuppressWarnings("unchecked") // windows are those of the assigner
        Serde<Object> windowSerde =
                (Serde<Object>) (Serde<?>) windowed.assigner().windowSerde();
        KeyContext windowContext = new KeyContext();
        StateViews views = state.ofWindows(windowContext, windowSerde);
        boolean merging = assigner instanceof MergingWindowAssigner;
        WindowTimers timers = state.windowTimers(merging ? MERGING_TIMERS : TIMERS, windowSerde);
        WindowTimers clockTimers = state.windowTimers(merging ? MERGING_CLOCK_TIMERS : CLOCK_TIMERS, windowSerde);
        AnyWindowOperator.Parts parts = new AnyWindowOperator.Parts(
                context,
                key instanceof LongKey,
                state,
                times,
                timers,
                clockTimers,
                clock,
                windowContext,
                new TriggerContext(windowed.trigger().states(), views, windowContext, timers, clockTimers, clock),
                contents(windowed.contents(), views),
                sets(windowed.assigner(), state));
        return new AnyWindowOperator(stage, keyReader, windowed, parts, late, next);
    }

    /** Returns the sessions of a stage that have an accumulator and the default trigger; null if it has others, or none. */
    @SuppressWarnings("unchecked") // types are erased
    private static @Nullable SessionWindows<Object> plainSessions(Operation.Windowed windowed) {
        WindowAssigner<?, ?> assigner = windowed.assigner();
        if (!(windowed.contents() instanceof Accumulated)) {
            return null;
        }
        if (assigner instanceof SessionWindows<?> sessions && windowed.trigger() instanceof EventTimeTrigger) {
            return (SessionWindows<Object>) sessions;
        }
        return assigner instanceof ProcessingTimeSessions<?> clocked
                        && windowed.trigger() instanceof ProcessingTimeTrigger
                ? (SessionWindows<Object>) clocked.sessions()
                : null;
    }

    private static Operator sessions(
            String stage,
            KeySelector key,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            SessionWindows<Object> sessions,
            LongSupplier clockMillis,
            LateRecords late,
            Output next) {
        boolean byClock = windowed.assigner().isProcessingTime();
        GroupTimes times =
                state.groupTimes(byClock ? TimeDomain.PROCESSING_TIME : TimeDomain.EVENT_TIME, KeyReader.loaderOf(key));
        Accumulated contents = (Accumulated) windowed.contents();
        SessionOperator operator = new SessionOperator(
                stage,
                KeyReader.of(key),
                sessions,
                byClock ? 0 : windowed.allowedLatenessMillis(),
                contents,
                new SessionOperator.Kept(
                        context,
                        state,
                        times,
                        state.table(byClock ? CLOCK_SESSIONS : SESSIONS, new SessionSerde(contents.serde())),
                        state.timers(TimeDomain.EVENT_TIME)),
                late,
                byClock ? new UntimedOutput(next) : next);
        return byClock
                ? new ClockedWindowOperator(operator, operator, new ForwardClock(clockMillis, times.restoredMax()))
                : operator;
    }

    private static Contents contents(WindowContents contents, StateViews views) {
        return contents instanceof Accumulated accumulated
                ? new AccumulatedContents(accumulated, views.valueState(CONTENTS, accumulated.serde()))
                : new ElementContents((Elements) contents, views.listState(CONTENTS, ((Elements) contents).serde()));
    }

    private static @Nullable MergingSets sets(WindowAssigner<Object, Window> assigner, StageState state) {
        return assigner instanceof MergingWindowAssigner<Object, Window> merging
                ? new MergingSets(merging, state.mapState(SETS, assigner.windowSerde(), assigner.windowSerde()))
                : null;
    }

    private static Operator counted(
            KeySelector key,
            KeyContext context,
            StageState state,
            CountWindows windows,
            WindowContents contents,
            Output next) {
        CountedContents counted = contents instanceof Accumulated accumulated
                ? new CountedPanes(accumulated, windows, state.mapState(CONTENTS, Serdes.longs(), accumulated.serde()))
                : new CountedElements(
                        (Elements) contents,
                        windows,
                        state.mapState(CONTENTS, Serdes.longs(), ((Elements) contents).serde()));
        return new CountWindowOperator(KeyReader.of(key), context, state, windows, counted, next);
    }
}
