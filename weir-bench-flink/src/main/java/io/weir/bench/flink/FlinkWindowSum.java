package io.weir.bench.flink;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.types.LongValue;

/**
 * The sum of a key in a window of W3.
 *
 * <p>Threading: stateless.
 */
final class FlinkWindowSum implements AggregateFunction<FlinkEvent, LongValue, LongValue> {

    private static final long serialVersionUID = 1;

    @Override
    public LongValue createAccumulator() {
        return new LongValue();
    }

    @Override
    public LongValue add(FlinkEvent event, LongValue sum) {
        sum.setValue(sum.getValue() + event.value);
        return sum;
    }

    @Override
    public LongValue getResult(LongValue sum) {
        return sum;
    }

    @Override
    public LongValue merge(LongValue sum, LongValue other) {
        sum.setValue(sum.getValue() + other.getValue());
        return sum;
    }
}
