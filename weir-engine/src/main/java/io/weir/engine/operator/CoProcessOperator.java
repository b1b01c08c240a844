package io.weir.engine.operator;

import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.TimestampedCollector;
import java.util.Objects;

/** Runs a user's function of two keyed streams. */
final class CoProcessOperator extends FunctionOperator implements TwoSided, TimestampedCollector<Object> {

    private final KeyReader firstKey;
    private final KeyReader secondKey;
    private final KeyedCoProcessFunction<Object, Object, Object, Object> function;
    private final Output next;

    CoProcessOperator(
            FunctionGround ground,
            KeyReader firstKey,
            KeyReader secondKey,
            KeyedCoProcessFunction<Object, Object, Object, Object> function,
            Output next) {
        super(ground);
        this.firstKey = firstKey;
        this.secondKey = secondKey;
        this.function = function;
        this.next = next;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        outputTimestamp = valueTimestamp;
        firstKey.read(value, key);
        function.process1(value, this, this);
    }

    @Override
    public void acceptSecond(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        outputTimestamp = valueTimestamp;
        secondKey.read(value, key);
        function.process2(value, this, this);
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a process function emitted null"), outputTimestamp);
    }

    @Override
    public void collect(Object value, long valueTimestamp) {
        next.accept(Objects.requireNonNull(value, "a process function emitted null"), valueTimestamp);
    }

    @Override
    void timerFired(long fired) {
        function.onTimer(fired, this, this);
    }
}
