package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a store at one moment.
 *
 * <p>Threading: Immutable.
 *
 * @param attempts in order
 * @param segments in order
 * @param bases in order
 * @param temporaries what an attempt had not finished making
 * @param others names that are not the journal's
 */
record JournalFiles(
        List<FileName> attempts,
        List<FileName> segments,
        List<FileName> bases,
        List<FileName> temporaries,
        List<String> others) {

    private static final Comparator<FileName> ORDER =
            Comparator.comparingLong(FileName::first).thenComparingLong(FileName::second);

    static JournalFiles list(ReadableStore store) throws IOException {
        List<FileName> attempts = new ArrayList<>();
        List<FileName> segments = new ArrayList<>();
        List<FileName> bases = new ArrayList<>();
        List<FileName> temporaries = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String text : store.list()) {
            FileName name = FileName.parse(text);
            FileName temporary = FileName.parseTemporary(text);
            if (name != null) {
                switch (name.kind()) {
                    case ATTEMPT -> attempts.add(name);
                    case SEGMENT -> segments.add(name);
                    case BASE -> bases.add(name);
                }
            } else if (temporary != null) {
                temporaries.add(temporary);
            } else {
                others.add(text);
            }
        }
        attempts.sort(ORDER);
        segments.sort(ORDER);
        bases.sort(ORDER);
        return new JournalFiles(attempts, segments, bases, temporaries, others);
    }

    /** Returns the names of all files that are the journal's and finished. */
    List<FileName> all() {
        List<FileName> all = new ArrayList<>(attempts);
        all.addAll(segments);
        all.addAll(bases);
        return all;
    }

    /** Returns whether nothing of a journal is there. */
    boolean isEmpty() {
        return attempts.isEmpty() && segments.isEmpty() && bases.isEmpty() && temporaries.isEmpty();
    }

    /** Returns the newest attempt that has claimed its number; 0 if there is none. */
    long newestAttempt() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).first();
    }

    /** Returns a number greater than that of every attempt that has left a trace. */
    long nextAttempt() {
        return Math.max(newestAttempt(), newestWriter()) + 1;
    }

    /** Returns the newest attempt that has written anything but its claim; 0 if there is none. */
    long newestWriter() {
        long newest = 0;
        for (List<FileName> files : List.of(segments, bases, temporaries)) {
            for (FileName file : files) {
                newest = Math.max(newest, file.attempt());
            }
        }
        return newest;
    }

    @Nullable FileName newestSegment() {
        return segments.isEmpty() ? null : segments.get(segments.size() - 1);
    }

    @Nullable FileName newestBase() {
        return bases.isEmpty() ? null : bases.get(bases.size() - 1);
    }
}
