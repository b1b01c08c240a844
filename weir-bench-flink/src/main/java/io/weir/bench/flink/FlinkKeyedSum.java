package io.weir.bench.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.types.LongValue;
import org.jspecify.annotations.Nullable;

/**
 * The running sum of each key of W2: a map with a state of one long a key. Flink's reduce keeps an event a key, and a process function has a context to set up for
 * each record: both are slower.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkKeyedSum extends RichMapFunction<FlinkEvent, FlinkEvent> implements CheckpointedFunction {

    private static final long serialVersionUID = 1;

    private final boolean alone;
    private transient @Nullable ValueState<LongValue> sum;

    /** @param alone whether it is the only subtask */
    FlinkKeyedSum(boolean alone) {
        this.alone = alone;
    }

    @Override
    public void open(OpenContext context) {
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", ValueTypeInfo.LONG_VALUE_TYPE_INFO));
    }

    @Override
    public FlinkEvent map(FlinkEvent event) throws Exception {
        ValueState<LongValue> state = Objects.requireNonNull(sum);
        LongValue value = state.value();
        if (value == null) {
            value = new LongValue();
        }
        // The backend on the heap allows it: it copies an object that a running checkpoint still needs.
        value.setValue(value.getValue() + event.value);
        state.update(value);
        return new FlinkEvent(event.key, value.getValue(), event.timestamp);
    }

    /** Called when a barrier has arrived, before the keyed state is captured. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        if (alone) {
            FlinkChainProgram.probe().barrier();
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
