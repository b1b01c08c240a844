package io.weir.engine.window;

import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
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
import io.weir.window.CountWindows;
import io.weir.window.MergingWindowAssigner;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
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

    private static final String SETS = "merging";

    private AnyWindows() {}

    /**
     * Makes an operator.
     *
     * @param context of the keys of {@code state}
     */
    public static Operator make(
            String stage,
            KeySelector key,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LateRecords late,
            Output next) {
        WindowAssigner<?, ?> assigner = windowed.assigner();
        if (assigner instanceof CountWindows count && count.slide() < count.size()) {
            return counted(key, context, state, count, windowed.contents(), next);
        }
        return any(stage, key, KeyReader.of(key), context, state, windowed, late, next);
    }

    /**
     * Makes an operator of the same windows for two streams.
     *
     * @param context of the keys of {@code state}
     */
    public static Operator ofPair(
            String stage,
            KeySelector firstKey,
            KeySelector secondKey,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            Output next) {
        PairedKeys keys = new PairedKeys(KeyReader.of(firstKey), KeyReader.of(secondKey));
        return new PairedOperator(any(stage, firstKey, keys, context, state, windowed, new LateRecords(null), next));
    }

    private static AnyWindowOperator any(
            String stage,
            KeySelector key,
            KeyReader keyReader,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LateRecords late,
            Output next) {
        WindowAssigner<?, ?> assigner = windowed.assigner();
        GroupTimes times = state.groupTimes(KeyReader.loaderOf(key));
        @SuppressWarnings("unchecked") // windows are those of the assigner
        Serde<Object> windowSerde =
                (Serde<Object>) (Serde<?>) windowed.assigner().windowSerde();
        KeyContext windowContext = new KeyContext();
        StateViews views = state.ofWindows(windowContext, windowSerde);
        WindowTimers timers =
                state.windowTimers(assigner instanceof MergingWindowAssigner ? MERGING_TIMERS : TIMERS, windowSerde);
        AnyWindowOperator.Parts parts = new AnyWindowOperator.Parts(
                context,
                key instanceof LongKey,
                state,
                times,
                timers,
                windowContext,
                new TriggerContext(windowed.trigger().states(), views, windowContext, timers),
                contents(windowed.contents(), views),
                sets(windowed.assigner(), state));
        return new AnyWindowOperator(stage, keyReader, windowed, parts, late, next);
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
