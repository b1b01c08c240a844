package io.weir.engine.operator;

import io.weir.graph.Collector;
import io.weir.graph.FlatMapFunction;
import io.weir.time.Timestamps;
import java.util.Objects;

/** Makes any number of records of each. */
final class FlatMapOperator implements Operator, Collector<Object> {

    private final FlatMapFunction<Object, Object> function;
    private final Output next;
    private long timestamp = Timestamps.NONE;

    FlatMapOperator(FlatMapFunction<Object, Object> function, Output next) {
        this.function = function;
        this.next = next;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        function.flatMap(value, this);
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a flatMap function emitted null"), timestamp);
    }
}
