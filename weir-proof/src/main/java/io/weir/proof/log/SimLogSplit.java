package io.weir.proof.log;

import io.weir.source.SourceSplit;

/** A partition of a {@link SimLog}, and how far it has been read. */
public record SimLogSplit(int partition, int position) implements SourceSplit {

    @Override
    public String splitId() {
        return "partition-" + partition;
    }
}
