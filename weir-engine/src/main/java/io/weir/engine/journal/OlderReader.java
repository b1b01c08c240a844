package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a base and the segments on top of it up to one checkpoint, and checks all of them on the way.
 *
 * <p>Threading: confined to one thread.
 */
final class OlderReader {

    private final ReadableStore store;
    private final JournalChain newest;
    private final OlderBase files;

    /**
     * @param newest the journal's chain of files as it is
     * @param files what is to be read; a part of the chain, or older than it
     */
    OlderReader(ReadableStore store, JournalChain newest, OlderBase files) {
        this.store = store;
        this.newest = newest;
        this.files = files;
    }

    /** Reads the base; returns null for the beginning of the journal. */
    @Nullable BaseFile readBase(CheckpointCut cut, Consumer<StateRecord> states) throws IOException {
        JournalChain chain =
                new JournalChain(files.base(), files.parts(), newest.tail(), newest.tailHeader(), newest.tailSize());
        return new ChainReader(store, chain).readBase(cut, states);
    }

    /**
     * Reads the segments up to a checkpoint, or all of them if it does not come.
     *
     * @return the parts up to the end of that checkpoint
     */
    List<SegmentPart> readUpTo(long checkpointId, LinkChain links, List<? extends SegmentVisitor> visitors)
            throws IOException {
        List<SegmentPart> parts = new ArrayList<>();
        for (SegmentPart part : files.parts()) {
            if (links.last().checkpointId() >= checkpointId) {
                break;
            }
            try (SegmentReader reader = SegmentReader.open(store, part.name(), part.length())) {
                long end = reader.readUpTo(checkpointId, links, visitors);
                parts.add(new SegmentPart(part.name(), end));
            }
        }
        return parts;
    }
}
