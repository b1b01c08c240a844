package io.weir.engine.commit;

import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.engine.journal.StoredPart;
import io.weir.serde.Serde;
import io.weir.sink.CommitRequest;
import java.util.ArrayList;
import java.util.List;

/** What a checkpoint lists as decided and not confirmed, as its sink takes it. */
public final class PendingOutput {

    private PendingOutput() {}

    /** Returns what one sink has still to commit, by checkpoint then subtask. */
    public static List<CommitRequest<Object>> of(String sink, Serde<Object> serde, List<PendingCommittable> all) {
        List<CommitRequest<Object>> requests = new ArrayList<>();
        for (PendingCommittable pending : all) {
            if (pending.stage().equals(sink)) {
                Object committable =
                        StoredPart.read("output of the sink", sink, pending.schema(), serde, pending.bytes());
                requests.add(new CommitRequest<>(pending.checkpointId(), pending.subtask(), committable, true));
            }
        }
        return requests;
    }
}
