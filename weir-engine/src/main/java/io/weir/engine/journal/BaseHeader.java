package io.weir.engine.journal;

import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;

/**
 * The first frame of a base.
 *
 * <p>Threading: Immutable.
 *
 * @param link the last checkpoint that the base contains
 * @param finished whether the job's last output was committed when the base was made
 */
record BaseHeader(JobId jobId, long attempt, CheckpointLink link, boolean finished) {

    FileName fileName() {
        return FileName.ofBase(link.checkpointId(), attempt);
    }

    void write(ByteWriter out) {
        out.writeString(jobId.name());
        out.writeString(jobId.generation());
        out.writeVarLong(attempt);
        link.write(out);
        out.writeBoolean(finished);
    }

    static BaseHeader read(ByteReader in) {
        JobId jobId = new JobId(in.readString(), in.readString());
        BaseHeader header = new BaseHeader(jobId, in.readVarLong(), CheckpointLink.read(in), in.readBoolean());
        in.expectEnd();
        return header;
    }
}
