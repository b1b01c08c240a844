package io.weir.source;

/** A part of a source that is read in order, with the position that has been reached: a Kafka partition, a file, a range. Immutable. */
public interface SourceSplit {

    /** Returns what tells this split from the source's others, whatever the position: stable across restarts. */
    String splitId();
}
