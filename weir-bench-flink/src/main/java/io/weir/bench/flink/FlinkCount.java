package io.weir.bench.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.types.LongValue;
import org.jspecify.annotations.Nullable;

/**
 * Counts each key, in the way of {@link FlinkKeyedSum}.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkCount extends RichMapFunction<FlinkEvent, FlinkEvent> {

    private static final long serialVersionUID = 1;

    private transient @Nullable ValueState<LongValue> count;

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", ValueTypeInfo.LONG_VALUE_TYPE_INFO));
    }

    @Override
    public FlinkEvent map(FlinkEvent event) throws Exception {
        ValueState<LongValue> state = Objects.requireNonNull(count);
        LongValue value = state.value();
        if (value == null) {
            value = new LongValue();
        }
        // The backend on the heap allows it: it copies an object that a running checkpoint still needs.
        value.setValue(value.getValue() + 1);
        state.update(value);
        return new FlinkEvent(event.key, value.getValue(), event.timestamp);
    }
}
