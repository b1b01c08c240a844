package io.weir.engine.journal;

import org.jspecify.annotations.Nullable;

/**
 * The name of a file of the journal. A file that is still being made bears its temporary name, so that whatever bears
 * its final name was whole and synced before.
 *
 * <p>Threading: Immutable.
 *
 * @param first the attempt of an attempt file or segment, the checkpoint of a base
 * @param second the sequence number of a segment, the attempt of a base, 0 for an attempt file
 */
record FileName(Kind kind, long first, long second) {

    private static final String TEMPORARY_SUFFIX = ".tmp";

    /** So that names sort; longer numbers are read all the same. */
    private static final int DIGITS = 12;

    enum Kind {
        ATTEMPT(1, "attempt"),
        SEGMENT(2, "journal"),
        BASE(3, "base");

        private final int code;
        private final String prefix;

        Kind(int code, String prefix) {
            this.code = code;
            this.prefix = prefix;
        }

        /** Returns what stands for the kind in the format. */
        int code() {
            return code;
        }
    }

    static FileName ofAttempt(long attempt) {
        return new FileName(Kind.ATTEMPT, attempt, 0);
    }

    static FileName ofSegment(long attempt, long sequence) {
        return new FileName(Kind.SEGMENT, attempt, sequence);
    }

    static FileName ofBase(long checkpointId, long attempt) {
        return new FileName(Kind.BASE, checkpointId, attempt);
    }

    /** Reads a final name; null if it is not one of the journal's. */
    static @Nullable FileName parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix) && text.startsWith("-", kind.prefix.length())) {
                FileName name = parse(kind, text.substring(kind.prefix.length() + 1));
                return name != null && name.text().equals(text) ? name : null;
            }
        }
        return null;
    }

    /** Reads a temporary name; null if it is not one of the journal's. */
    static @Nullable FileName parseTemporary(String text) {
        return text.endsWith(TEMPORARY_SUFFIX)
                ? parse(text.substring(0, text.length() - TEMPORARY_SUFFIX.length()))
                : null;
    }

    private static @Nullable FileName parse(Kind kind, String numbers) {
        int dash = numbers.indexOf('-');
        try {
            if (kind == Kind.ATTEMPT) {
                return ofAttempt(Long.parseLong(numbers));
            }
            return dash < 0
                    ? null
                    : new FileName(
                            kind,
                            Long.parseLong(numbers.substring(0, dash)),
                            Long.parseLong(numbers.substring(dash + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns the attempt that made the file. */
    long attempt() {
        return kind == Kind.BASE ? second : first;
    }

    String text() {
        String start = kind.prefix + "-" + padded(first);
        return kind == Kind.ATTEMPT ? start : start + "-" + padded(second);
    }

    String temporaryText() {
        return text() + TEMPORARY_SUFFIX;
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
