package io.weir.engine.operator;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.SliceTables;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.Operation;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.time.TimeDomain;
import java.util.function.LongSupplier;

/**
 * Makes the operators that remove duplicates.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 */
final class DeduplicatingOperators {

    /** The names under which checkpoints hold what has passed. */
    private static final String BY_EVENT_TIME = "passed";

    private static final String BY_PROCESSING_TIME = "passed-by-clock";

    private final ClassCopies copies;

    DeduplicatingOperators(ClassCopies copies) {
        this.copies = copies;
    }

    Operator make(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            LongSupplier clockMillis,
            Operation.Deduplicate how,
            Output next,
            LateRecords late) {
        GroupTimes times = state.groupTimes(how.domain(), KeyReader.loaderOf(key));
        @SuppressWarnings("unchecked") // values are longs
        Serde<Object> serde = (Serde<Object>) (Serde<?>) Serdes.longs();
        SliceTables slices = state.sliceTables(
                how.domain() == TimeDomain.EVENT_TIME ? BY_EVENT_TIME : BY_PROCESSING_TIME,
                "a horizon of " + how.horizonMillis() + " ms",
                serde,
                key instanceof LongKey ? FlatLayout.of(Long.class) : null,
                new ByTime(how.horizonMillis()));
        PassedTimes passed = new PassedTimes(
                stage,
                how.domain(),
                new ForwardClock(clockMillis, times.restoredMax()),
                how.horizonMillis(),
                how.allowedLatenessMillis(),
                slices,
                times);
        Table empty = slices.scratch();
        return (Operator) copies.make(
                position,
                empty instanceof FlatTable ? LongDeduplicatingOperator.class : ObjectDeduplicatingOperator.class,
                key instanceof LongKey longKey ? longKey.function() : ((ObjectKey) key).function(),
                state,
                passed,
                late,
                next,
                empty);
    }

    /** Where a time belongs under another horizon. Of two that are too close now, the later one has more to say about what comes. */
    private record ByTime(long horizonMillis) implements SliceTables.Placing {
        @Override
        public long endOf(Object value) {
            return PassedTimes.endOf((Long) value, horizonMillis);
        }

        @Override
        public Object keep(Object one, Object other) {
            return Math.max((Long) one, (Long) other);
        }
    }
}
