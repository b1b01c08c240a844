package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.RecordType;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** The payloads of a checkpoint's frames. */
final class RecordCodec {

    private RecordCodec() {}

    static void writeSource(ByteWriter out, SourceSnapshot source) {
        out.writeString(source.stage());
        out.writeString(source.schema());
        out.writeVarInt(source.splits().size());
        for (byte[] split : source.splits()) {
            out.writeBytes(split);
        }
    }

    static SourceSnapshot readSource(ByteReader in) {
        String stage = in.readString();
        String schema = in.readString();
        int count = in.readCount(1);
        List<byte[]> splits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            splits.add(in.readBytes());
        }
        in.expectEnd();
        return new SourceSnapshot(stage, schema, splits);
    }

    /** Writes a delta that has only {@code blocks}, which are some of its own. */
    static void writeState(ByteWriter out, StateDelta delta, List<StateBlock> blocks) {
        out.writeString(delta.stage());
        out.writeString(delta.state());
        out.writeString(delta.schema());
        out.writeVarInt(blocks.size());
        for (StateBlock block : blocks) {
            out.writeVarInt(block.keyGroup());
            out.writeVarInt(block.entryCount());
            out.writeBytes(block.entries());
        }
    }

    /** Writes what {@link #readState} reads. */
    static void writeState(ByteWriter out, StateGroup group, String schema, int blockCount, ByteWriter blocks) {
        out.writeString(group.stage());
        out.writeString(group.state());
        out.writeString(schema);
        out.writeVarInt(blockCount);
        out.writeRaw(blocks.array(), 0, blocks.size());
    }

    static void writeBlock(ByteWriter out, EntryBlock block) {
        out.writeVarInt(block.keyGroup());
        out.writeVarInt(block.entryCount());
        out.writeVarInt(block.size());
        out.writeRaw(block.bytes(), block.from(), block.size());
    }

    static StateDelta readState(ByteReader in) {
        String stage = in.readString();
        String state = in.readString();
        String schema = in.readString();
        int count = in.readCount(3);
        List<StateBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new StateBlock(in.readVarInt(), in.readVarInt(), in.readBytes()));
        }
        in.expectEnd();
        return new StateDelta(stage, state, schema, blocks);
    }

    static void writeInFlight(ByteWriter out, InFlightRecords inFlight) {
        out.writeString(inFlight.stage());
        out.writeVarInt(inFlight.types().size());
        for (RecordType type : inFlight.types()) {
            out.writeString(type.name());
            out.writeString(type.schema());
        }
        out.writeVarInt(inFlight.count());
        out.writeBytes(inFlight.records());
        out.writeVarInt(inFlight.side());
        out.writeVarInt(inFlight.subtask());
    }

    static InFlightRecords readInFlight(ByteReader in) {
        String stage = in.readString();
        int count = in.readCount(2);
        List<RecordType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(new RecordType(in.readString(), in.readString()));
        }
        int recordCount = in.readVarInt();
        byte[] records = in.readBytes();
        int side = in.remaining() > 0 ? in.readVarInt() : 0;
        int subtask = in.remaining() > 0 ? in.readVarInt() : 0;
        in.expectEnd();
        return new InFlightRecords(stage, side, subtask, types, recordCount, records);
    }

    static void writeSink(ByteWriter out, SinkSnapshot sink) {
        out.writeString(sink.stage());
        out.writeString(sink.schema());
        out.writeVarLong(sink.confirmedCheckpointId());
        out.writeVarInt(sink.committables().size());
        for (CommittableBytes committable : sink.committables()) {
            out.writeVarInt(committable.subtask());
            out.writeBytes(committable.bytes());
        }
    }

    /** Returns about how many bytes {@link #writeSink} writes, and not less. */
    static long sinkSizeMax(SinkSnapshot sink) {
        long size = 64 + 3L * (sink.stage().length() + sink.schema().length());
        for (CommittableBytes committable : sink.committables()) {
            size += 10 + committable.bytes().length;
        }
        return size;
    }

    static SinkSnapshot readSink(ByteReader in) {
        String stage = in.readString();
        String schema = in.readString();
        long confirmedCheckpointId = in.readVarLong();
        int count = in.readCount(2);
        List<CommittableBytes> committables = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            committables.add(new CommittableBytes(in.readVarInt(), in.readBytes()));
        }
        in.expectEnd();
        return new SinkSnapshot(stage, schema, confirmedCheckpointId, committables);
    }

    static void writePending(ByteWriter out, PendingCommittable pending) {
        out.writeString(pending.stage());
        out.writeString(pending.schema());
        out.writeVarLong(pending.checkpointId());
        out.writeVarInt(pending.subtask());
        out.writeBytes(pending.bytes());
    }

    static PendingCommittable readPending(ByteReader in) {
        PendingCommittable pending = new PendingCommittable(
                in.readString(), in.readString(), in.readVarLong(), in.readVarInt(), in.readBytes());
        in.expectEnd();
        return pending;
    }
}
