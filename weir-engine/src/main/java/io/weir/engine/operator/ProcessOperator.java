package io.weir.engine.operator;

import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.error.WeirException;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.time.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a user's function with its declared state. */
final class ProcessOperator implements Operator, Collector<Object>, KeyedProcessFunction.Context<Object> {

    private final KeyReader keyReader;
    private final KeyContext key;
    private final StageState state;
    private final KeyedProcessFunction<Object, Object, Object> function;
    private final Output next;
    private final Map<OutputTag<?>, Output> sideOutputs;
    private long timestamp = Timestamps.NONE;
    private long watermark = Timestamps.NONE;

    /** @param sideOutputs by tag; only those that a stage reads */
    ProcessOperator(
            KeyReader keyReader,
            KeyContext key,
            StageState state,
            KeyedProcessFunction<Object, Object, Object> function,
            Output next,
            Map<OutputTag<?>, Output> sideOutputs) {
        this.keyReader = keyReader;
        this.key = key;
        this.state = state;
        this.function = function;
        this.next = next;
        this.sideOutputs = sideOutputs;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        keyReader.read(value, key);
        function.process(value, this, this);
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a process function emitted null"), timestamp);
    }

    @Override
    public void watermark(long newWatermark) {
        watermark = newWatermark;
    }

    @Override
    public List<StateCapture> capture() {
        return state.capture();
    }

    @Override
    public Object key() {
        return key.key();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public <S> void output(OutputTag<S> tag, S value) {
        Output side = sideOutputs.get(tag);
        if (side == null) {
            throw WeirException.user(
                    "unread-side-output",
                    "a process function emitted to the side output \"" + tag.name() + "\"",
                    "no stage reads it, so the record would be lost in silence",
                    "read it with sideOutput(tag), or do not emit to it");
        }
        side.accept(Objects.requireNonNull(value, "a process function emitted null"), timestamp);
    }
}
