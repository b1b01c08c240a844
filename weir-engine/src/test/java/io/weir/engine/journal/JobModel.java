package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a checkpoint means, in the plainest words: a map of state, and sets of lines.
 *
 * @param sources their positions, and the records in flight behind them
 * @param state from stage, state, key group and key to schema and value
 * @param pending committables that are not confirmed by any checkpoint
 */
record JobModel(
        long checkpointId, SortedSet<String> sources, TreeMap<String, String> state, SortedSet<String> pending) {

    static final JobModel EMPTY = new JobModel(0, new TreeSet<>(), new TreeMap<>(), new TreeSet<>());

    /** Returns the model after another checkpoint. */
    JobModel plus(CheckpointData data) {
        TreeMap<String, String> newState = new TreeMap<>(state);
        data.states().forEach(delta -> apply(delta, newState));
        SortedSet<String> newPending = new TreeSet<>(pending);
        for (SinkSnapshot sink : data.sinks()) {
            for (CommittableBytes committable : sink.committables()) {
                newPending.add(line(new PendingCommittable(
                        sink.stage(), sink.schema(), data.checkpointId(), committable.subtask(), committable.bytes())));
            }
            newPending = withoutConfirmed(newPending, sink.stage(), sink.confirmedCheckpointId());
        }
        return new JobModel(data.checkpointId(), sources(data.sources(), data.inFlight()), newState, newPending);
    }

    static JobModel of(RestoredCheckpoint restored) {
        if (restored == null) {
            return EMPTY;
        }
        TreeMap<String, String> state = new TreeMap<>();
        restored.states().forEach(delta -> apply(delta, state));
        SortedSet<String> pending = new TreeSet<>();
        restored.pending().forEach(committable -> pending.add(line(committable)));
        return new JobModel(restored.checkpointId(), sources(restored.sources(), restored.inFlight()), state, pending);
    }

    /** Returns the committables that remain when a sink has committed everything up to a checkpoint. */
    static SortedSet<String> withoutConfirmed(SortedSet<String> pending, String stage, long checkpointId) {
        SortedSet<String> rest = new TreeSet<>(pending);
        rest.removeIf(line -> line.startsWith(stage + " ") && Long.parseLong(line.split(" ", 4)[1]) <= checkpointId);
        return rest;
    }

    JobModel withPending(SortedSet<String> other) {
        return new JobModel(checkpointId, sources, state, other);
    }

    static List<String> lines(List<PendingCommittable> pending) {
        List<String> lines = new ArrayList<>();
        pending.forEach(committable -> lines.add(line(committable)));
        return lines;
    }

    private static void apply(StateDelta delta, Map<String, String> state) {
        for (StateBlock block : delta.blocks()) {
            String prefix = delta.stage() + "/" + delta.state() + "/" + block.keyGroup() + "/";
            StateEntryCodec.read(block, (key, value) -> {
                if (value == null) {
                    state.remove(prefix + text(key));
                } else {
                    state.put(prefix + text(key), delta.schema() + ":" + text(value));
                }
            });
        }
    }

    private static SortedSet<String> sources(List<SourceSnapshot> sources, List<InFlightRecords> inFlight) {
        SortedSet<String> lines = new TreeSet<>();
        for (SourceSnapshot source : sources) {
            StringBuilder line = new StringBuilder(source.stage() + " " + source.schema());
            source.splits().forEach(split -> line.append(' ').append(text(split)));
            lines.add(line.toString());
        }
        for (int i = 0; i < inFlight.size(); i++) {
            InFlightRecords records = inFlight.get(i);
            lines.add("in flight " + i + " to " + records.stage() + "/" + records.subtask() + " " + records.types()
                    + " " + records.count() + " " + text(records.records()));
        }
        return lines;
    }

    private static String line(PendingCommittable pending) {
        return pending.stage() + " " + pending.checkpointId() + " " + pending.subtask() + " " + pending.schema() + " "
                + text(pending.bytes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
