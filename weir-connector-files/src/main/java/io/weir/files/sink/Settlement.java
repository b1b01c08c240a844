package io.weir.files.sink;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a person's word that output is committed means for each pending file of it: one that is whole, as far as it is, is committed like any other; one that is
 * lost is left out.
 *
 * <p>Threading: confined to the committer's thread.
 */
final class Settlement {

    private final LostOutput lostOutput;
    private final Ledger ledger;
    private final Map<Integer, Long> upTo;
    private final Map<String, PendingFile> whole = new LinkedHashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private final Map<String, Long> settledIds = new HashMap<>();

    /** @param upTo for each subtask the last checkpoint that was found committed */
    Settlement(LostOutput lostOutput, Ledger ledger, Map<Integer, Long> upTo) {
        this.lostOutput = lostOutput;
        this.ledger = ledger;
        this.upTo = upTo;
    }

    /** Adds output that is settled; in the order of checkpoints. Reads all of it. */
    void add(FileCommittable committable) throws IOException {
        for (PendingFile file : committable.files()) {
            settledIds.put(file.id(), upTo.getOrDefault(committable.subtask(), 0L));
            PendingFile earlier = whole.getOrDefault(file.id(), ledger.files().get(file.id()));
            if (lostOutput.isWhole(file)) {
                whole.put(file.id(), file);
            } else if (earlier == null || !lostOutput.isWhole(earlier)) {
                lost.add(file.id());
            } else {
                whole.put(file.id(), earlier);
            }
        }
    }

    /** Enters all of it. */
    void enter() {
        upTo.forEach((subtask, checkpointId) -> ledger.committed().merge(subtask, checkpointId, Math::max));
        lost.forEach(ledger.files()::remove);
        ledger.files().putAll(whole);
    }

    /**
     * Returns the lengths of the files that get no more.
     *
     * @param lastCheckpointIds of each file the last checkpoint that adds to it
     */
    Map<String, Long> completeLengths(Map<String, Long> lastCheckpointIds) {
        Map<String, Long> complete = new HashMap<>();
        whole.values().forEach(file -> {
            if (lastCheckpointIds.getOrDefault(file.id(), 0L) <= settledIds.getOrDefault(file.id(), 0L)) {
                complete.put(file.id(), file.length());
            }
        });
        return complete;
    }
}
