package io.weir.engine.journal;

import io.weir.runtime.JobId;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a chain, and checks all of them on the way.
 *
 * <p>Threading: confined to one thread.
 */
final class ChainReader {

    private final ReadableStore store;
    private final JournalChain chain;

    ChainReader(ReadableStore store, JournalChain chain) {
        this.store = store;
        this.chain = chain;
    }

    /**
     * Reads the base; returns null if there is none.
     *
     * @param cut begins with what it holds beside the state
     * @param states takes its state
     */
    @Nullable BaseFile readBase(CheckpointCut cut, Consumer<StateRecord> states) throws IOException {
        if (chain.base() == null) {
            return null;
        }
        try (BaseReader reader = BaseReader.open(store, chain.base())) {
            JobId jobId = chain.tailHeader().jobId();
            if (!reader.header().jobId().equals(jobId)) {
                throw JournalError.corrupt(
                        store,
                        chain.base().text(),
                        0,
                        "it belongs to another job than " + chain.tail().text());
            }
            cut.startFrom(reader.header(), reader.prelude());
            reader.readStates(states);
            return new BaseFile(chain.base(), reader.header().link(), reader.size());
        }
    }

    /** Reads the segments on top of the base; returns how far the last one is valid. */
    SegmentReader.Extent readSegments(LinkChain links, List<? extends SegmentVisitor> visitors) throws IOException {
        for (SegmentPart part : chain.parts()) {
            try (SegmentReader reader = SegmentReader.open(store, part.name(), part.length())) {
                reader.readWhole(links, visitors);
            }
        }
        return readTail(links, visitors);
    }

    /** Reads the last segment, and tells a torn tail, which is ignored, from damage. */
    private SegmentReader.Extent readTail(LinkChain links, List<? extends SegmentVisitor> visitors) throws IOException {
        String name = chain.tail().text();
        SegmentReader.Extent extent;
        try (SegmentReader reader = SegmentReader.open(store, chain.tail(), chain.tailSize())) {
            extent = reader.read(links, visitors);
        }
        String problem = extent.problem();
        if (problem != null) {
            long lastId = links.last().checkpointId();
            long proven = TailScan.provenCheckpoint(store, chain.tail(), extent.end(), chain.tailSize(), lastId);
            if (proven > 0) {
                throw JournalError.corrupt(
                        store,
                        name,
                        extent.end(),
                        problem + ", and checkpoint " + proven + " was decided, although checkpoint " + lastId
                                + " is the last that can be read");
            }
        }
        return extent;
    }
}
