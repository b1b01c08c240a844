package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import io.weir.time.Timestamps;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/**
 * Makes records from their indices: 0, 1, 2 and so on. For tests, benchmarks and first steps.
 *
 * <pre>{@code
 * GeneratorSource<Order> orders = GeneratorSource.<Order>of(i -> new Order("customer-" + i % 10, i))
 *         .timestamps(i -> i / 1_000)
 *         .ratePerSecond(20_000);
 * }</pre>
 *
 * <p>It is replayable as long as the functions are: for one index they must always give the same.
 *
 * <p>Unless {@link #splits} says otherwise, each subtask has one split. A single split comes in the order of indices;
 * with several, each of them does.
 *
 * <p>Threading: Immutable, as far as the functions are.
 */
public final class GeneratorSource<T> implements Source<T, IndexSplit> {

    /** The number of splits that stands for one a subtask. */
    private static final int ONE_PER_SUBTASK = 0;

    private static final int SPLIT_COUNT_MAX = 100_000;

    private final Settings<T> settings;

    private GeneratorSource(Settings<T> settings) {
        this.settings = settings;
    }

    /**
     * What was asked for.
     *
     * @param count {@link Long#MAX_VALUE} if there is no end
     * @param ratePerSecond infinite if there is no limit
     */
    record Settings<T>(
            LongFunction<? extends T> generator,
            LongUnaryOperator timestamps,
            Boundedness boundedness,
            long count,
            double ratePerSecond,
            int splitCount) {}

    /**
     * A source without an end, as fast as it can be.
     *
     * @param generator makes the record of an index; never returns null. Called by several threads if there are several
     *     subtasks
     */
    public static <T> GeneratorSource<T> of(LongFunction<? extends T> generator) {
        Objects.requireNonNull(generator, "generator");
        return new GeneratorSource<>(new Settings<>(
                generator,
                index -> Timestamps.NONE,
                Boundedness.UNBOUNDED,
                Long.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                ONE_PER_SUBTASK));
    }

    /** Ends after {@code count} records, those of the indices below it. */
    public GeneratorSource<T> count(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: count=" + count);
        }
        return new GeneratorSource<>(new Settings<>(
                settings.generator,
                settings.timestamps,
                Boundedness.BOUNDED,
                count,
                settings.ratePerSecond,
                settings.splitCount));
    }

    /**
     * Emits evenly at this rate, over all splits together, counted from the start of each attempt. What was held up is
     * caught up with at full speed, so that the rate is kept on average.
     */
    public GeneratorSource<T> ratePerSecond(double ratePerSecond) {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("the rate must be positive: ratePerSecond=" + ratePerSecond);
        }
        return new GeneratorSource<>(new Settings<>(
                settings.generator,
                settings.timestamps,
                settings.boundedness,
                settings.count,
                ratePerSecond,
                settings.splitCount));
    }

    /** Gives each record an event time, by its index, in milliseconds since 1970-01-01T00:00Z. */
    public GeneratorSource<T> timestamps(LongUnaryOperator timestamps) {
        return new GeneratorSource<>(new Settings<>(
                settings.generator,
                Objects.requireNonNull(timestamps, "timestamps"),
                settings.boundedness,
                settings.count,
                settings.ratePerSecond,
                settings.splitCount));
    }

    /**
     * Divides the indices among {@code count} splits: index i is in split {@code i % count}. That many subtasks can
     * share the work; choose it with growth in mind, because a job that has a checkpoint keeps its number.
     *
     * @param count 1 to 100,000
     */
    public GeneratorSource<T> splits(int count) {
        if (count < 1 || count > SPLIT_COUNT_MAX) {
            throw new IllegalArgumentException("splits must be 1 to " + SPLIT_COUNT_MAX + ": count=" + count);
        }
        return new GeneratorSource<>(new Settings<>(
                settings.generator,
                settings.timestamps,
                settings.boundedness,
                settings.count,
                settings.ratePerSecond,
                count));
    }

    @Override
    public Boundedness boundedness() {
        return settings.boundedness;
    }

    @Override
    public SplitEnumerator<IndexSplit> createEnumerator(StageContext context) {
        int splitCount = settings.splitCount == ONE_PER_SUBTASK ? context.parallelism() : settings.splitCount;
        return new IndexEnumerator(context.stageName(), splitCount, settings.splitCount == ONE_PER_SUBTASK);
    }

    @Override
    public SourceReader<T, IndexSplit> createReader(StageContext context) {
        return new GeneratorReader<>(settings, context);
    }

    @Override
    public Serde<IndexSplit> splitSerde() {
        return Serdes.of(IndexSplit.class);
    }
}
