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
 * @param inFlight the records that barriers have overtaken, whole; none if all barriers kept their place
 * @param sinks every sink: what it pre-committed for this checkpoint, and how far its commits are confirmed
 */
public record CheckpointData(
        long checkpointId,
        List<SourceSnapshot> sources,
        List<StateDelta> states,
        List<InFlightRecords> inFlight,
        List<SinkSnapshot> sinks) {

    public CheckpointData {
        sources = List.copyOf(sources);
        states = List.copyOf(states);
        inFlight = List.copyOf(inFlight);
        sinks = List.copyOf(sinks);
    }

    /** A checkpoint whose barriers kept their place. */
    public CheckpointData(
            long checkpointId, List<SourceSnapshot> sources, List<StateDelta> states, List<SinkSnapshot> sinks) {
        this(checkpointId, sources, states, List.of(), sinks);
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
     * Records on their way into a stage, in order: those of one key have the order in which they were sent.
     *
     * @param stage that they go to
     * @param side which stream of a stage that reads two they belong to; 0 elsewhere
     * @param subtask that they went to: it matters where no key says which one they go to now
     * @param types the classes of the records, to which {@code records} refers
     * @param count how many records there are
     * @param records of each: the index of its type, its timestamp, and its bytes
     */
    public record InFlightRecords(
            String stage, int side, int subtask, List<RecordType> types, int count, byte[] records) {
        public InFlightRecords {
            types = List.copyOf(types);
        }
    }

    /**
     * A class of records.
     *
     * @param name of the class
     * @param schema of its serde
     */
    public record RecordType(String name, String schema) {}

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
