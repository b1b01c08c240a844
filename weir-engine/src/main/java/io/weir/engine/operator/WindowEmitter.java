package io.weir.engine.operator;

import io.weir.engine.state.FlatTable;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.Table;
import io.weir.graph.Collector;
import io.weir.graph.WindowFunction;
import io.weir.time.Timestamps;
import io.weir.window.TimeWindow;
import io.weir.window.Window;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the output of windows of event time. */
final class WindowEmitter implements WindowResults, Collector<Object> {

    private final Function<Object, Object> result;
    private final @Nullable BinaryOperator<Object> merge;
    private final @Nullable WindowFunction<Object, Object, Object, Window> function;
    private final Output next;
    private long timestamp = Timestamps.NONE;

    /**
     * @param merge null if no accumulators are merged
     * @param function null if the result is the output
     */
    WindowEmitter(
            Function<Object, Object> result,
            @Nullable BinaryOperator<Object> merge,
            @Nullable WindowFunction<Object, Object, Object, Window> function,
            Output next) {
        this.result = result;
        this.merge = merge;
        this.function = function;
        this.next = next;
    }

    @Override
    public void emit(Table table, long start, long end, @Nullable GroupTimes except) {
        timestamp = end - 1;
        TimeWindow window = new TimeWindow(start, end);
        for (int slot = table.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = table.nextSlot(slot)) {
            if (except != null && except.restored(table.keyGroup(slot)) >= timestamp) {
                continue;
            }
            Object value = Objects.requireNonNull(result.apply(valueOf(table, slot)), "a window's result is null");
            if (function == null) {
                next.accept(value, timestamp);
            } else {
                function.apply(table.key(slot), window, value, this);
            }
        }
    }

    @Override
    public void emit(Object key, Object accumulator, long start, long end) {
        timestamp = end - 1;
        Object value = Objects.requireNonNull(result.apply(accumulator), "a window's result is null");
        if (function == null) {
            next.accept(value, timestamp);
        } else {
            function.apply(key, new TimeWindow(start, end), value, this);
        }
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a window function emitted null"), timestamp);
    }

    @Override
    public void merge(Table from, Table into) {
        for (int slot = from.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = from.nextSlot(slot)) {
            Object newer = valueOf(from, slot);
            int target = into.slotOf(from, slot);
            Object older = into.value(target);
            into.setClean(target, older == Table.ABSENT ? newer : merge(older, newer));
        }
    }

    @Override
    public Object merge(Object older, Object newer) {
        BinaryOperator<Object> known = Objects.requireNonNull(merge, "merge");
        return Objects.requireNonNull(known.apply(older, newer), "a merge function returned null");
    }

    /** With its layout at hand, what a flat table makes of a value need not become an object. */
    private static Object valueOf(Table table, int slot) {
        return table instanceof FlatTable flat
                ? flat.layout().read(flat.cells(), flat.valueAt(slot))
                : table.value(slot);
    }
}
