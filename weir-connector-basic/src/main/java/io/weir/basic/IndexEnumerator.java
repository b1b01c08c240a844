package io.weir.basic;

import io.weir.error.WeirException;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the splits of a generator, whose number is settled at the first start of a job.
 *
 * <p>Threading: confined to the thread that discovers splits.
 */
final class IndexEnumerator implements SplitEnumerator<IndexSplit> {

    private final String stageName;
    private final int splitCount;
    private final boolean flexible;

    /** @param flexible whether a restored job may have another number of splits */
    IndexEnumerator(String stageName, int splitCount, boolean flexible) {
        this.stageName = stageName;
        this.splitCount = splitCount;
        this.flexible = flexible;
    }

    @Override
    public List<IndexSplit> discover(List<IndexSplit> known, boolean firstStart) {
        int knownCount = known.isEmpty() ? splitCount : known.get(0).count();
        if (knownCount != splitCount && !flexible) {
            throw WeirException.user(
                    "changed-splits",
                    "the source \"" + stageName + "\" has splits=" + splitCount + ", its checkpoint splits="
                            + knownCount,
                    "positions of " + knownCount + " splits say nothing about others",
                    "go back to splits(" + knownCount + "), or give the source a new name to start from index 0");
        }
        List<IndexSplit> found = new ArrayList<>();
        for (int number = 0; number < knownCount; number++) {
            found.add(new IndexSplit(number, knownCount, 0));
        }
        found.removeIf(split -> known.stream().anyMatch(other -> other.splitId().equals(split.splitId())));
        return found;
    }
}
