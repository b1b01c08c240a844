package io.weir.engine.journal;

import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a segment.
 *
 * <p>Threading: Immutable.
 *
 * @param firstCheckpointId the first that the attempt may use
 * @param previous the segment part before this one; null if the journal begins here
 * @param link the last checkpoint before this segment's first
 * @param inherited the last checkpoint when the segment got its name: {@code link}, or one that was copied into the
 *     segment before, and so is known to be there
 */
record SegmentHeader(
        JobId jobId,
        long attempt,
        long sequence,
        long firstCheckpointId,
        @Nullable SegmentPart previous,
        CheckpointLink link,
        CheckpointLink inherited) {

    FileName fileName() {
        return FileName.ofSegment(attempt, sequence);
    }

    void write(ByteWriter out) {
        out.writeString(jobId.name());
        out.writeString(jobId.generation());
        out.writeVarLong(attempt);
        out.writeVarLong(sequence);
        out.writeVarLong(firstCheckpointId);
        out.writeBoolean(previous != null);
        if (previous != null) {
            out.writeVarLong(previous.name().first());
            out.writeVarLong(previous.name().second());
            out.writeVarLong(previous.length());
        }
        link.write(out);
        inherited.write(out);
    }

    static SegmentHeader read(ByteReader in) {
        JobId jobId = new JobId(in.readString(), in.readString());
        long attempt = in.readVarLong();
        long sequence = in.readVarLong();
        long firstCheckpointId = in.readVarLong();
        SegmentPart previous = in.readBoolean()
                ? new SegmentPart(FileName.ofSegment(in.readVarLong(), in.readVarLong()), in.readVarLong())
                : null;
        SegmentHeader header = new SegmentHeader(
                jobId,
                attempt,
                sequence,
                firstCheckpointId,
                previous,
                CheckpointLink.read(in),
                CheckpointLink.read(in));
        in.expectEnd();
        return header;
    }
}
