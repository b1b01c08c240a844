package io.weir.engine.exchange;

/** What a gate does with a channel that has delivered a barrier before the others. */
public enum AlignmentMode {
    /** It stops reading the channel until all have delivered the barrier: exactly-once. */
    ALIGNED,
    /**
     * It goes on reading. Records behind the barrier then are in the snapshot although the checkpoint's source positions stand before them: after a restore
     * they are processed again. At-least-once.
     */
    NOT_ALIGNED
}
