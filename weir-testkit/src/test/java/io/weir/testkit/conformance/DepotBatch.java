package io.weir.testkit.conformance;

import java.util.List;

/**
 * The committable of {@link DepotSink}.
 *
 * @param records there only within the attempt that wrote it
 */
record DepotBatch(String owner, long attempt, int subtask, long checkpointId, List<String> records) {

    /** What the depot knows it by. */
    record Name(String owner, long attempt, int subtask, long checkpointId) {}

    Name name() {
        return new Name(owner, attempt, subtask, checkpointId);
    }
}
