package io.weir.engine.operator;

import io.weir.graph.KeyedProcessFunction;
import java.util.Objects;

/** Runs a user's function with its declared state and its timers. */
final class ProcessOperator extends FunctionOperator {

    private final KeyReader keyReader;
    private final KeyedProcessFunction<Object, Object, Object> function;
    private final Output next;

    ProcessOperator(
            FunctionGround ground,
            KeyReader keyReader,
            KeyedProcessFunction<Object, Object, Object> function,
            Output next) {
        super(ground);
        this.keyReader = keyReader;
        this.function = function;
        this.next = next;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        outputTimestamp = valueTimestamp;
        keyReader.read(value, key);
        function.process(value, this, this);
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a process function emitted null"), outputTimestamp);
    }

    @Override
    void timerFired(long fired) {
        function.onTimer(fired, this, this);
    }
}
