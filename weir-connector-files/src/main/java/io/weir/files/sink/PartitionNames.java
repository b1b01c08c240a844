package io.weir.files.sink;

import io.weir.error.WeirException;

/** What a partition may be called: a relative path that stays below the sink's directory, and that readers do not take for hidden. */
final class PartitionNames {

    private PartitionNames() {}

    /** Returns a file's name relative to the sink's directory. */
    static String join(String partition, String fileName) {
        if (partition.isEmpty()) {
            return fileName;
        }
        for (String part : partition.split("/", -1)) {
            if (part.isEmpty() || isHidden(part) || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0) {
                throw WeirException.user(
                        "files-partition",
                        "a record cannot be written to partition \"" + partition + "\"",
                        "a part of it is empty, begins with a dot, begins with an underscore and has no \"=\", or has a backslash or a zero byte in it",
                        "return a relative path such as dt=2026-11-26/hour=10, or an empty text for no partition");
            }
        }
        return partition + "/" + fileName;
    }

    /** Returns whether readers pass over a name: Spark, Hadoop and {@code FileSource} do. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_") && name.indexOf('=') < 0;
    }
}
