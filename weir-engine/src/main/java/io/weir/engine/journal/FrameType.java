package io.weir.engine.journal;

import org.jspecify.annotations.Nullable;

/** What a frame holds. The codes are part of the format and never change their meaning. */
enum FrameType {
    /** First in every file: whose it is, and what it continues. */
    HEADER(1),
    /** Opens a checkpoint. */
    BEGIN(2),
    SOURCE(3),
    STATE(4),
    SINK(5),
    /** Closes a checkpoint: with it, the checkpoint exists. */
    MANIFEST(6),
    /** How far commits are confirmed. */
    CONFIRM(7),
    /** In a base: one committable whose commit is not confirmed. */
    PENDING(8),
    /** Closes a base. */
    END(9),
    /** Records on their way into a stage, which barriers have overtaken. */
    IN_FLIGHT(10);

    private static final FrameType[] BY_CODE = byCode();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Returns whether a manifest, or the end of a base, answers for such frames. */
    boolean summed() {
        return switch (this) {
            case BEGIN, SOURCE, STATE, IN_FLIGHT, SINK, PENDING -> true;
            case HEADER, MANIFEST, CONFIRM, END -> false;
        };
    }

    /** Returns null if there is no such code. */
    static @Nullable FrameType of(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    private static FrameType[] byCode() {
        FrameType[] types = new FrameType[values().length + 1];
        for (FrameType type : values()) {
            types[type.code] = type;
        }
        return types;
    }
}
