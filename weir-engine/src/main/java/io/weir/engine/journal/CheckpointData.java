package io.weir.engine.journal;

import java.util.List;

/**
 * All that one checkpoint adds to the journal: what changed since the one before.
 *
 * <p>Threading: Immutable.
 *
 * @param checkpointId greater than that of every earlier checkpoint of the job; never reused, also by another attempt
 * @param sources every source, whole
 * @param states what changed in keyed state
 * @param sinks every sink: what it pre-committed for this checkpoint, and how far its commits are confirmed
 */
public record CheckpointData(
        long checkpointId, List<SourceSnapshot> sources, List<StateDelta> states, List<SinkSnapshot> sinks) {

    public CheckpointData {
        sources = List.copyOf(sources);
        states = List.copyOf(states);
        sinks = List.copyOf(sinks);
    }

    /**
     * The splits of a source with their positions.
     *
     * @param schema of the splits' serde
     * @param splits all splits of all subtasks
     */
    public record SourceSnapshot(String stage, String schema, List<byte[]> splits) {
        public SourceSnapshot {
            splits = List.copyOf(splits);
        }
    }

    /**
     * The changed entries of one state of one subtask.
     *
     * @param state unique in the stage
     * @param schema of keys and values
     * @param blocks at most one for each key group
     */
    public record StateDelta(String stage, String state, String schema, List<StateBlock> blocks) {
        public StateDelta {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Changed entries of one key group, written by {@link StateEntryCodec}: later entries overwrite earlier ones with
     * the same key bytes.
     *
     * @param entryCount how many entries {@code entries} holds
     */
    public record StateBlock(int keyGroup, int entryCount, byte[] entries) {}

    /**
     * What a sink adds.
     *
     * @param schema of the committables' serde
     * @param confirmedCheckpointId every checkpoint up to this one is committed; 0 if none
     * @param committables of this checkpoint, by subtask
     */
    public record SinkSnapshot(
            String stage, String schema, long confirmedCheckpointId, List<CommittableBytes> committables) {
        public SinkSnapshot {
            committables = List.copyOf(committables);
        }
    }

    /** One committable of one subtask. */
    public record CommittableBytes(int subtask, byte[] bytes) {}
}
