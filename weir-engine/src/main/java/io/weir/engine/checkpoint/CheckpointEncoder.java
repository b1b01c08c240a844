package io.weir.engine.checkpoint;

import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.SinkConfirmation;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the snapshots of all tasks into what the journal keeps. Takes long, so it runs off the hot path.
 *
 * <p>Threading: Immutable.
 *
 * @param splitSchemas by source
 * @param committableSerdes by sink
 */
public record CheckpointEncoder(Map<String, String> splitSchemas, Map<String, Serde<Object>> committableSerdes) {

    /** @param confirmations how far each sink's commits are confirmed */
    public CheckpointData encode(
            long checkpointId, List<TaskSnapshot> snapshots, List<SinkConfirmation> confirmations) {
        List<StateDelta> states = new ArrayList<>();
        List<InFlightRecords> inFlight = new ArrayList<>();
        Map<String, List<byte[]>> splits = new LinkedHashMap<>();
        Map<String, List<CommittableBytes>> committables = new LinkedHashMap<>();
        splitSchemas.keySet().forEach(source -> splits.put(source, new ArrayList<>()));
        committableSerdes.keySet().forEach(sink -> committables.put(sink, new ArrayList<>()));
        for (TaskSnapshot snapshot : snapshots) {
            for (StateCapture capture : snapshot.states()) {
                StateDelta delta = capture.encode();
                if (!delta.blocks().isEmpty()) {
                    states.add(delta);
                }
            }
            for (InFlightPart part : snapshot.inFlight()) {
                inFlight.addAll(InFlightCodec.encode(part));
            }
            for (SourcePart part : snapshot.sources()) {
                at(splits, part.stage()).addAll(part.splits());
            }
            for (SinkPart part : snapshot.sinks()) {
                at(committables, part.stage()).addAll(encode(part));
            }
        }
        return new CheckpointData(checkpointId, sources(splits), states, inFlight, sinks(committables, confirmations));
    }

    private List<SourceSnapshot> sources(Map<String, List<byte[]>> splits) {
        List<SourceSnapshot> sources = new ArrayList<>();
        splitSchemas.forEach((source, schema) -> sources.add(new SourceSnapshot(source, schema, at(splits, source))));
        return sources;
    }

    private List<SinkSnapshot> sinks(
            Map<String, List<CommittableBytes>> committables, List<SinkConfirmation> confirmations) {
        List<SinkSnapshot> sinks = new ArrayList<>();
        committableSerdes.forEach((sink, serde) -> sinks.add(
                new SinkSnapshot(sink, serde.schema(), confirmed(sink, confirmations), at(committables, sink))));
        return sinks;
    }

    private List<CommittableBytes> encode(SinkPart part) {
        Serde<Object> serde = at(committableSerdes, part.stage());
        List<CommittableBytes> encoded = new ArrayList<>();
        ByteWriter out = new ByteWriter();
        for (Object committable : part.committables()) {
            out.clear();
            serde.write(committable, out);
            encoded.add(new CommittableBytes(part.subtask(), out.toByteArray()));
        }
        return encoded;
    }

    private static long confirmed(String sink, List<SinkConfirmation> confirmations) {
        for (SinkConfirmation confirmation : confirmations) {
            if (confirmation.stage().equals(sink)) {
                return confirmation.checkpointId();
            }
        }
        return 0;
    }

    private static <V> V at(Map<String, V> map, String stage) {
        V value = map.get(stage);
        if (value == null) {
            throw new IllegalStateException("no stage of that name: " + stage);
        }
        return value;
    }
}
