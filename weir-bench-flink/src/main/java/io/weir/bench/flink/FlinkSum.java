package io.weir.bench.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A running sum of each key, as a process function with a state of one object a key.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkSum extends KeyedProcessFunction<Long, FlinkEvent, FlinkEvent> implements CheckpointedFunction {

    private transient @Nullable ValueState<FlinkTotal> total;

    @Override
    public void open(OpenContext context) {
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", FlinkTotal.class));
    }

    @Override
    public void processElement(FlinkEvent event, Context context, Collector<FlinkEvent> out) throws Exception {
        ValueState<FlinkTotal> state = Objects.requireNonNull(total);
        FlinkTotal sum = state.value();
        if (sum == null) {
            sum = new FlinkTotal();
        }
        // The backends allow it: the one on the heap copies an object that a running checkpoint still needs, the other
        // one keeps bytes.
        sum.count++;
        sum.sum += event.value;
        state.update(sum);
        out.collect(new FlinkEvent(event.key, sum.sum, event.timestamp));
    }

    /** Called when a barrier has arrived, before the keyed state is captured. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        FlinkStateProgram.probe().barrier();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
