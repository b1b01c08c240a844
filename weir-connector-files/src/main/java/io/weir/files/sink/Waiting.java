package io.weir.files.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which finished files are published together. Without compaction each is published on its own and at once.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class Waiting {

    private final SinkSettings.@Nullable Compaction compaction;

    /** Since when there is something of a partition that waits. */
    private final Map<String, Long> sinceNanos = new HashMap<>();

    Waiting(SinkSettings.@Nullable Compaction compaction) {
        this.compaction = compaction;
    }

    /**
     * Returns the files that are due, in groups that become one file each.
     *
     * @param ready the finished files, in order
     * @param all whether everything is due
     */
    List<List<PendingFile>> due(List<PendingFile> ready, boolean all, long nowNanos) {
        List<List<PendingFile>> due = new ArrayList<>();
        if (compaction == null) {
            ready.forEach(file -> due.add(List.of(file)));
            return due;
        }
        Map<String, List<PendingFile>> byPartition = new LinkedHashMap<>();
        ready.forEach(file -> byPartition
                .computeIfAbsent(file.partition(), absent -> new ArrayList<>())
                .add(file));
        byPartition.forEach((partition, files) -> {
            long since = sinceNanos.computeIfAbsent(partition, absent -> nowNanos);
            boolean waitedLongEnough = nowNanos - since >= compaction.waitMax().toNanos();
            List<PendingFile> rest = fullGroups(files, compaction.sizeBytes(), due);
            if (!rest.isEmpty() && (all || waitedLongEnough)) {
                due.add(rest);
                rest = List.of();
            }
            if (rest.isEmpty()) {
                sinceNanos.remove(partition);
            } else if (rest.size() < files.size()) {
                sinceNanos.put(partition, nowNanos);
            }
        });
        return due;
    }

    /** Adds the groups that are large enough, and returns what is left. */
    private static List<PendingFile> fullGroups(List<PendingFile> files, long sizeBytes, List<List<PendingFile>> due) {
        List<PendingFile> group = new ArrayList<>();
        long groupBytes = 0;
        for (PendingFile file : files) {
            group.add(file);
            groupBytes += file.length();
            if (groupBytes >= sizeBytes) {
                due.add(group);
                group = new ArrayList<>();
                groupBytes = 0;
            }
        }
        return group;
    }
}
