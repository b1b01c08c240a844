package io.weir.engine.journal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what earlier attempts left over, once what replaces it is durable. A deletion may be lost or come halfway:
 * files that no chain leads to are ignored, and deleted the next time.
 */
final class JournalCleanup {

    private JournalCleanup() {}

    /**
     * Deletes the files that the attempt does not rely on.
     *
     * @param files as listed after the attempt was claimed
     * @param base the newest; null if there is none
     * @param parts which the attempt's own segment continues; that segment is durable
     * @param older what is kept of the time before {@code base}
     */
    static void run(
            JournalStore store,
            JournalFiles files,
            long attempt,
            @Nullable BaseFile base,
            List<SegmentPart> parts,
            List<FileName> older)
            throws IOException {
        for (FileName temporary : files.temporaries()) {
            if (temporary.attempt() < attempt) {
                store.delete(temporary.temporaryText());
            }
        }
        if (files.others().contains(Savepoint.MARK)) {
            // The copy was whole, or there would be no journal.
            store.delete(Savepoint.MARK);
        }
        for (FileName claim : files.attempts()) {
            if (claim.attempt() < attempt) {
                store.delete(claim.text());
            }
        }
        for (FileName file : files.bases()) {
            if (base != null && !file.equals(base.name()) && !older.contains(file)) {
                store.delete(file.text());
            }
        }
        for (FileName segment : files.segments()) {
            if (older.contains(segment)) {
                continue;
            }
            if (segment.attempt() < attempt && !contains(parts, segment)) {
                store.delete(segment.text());
            }
        }
    }

    private static boolean contains(List<SegmentPart> parts, FileName name) {
        for (SegmentPart part : parts) {
            if (part.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
