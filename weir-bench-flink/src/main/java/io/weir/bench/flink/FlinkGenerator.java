package io.weir.bench.flink;

import io.weir.bench.KeySequence;
import io.weir.bench.KeySequence.Distribution;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of an index.
 *
 * <p>Threading: confined to the source's task.
 */
final class FlinkGenerator implements GeneratorFunction<Long, FlinkEvent> {

    private static final int INDICES_PER_MILLISECOND = 1_000;

    private final long keys;
    private final Distribution distribution;
    private transient @Nullable KeySequence sequence;

    FlinkGenerator(long keys, Distribution distribution) {
        this.keys = keys;
        this.distribution = distribution;
    }

    @Override
    public void open(SourceReaderContext context) {
        sequence = new KeySequence(keys, distribution);
    }

    @Override
    public FlinkEvent map(Long index) {
        return new FlinkEvent(Objects.requireNonNull(sequence).key(index), index, index / INDICES_PER_MILLISECOND);
    }
}
