package io.weir.bench.flink;

import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * A running sum of each key, for Flink's built-in reduce.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkReduce implements ReduceFunction<FlinkEvent>, CheckpointedFunction {

    @Override
    public FlinkEvent reduce(FlinkEvent sum, FlinkEvent event) {
        return new FlinkEvent(event.key, sum.value + event.value, event.timestamp);
    }

    /** Called when a barrier has arrived, before the keyed state is captured. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        FlinkStateProgram.probe().barrier();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
