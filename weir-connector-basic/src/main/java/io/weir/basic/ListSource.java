package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Reads a list from its beginning to its end. For tests and first steps.
 *
 * <pre>{@code
 * ListSource<String> words = ListSource.of("to", "be", "or", "not", "to", "be");
 * }</pre>
 *
 * <p>One split, in the order of the list, unless {@link #splits} asks for more.
 *
 * <p>Threading: Immutable.
 */
public final class ListSource<T> implements Source<T, IndexSplit> {

    private final List<T> values;
    private final GeneratorSource<T> generator;

    private ListSource(List<T> values, GeneratorSource<T> generator) {
        this.values = values;
        this.generator = generator;
    }

    /** Reads a copy of {@code values}; no nulls. A job that continues from a checkpoint must be given the same list. */
    public static <T> ListSource<T> of(List<T> values) {
        List<T> copy = List.copyOf(values);
        GeneratorSource<T> generator = GeneratorSource.of(index -> copy.get((int) index));
        return new ListSource<>(copy, generator.count(copy.size()).splits(1));
    }

    /** Reads {@code values}; no nulls. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> ListSource<T> of(T... values) {
        return of(List.of(values));
    }

    /** Gives each value an event time in milliseconds since 1970-01-01T00:00Z. */
    public ListSource<T> timestamps(ToLongFunction<? super T> timestamp) {
        Objects.requireNonNull(timestamp, "timestamp");
        List<T> list = values;
        return new ListSource<>(list, generator.timestamps(index -> timestamp.applyAsLong(list.get((int) index))));
    }

    /** Deals the values out to {@code count} splits in turns, so that as many subtasks can read. */
    public ListSource<T> splits(int count) {
        return new ListSource<>(values, generator.splits(count));
    }

    @Override
    public Boundedness boundedness() {
        return generator.boundedness();
    }

    @Override
    public SplitEnumerator<IndexSplit> createEnumerator(StageContext context) {
        return generator.createEnumerator(context);
    }

    @Override
    public SourceReader<T, IndexSplit> createReader(StageContext context) {
        return generator.createReader(context);
    }

    @Override
    public Serde<IndexSplit> splitSerde() {
        return generator.splitSerde();
    }
}
