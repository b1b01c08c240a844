package io.weir.testkit.pipeline;

import io.weir.source.SourceSplit;

/**
 * A partition of a {@link TestSource}, and how many of its records have been read.
 *
 * <p>Threading: Immutable.
 *
 * @param partition its index, from 0
 * @param position the index of the next record
 */
public record TestSplit(int partition, int position) implements SourceSplit {

    @Override
    public String splitId() {
        return "partition-" + partition;
    }
}
