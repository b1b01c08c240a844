package io.weir.engine.operator;

import java.util.function.Predicate;

/** Keeps the records that a predicate holds for. */
final class FilterOperator implements Operator {

    private final Predicate<Object> predicate;
    private final Output next;

    FilterOperator(Predicate<Object> predicate, Output next) {
        this.predicate = predicate;
        this.next = next;
    }

    @Override
    public void accept(Object value, long timestamp) {
        if (predicate.test(value)) {
            next.accept(value, timestamp);
        }
    }
}
