package io.weir.proof.simulation;

import java.util.List;

/** Kinds of source. */
public enum SourceKind {
    KAFKA,
    LOG,
    /** The files connector, on a directory that it watches. Not drawn by {@link Profile#of}, nor are the following. */
    FILES_WATCHED,
    /** The files connector, which reads what is there at the first start. */
    FILES_ONCE,
    /** The JDBC connector, which asks again and again. */
    TABLE_POLLED,
    /** The JDBC connector, which reads from end to end. */
    TABLE_SCANNED;

    /** Those that {@link Profile#of} draws from. */
    static final List<SourceKind> DRAWN = List.of(KAFKA, LOG);

    static final List<SourceKind> CONNECTORS = List.of(FILES_WATCHED, TABLE_POLLED, FILES_ONCE, TABLE_SCANNED);

    /** Returns whether a job all of whose sources are such ends by itself. */
    boolean mayEnd() {
        return this == LOG || this == FILES_ONCE || this == TABLE_SCANNED;
    }
}
