package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How far sinks have committed, written between checkpoints.
 *
 * <p>Threading: Immutable.
 *
 * @param lastCheckpointId the newest decided one when this was written: the frame proves it decided
 * @param finished whether the job's last output is committed
 */
record Confirmation(long lastCheckpointId, boolean finished, List<SinkConfirmation> sinks) {

    Confirmation {
        sinks = List.copyOf(sinks);
    }

    void write(ByteWriter out) {
        out.writeVarLong(lastCheckpointId);
        out.writeBoolean(finished);
        out.writeVarInt(sinks.size());
        for (SinkConfirmation sink : sinks) {
            out.writeString(sink.stage());
            out.writeVarLong(sink.checkpointId());
        }
    }

    static Confirmation read(ByteReader in) {
        long lastCheckpointId = in.readVarLong();
        boolean finished = in.readBoolean();
        int count = in.readCount(2);
        List<SinkConfirmation> sinks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sinks.add(new SinkConfirmation(in.readString(), in.readVarLong()));
        }
        in.expectEnd();
        return new Confirmation(lastCheckpointId, finished, sinks);
    }
}
