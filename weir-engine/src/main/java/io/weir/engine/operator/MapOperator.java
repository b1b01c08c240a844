package io.weir.engine.operator;

import java.util.Objects;
import java.util.function.Function;

/** Makes one record of each. */
final class MapOperator implements Operator {

    private final Function<Object, Object> function;
    private final Output next;

    MapOperator(Function<Object, Object> function, Output next) {
        this.function = function;
        this.next = next;
    }

    @Override
    public void accept(Object value, long timestamp) {
        next.accept(Objects.requireNonNull(function.apply(value), "a map function returned null"), timestamp);
    }
}
