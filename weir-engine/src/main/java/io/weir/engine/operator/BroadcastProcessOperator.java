package io.weir.engine.operator;

import io.weir.engine.state.BroadcastTables;
import io.weir.engine.state.GuardedKey;
import io.weir.graph.BroadcastProcessFunction;
import java.util.Objects;

/** Runs a user's function of a stream and of one that is broadcast. */
final class BroadcastProcessOperator extends FunctionOperator
        implements TwoSided, BroadcastProcessFunction.BroadcastContext {

    private final KeyReader keyReader;
    private final GuardedKey guardedKey;
    private final BroadcastTables tables;
    private final BroadcastProcessFunction<Object, Object, Object, Object> function;
    private final Output next;

    BroadcastProcessOperator(
            FunctionGround ground,
            KeyReader keyReader,
            BroadcastTables tables,
            BroadcastProcessFunction<Object, Object, Object, Object> function,
            Output next) {
        super(ground);
        this.keyReader = keyReader;
        this.guardedKey = (GuardedKey) ground.key();
        this.tables = tables;
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
    public void acceptSecond(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        outputTimestamp = valueTimestamp;
        guardedKey.clear();
        tables.writable(true);
        function.processBroadcast(value, this, this);
        tables.writable(false);
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
