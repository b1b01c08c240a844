package io.weir.engine.operator;

import io.weir.engine.exchange.Outlet;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.LongTable;
import io.weir.engine.state.SliceTables;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.Operation;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.time.TimeDomain;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the operators of windows that are made up of slices.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 */
final class WindowOperators {

    /** The name under which checkpoints hold what windows keep. */
    static final String STATE = "windows";

    private final ClassCopies copies;

    WindowOperators(ClassCopies copies) {
        this.copies = copies;
    }

    Operator sliced(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            Operation.Windowed windowed,
            SlicePlan plan,
            LongSupplier clockMillis,
            Output next,
            LateRecords late) {
        Accumulated contents = (Accumulated) windowed.contents();
        GroupTimes times = state.groupTimes(
                plan.byClock() ? TimeDomain.PROCESSING_TIME : TimeDomain.EVENT_TIME, KeyReader.loaderOf(key));
        SliceTables slices = state.sliceTables(STATE, plan.bounds(), contents.serde(), layoutOf(key, contents));
        WindowResults results = (WindowResults) copies.make(
                position,
                WindowEmitter.class,
                contents.result(),
                contents.merge(),
                contents.function(),
                plan.byClock() ? new UntimedOutput(next) : next);
        long lateness = plan.byClock() ? 0 : windowed.allowedLatenessMillis();
        SliceWindows windows = new SliceWindows(stage, plan, lateness, slices, times, results, late);
        SlicedOperator operator = operator(position, key, state, windows, contents, slices.scratch());
        return plan.byClock()
                ? (Operator) copies.make(
                        position,
                        ClockedWindowOperator.class,
                        operator,
                        windows,
                        new ForwardClock(clockMillis, times.restoredMax()))
                : operator;
    }

    /**
     * Makes the end of a chain at an edge to such windows, which combines records before it sends them.
     *
     * @param stage that has the windows
     * @param state of the stage, of which nothing is kept on this side of the exchange
     * @param windowed its windows, which {@link SlicePlan#isCombinable} holds for
     * @param plain sends records as they are
     * @param recordsPerKeyMin where records of a key come less often, they are sent as they are
     */
    Output combining(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            Operation.Windowed windowed,
            Outlet outlet,
            int[] owners,
            Output plain,
            int recordsPerKeyMin) {
        Accumulated contents = (Accumulated) windowed.contents();
        Supplier<Table> tables = state.scratchTables(layoutOf(key, contents));
        CombinedSlices slices = new CombinedSlices(
                stage,
                Objects.requireNonNull(SlicePlan.of(windowed), "windows without slices"),
                Objects.requireNonNull(contents.merge(), "an aggregation without merge"),
                tables);
        SlicedOperator operator = operator(position + "/combining", key, state, slices, contents, tables.get());
        return (Output)
                copies.make(position, CombiningEdge.class, plain, operator, slices, outlet, owners, recordsPerKeyMin);
    }

    private SlicedOperator operator(
            String position, KeySelector key, StageState state, Slices slices, Accumulated contents, Table empty) {
        return (SlicedOperator) copies.make(
                position,
                operatorFor(empty),
                key instanceof LongKey longKey ? longKey.function() : ((ObjectKey) key).function(),
                state,
                slices,
                contents.initial(),
                contents.add(),
                empty);
    }

    private static @Nullable FlatLayout layoutOf(KeySelector key, Accumulated contents) {
        return key instanceof LongKey && contents.type() != null ? FlatLayout.of(contents.type()) : null;
    }

    private static Class<?> operatorFor(Table table) {
        if (table instanceof FlatTable) {
            return FlatWindowOperator.class;
        }
        return table instanceof LongTable ? LongWindowOperator.class : ObjectWindowOperator.class;
    }
}
