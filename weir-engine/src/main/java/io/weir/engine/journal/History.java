package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there still is of a journal before its newest base, and which checkpoints all of it holds. Older bases that are not whole any more, because a deletion came
 * halfway, are as good as gone, and so is all before them.
 *
 * <p>Threading: confined to one thread.
 *
 * @param older newest first
 * @param decided every checkpoint that can be read
 */
record History(List<OlderBase> older, DecidedIds decided) {

    /** Returns nothing: for those who keep nothing. */
    static History none() {
        return new History(List.of(), new DecidedIds());
    }

    /**
     * Follows the headers back as far as there are files.
     *
     * @param chain the newest base and what is on top of it
     * @param last the last decided checkpoint
     */
    static History find(ReadableStore store, JournalFiles files, JournalChain chain, CheckpointLink last)
            throws IOException {
        Walk walk = new Walk(store, files, chain.tailHeader(), last.checkpointId());
        FileName base = chain.base();
        if (base == null) {
            walk.backTo(0);
            return new History(List.of(), walk.decided);
        }
        walk.backTo(base.first());
        walk.decided.add(base.first());
        List<OlderBase> older = new ArrayList<>();
        for (FileName next = olderThan(base, files); ; next = olderThan(next, files)) {
            List<SegmentPart> parts = walk.backTo(next == null ? 0 : next.first());
            if (parts == null) {
                break;
            }
            if (next == null) {
                if (!parts.isEmpty()) {
                    older.add(new OlderBase(null, parts));
                }
                break;
            }
            older.add(new OlderBase(next, parts));
            walk.decided.add(next.first());
        }
        return new History(older, walk.decided);
    }

    /** Of two bases of one checkpoint the newer attempt's counts. */
    private static @Nullable FileName olderThan(FileName base, JournalFiles files) {
        FileName found = null;
        for (FileName file : files.bases()) {
            if (file.first() < base.first()) {
                found = file;
            }
        }
        return found;
    }

    /** Goes back from segment to segment. */
    private static final class Walk {
        private final ReadableStore store;
        private final JournalFiles files;
        private final DecidedIds decided = new DecidedIds();
        private SegmentHeader header;

        Walk(ReadableStore store, JournalFiles files, SegmentHeader tail, long lastId) {
            this.store = store;
            this.files = files;
            this.header = tail;
            decided.addSegment(tail, lastId);
        }

        /** Returns the parts from a checkpoint on to where the walk stands; null if one of them is gone. */
        @Nullable List<SegmentPart> backTo(long checkpointId) throws IOException {
            Deque<SegmentPart> parts = new ArrayDeque<>();
            List<SegmentHeader> headers = new ArrayList<>(List.of(header));
            while (headers.get(headers.size() - 1).link().checkpointId() > checkpointId) {
                SegmentPart part = headers.get(headers.size() - 1).previous();
                if (part == null
                        || !files.segments().contains(part.name())
                        || store.size(part.name().text()) < part.length()) {
                    return null;
                }
                headers.add(SegmentReader.readHeader(store, part.name(), part.length()));
                parts.addFirst(part);
            }
            for (int i = 1; i < headers.size(); i++) {
                decided.addSegment(headers.get(i), headers.get(i - 1).link().checkpointId());
            }
            header = headers.get(headers.size() - 1);
            return List.copyOf(parts);
        }
    }
}
