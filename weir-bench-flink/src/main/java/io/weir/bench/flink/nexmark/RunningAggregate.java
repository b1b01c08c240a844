package io.weir.bench.flink.nexmark;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one value a key, and emits what comes of it after each record.
 *
 * <p>Threading: confined to its task.
 */
final class RunningAggregate<K, T, A, R> extends KeyedProcessFunction<K, T, R> {

    private static final long serialVersionUID = 1;

    private final TypeInformation<A> type;
    private final Add<T, A> add;
    private final Emit<T, A, R> emit;
    private transient @Nullable ValueState<A> state;

    /** Makes the next value. */
    @FunctionalInterface
    interface Add<T, A> extends Serializable {

        /** @param before null for a key's first record */
        A add(@Nullable A before, T record);
    }

    /** Emits after a record. */
    @FunctionalInterface
    interface Emit<T, A, R> extends Serializable {
        void emit(T record, A after, Collector<R> out);
    }

    RunningAggregate(TypeInformation<A> type, Add<T, A> add, Emit<T, A, R> emit) {
        this.type = type;
        this.add = add;
        this.emit = emit;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("value", type));
    }

    @Override
    public void processElement(T record, Context context, Collector<R> out) throws Exception {
        ValueState<A> value = Objects.requireNonNull(state);
        A after = add.add(value.value(), record);
        value.update(after);
        emit.emit(record, after, out);
    }
}
