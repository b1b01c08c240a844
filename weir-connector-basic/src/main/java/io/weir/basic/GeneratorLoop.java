package io.weir.basic;

import io.weir.source.SourceOutput;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/**
 * The one implementation, which is copied: see {@link EmitLoop}. A copy is not of this class, so nothing may name it as
 * a type.
 *
 * <p>Threading: confined to the reader's task.
 */
final class GeneratorLoop<T> implements EmitLoop<T> {

    private final LongFunction<? extends T> generator;
    private final LongUnaryOperator timestamps;

    GeneratorLoop(LongFunction<? extends T> generator, LongUnaryOperator timestamps) {
        this.generator = generator;
        this.timestamps = timestamps;
    }

    @Override
    public void emit(SourceOutput<T> output, long first, int stride, int count) {
        LongFunction<? extends T> generate = generator;
        LongUnaryOperator timestamp = timestamps;
        long index = first;
        for (int i = 0; i < count; i++) {
            output.emit(generate.apply(index), timestamp.applyAsLong(index));
            index += stride;
        }
    }
}
