package io.weir.jdbc.source;

import java.util.List;

/** Notices that a checkpoint's splits are those of another way of reading. */
final class KnownSplits {

    private KnownSplits() {}

    static void check(List<JdbcSplit> known, String prefix, List<String> keyColumns, String stage) {
        for (JdbcSplit split : known) {
            if (!split.splitId().startsWith(prefix)) {
                throw SourceErrors.changed(stage, way(split.splitId()), way(prefix));
            }
            if (!split.keyColumns().equals(keyColumns)) {
                throw SourceErrors.changed(
                        stage,
                        "in the order of " + String.join(", ", split.keyColumns()),
                        "in the order of " + String.join(", ", keyColumns));
            }
        }
    }

    private static String way(String splitId) {
        return splitId.startsWith(PollEnumerator.SPLIT_ID) ? "again and again" : "from end to end";
    }
}
