package io.weir.engine.journal;

/**
 * What one checkpoint added to the journal.
 *
 * <p>Threading: Immutable.
 *
 * @param isBase whether it is held whole, by a base that stands for all checkpoints up to it
 * @param splitCount of all sources
 * @param entryCount how many entries of keyed state it holds: all of them for a base, those that changed for any other
 * @param stateSize of these in bytes
 * @param committableCount what its sinks pre-committed; for a base, what waited for its commit
 */
public record CheckpointSummary(
        long checkpointId, boolean isBase, int splitCount, long entryCount, long stateSize, int committableCount) {}
