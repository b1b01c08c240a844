package io.weir.proof.simulation;

import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.UpsertCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kinds of sink. */
public enum SinkKind {
    KAFKA,
    DATABASE,
    FILES,
    MEMORY,
    /** The files connector. Not drawn by {@link Profile#of}, nor are the following. */
    FILE_SINK,
    /** The JDBC connector, which inserts. */
    JDBC_INSERT,
    /** The JDBC connector, which overwrites. */
    JDBC_UPSERT,
    /** The JDBC connector, which inserts by prepared transactions that anybody may end. */
    JDBC_PREPARED,
    /** The same where a prepared transaction is its connection's as long as that is there. */
    JDBC_PREPARED_STAYING;

    /** Those that {@link Profile#of} draws from. */
    static final List<SinkKind> DRAWN = List.of(KAFKA, DATABASE, FILES, MEMORY);

    /** Returns whether it writes to a database by SQL, whose rows it stages. */
    boolean stagesSql() {
        return this == JDBC_INSERT || this == JDBC_UPSERT;
    }

    /** Returns whether it writes to a database by SQL, in prepared transactions. */
    boolean prepares() {
        return this == JDBC_PREPARED || this == JDBC_PREPARED_STAYING;
    }

    /** Returns by which column rows of a sink with such a check are overwritten; null if they are not. */
    @Nullable String upsertBy(OutputCheck check) {
        return this != JDBC_UPSERT ? null : check instanceof UpsertCheck ? "key" : "id";
    }
}
