package io.weir.engine.operator;

import io.weir.engine.state.FlatLayout;
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
import java.util.function.LongSupplier;

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
        FlatLayout layout = key instanceof LongKey && contents.type() != null ? FlatLayout.of(contents.type()) : null;
        SliceTables slices = state.sliceTables(STATE, plan.bounds(), contents.serde(), layout);
        WindowResults results = (WindowResults) copies.make(
                position,
                WindowEmitter.class,
                contents.result(),
                contents.merge(),
                contents.function(),
                plan.byClock() ? new UntimedOutput(next) : next);
        long lateness = plan.byClock() ? 0 : windowed.allowedLatenessMillis();
        SliceWindows windows = new SliceWindows(stage, plan, lateness, slices, times, results, late);
        Table empty = slices.scratch();
        Operator operator = (Operator) copies.make(
                position,
                operatorFor(empty),
                key instanceof LongKey longKey ? longKey.function() : ((ObjectKey) key).function(),
                state,
                windows,
                contents.initial(),
                contents.add(),
                empty);
        return plan.byClock()
                ? (Operator) copies.make(
                        position,
                        ClockedWindowOperator.class,
                        operator,
                        windows,
                        new ForwardClock(clockMillis, times.restoredMax()))
                : operator;
    }

    private static Class<?> operatorFor(Table table) {
        if (table instanceof FlatTable) {
            return FlatWindowOperator.class;
        }
        return table instanceof LongTable ? LongWindowOperator.class : ObjectWindowOperator.class;
    }
}
