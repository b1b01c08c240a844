package io.weir.basic;

import io.weir.source.SourceOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/**
 * The innermost loop of a generator: makes records and emits them.
 *
 * <p>Every reader has its own copy of {@link GeneratorLoop}'s class, so that the JIT sees one generator and one output
 * in it and inlines both: type profiles belong to bytecode, and a second pipeline in the same JVM would spoil those of
 * the first. Copies are hidden classes of the same bytes.
 *
 * <p>Threading: confined to the reader's task.
 */
interface EmitLoop<T> {

    /** Emits {@code count} records: of the index {@code first}, and of every {@code stride}-th after it. */
    void emit(SourceOutput<T> output, long first, int stride, int count);

    @SuppressWarnings("unchecked") // a copy is what its original is
    static <T> EmitLoop<T> forPipeline(LongFunction<? extends T> generator, LongUnaryOperator timestamps) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try (InputStream in = EmitLoop.class.getResourceAsStream("GeneratorLoop.class")) {
            if (in == null) {
                // Only slower: a loader that gives no bytes, as in a native image.
                return new GeneratorLoop<>(generator, timestamps);
            }
            Class<?> copy = lookup.defineHiddenClass(in.readAllBytes(), true).lookupClass();
            return (EmitLoop<T>) copy.getDeclaredConstructor(LongFunction.class, LongUnaryOperator.class)
                    .newInstance(generator, timestamps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy GeneratorLoop", e);
        }
    }
}
