package io.weir.bench.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts each key.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkCount extends KeyedProcessFunction<Long, FlinkEvent, FlinkEvent> {

    private transient @Nullable ValueState<FlinkTotal> total;

    @Override
    public void open(OpenContext context) {
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", FlinkTotal.class));
    }

    @Override
    public void processElement(FlinkEvent event, Context context, Collector<FlinkEvent> out) throws Exception {
        ValueState<FlinkTotal> state = Objects.requireNonNull(total);
        FlinkTotal count = state.value();
        if (count == null) {
            count = new FlinkTotal();
        }
        // The backend on the heap copies an object that a running checkpoint still needs.
        count.count++;
        state.update(count);
        out.collect(new FlinkEvent(event.key, count.count, event.timestamp));
    }
}
