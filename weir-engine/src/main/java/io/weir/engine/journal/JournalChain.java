package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that make up a journal: the newest base, the parts of segments on top of it, and the last segment, which
 * may end torn.
 *
 * <p>Threading: Immutable.
 *
 * @param base null if there is none yet
 * @param parts in order, each continuing the one before; all known to be whole
 */
record JournalChain(
        @Nullable FileName base, List<SegmentPart> parts, FileName tail, SegmentHeader tailHeader, long tailSize) {

    JournalChain {
        parts = List.copyOf(parts);
    }

    /** Follows the headers back from the newest segment; returns null if there is no journal yet. */
    static @Nullable JournalChain find(ReadableStore store, JournalFiles files) throws IOException {
        FileName base = files.newestBase();
        FileName tail = files.newestSegment();
        if (tail == null) {
            if (base != null) {
                throw JournalError.corrupt(store, base.text(), 0, "there is a base and no segment that continues it");
            }
            return null;
        }
        long tailSize = store.size(tail.text());
        SegmentHeader tailHeader = SegmentReader.readHeader(store, tail, tailSize);
        long baseCheckpointId = base == null ? 0 : base.first();
        checkNewest(store, files, tailHeader, baseCheckpointId);
        Deque<SegmentPart> parts = new ArrayDeque<>();
        SegmentHeader header = tailHeader;
        while (header.link().checkpointId() > baseCheckpointId) {
            SegmentPart part = header.previous();
            if (part == null || !precedes(part.name(), header.fileName())) {
                throw JournalError.corrupt(
                        store, header.fileName().text(), 0, "nothing leads to the checkpoint that it continues");
            }
            checkPresent(store, files, part, header.fileName());
            header = readHeader(store, part.name(), part.length(), header);
            parts.addFirst(part);
        }
        return new JournalChain(base, List.copyOf(parts), tail, tailHeader, tailSize);
    }

    /**
     * Looks for proof that there was a newer segment. An attempt's claim is deleted only once a newer attempt's segment
     * is durable. A base is written only behind a durable segment that continues it, and an attempt that takes over has
     * read no less than what the base holds.
     */
    private static void checkNewest(
            ReadableStore store, JournalFiles files, SegmentHeader tail, long baseCheckpointId) {
        FileName claim = FileName.ofAttempt(tail.attempt());
        if (!files.attempts().contains(claim)) {
            throw JournalError.corrupt(
                    store,
                    claim.text(),
                    0,
                    "the file is missing, and only a newer attempt deletes it: there was a newer segment than "
                            + tail.fileName().text());
        }
        if (tail.inherited().checkpointId() < baseCheckpointId) {
            throw JournalError.corrupt(
                    store,
                    tail.fileName().text(),
                    0,
                    "it continues checkpoint " + tail.inherited().checkpointId() + ", and a base contains checkpoint "
                            + baseCheckpointId + ": there was a newer segment");
        }
    }

    private static SegmentHeader readHeader(ReadableStore store, FileName name, long limit, SegmentHeader next)
            throws IOException {
        SegmentHeader header = SegmentReader.readHeader(store, name, limit);
        if (!header.jobId().equals(next.jobId())) {
            throw JournalError.corrupt(
                    store, name.text(), 0, "it belongs to the job " + header.jobId() + ", not to " + next.jobId());
        }
        return header;
    }

    private static void checkPresent(ReadableStore store, JournalFiles files, SegmentPart part, FileName next)
            throws IOException {
        String name = part.name().text();
        if (!files.segments().contains(part.name())) {
            throw JournalError.corrupt(store, name, 0, "the file is missing, and " + next.text() + " continues it");
        }
        long size = store.size(name);
        if (size < part.length()) {
            throw JournalError.corrupt(
                    store,
                    name,
                    size,
                    "the file is shorter than the part that " + next.text() + " continues, length=" + part.length());
        }
    }

    private static boolean precedes(FileName name, FileName next) {
        return name.first() < next.first() || (name.first() == next.first() && name.second() < next.second());
    }
}
