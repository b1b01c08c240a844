package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint in a journal that is to be copied: its files, and all of it but the state.
 *
 * <p>Threading: confined to one thread.
 *
 * @param base null for the beginning of the journal
 * @param parts on top of {@code base}, up to the checkpoint and no further
 * @param cut as of the checkpoint, and of what is known now of its output
 * @param confirmations what is known of commits beside what the files up to the checkpoint say
 * @param idsUsedUpTo no attempt has used a greater id, but for one beyond the last that was decided
 */
record SavepointSource(
        SegmentHeader tailHeader,
        @Nullable BaseFile base,
        List<SegmentPart> parts,
        CheckpointLink link,
        CheckpointCut cut,
        List<SinkConfirmation> confirmations,
        long idsUsedUpTo) {

    /**
     * Finds a checkpoint; reads and checks the newest base and all on top of it, and what the checkpoint is made of.
     *
     * @param checkpointId {@code Long.MAX_VALUE} for the last
     */
    static SavepointSource find(ReadableStore store, long checkpointId) throws IOException {
        JournalFiles files = JournalFiles.list(store);
        JournalChain chain = JournalReader.chain(store, files);
        ChainReader reader = new ChainReader(store, chain);
        CheckpointCut cut = new CheckpointCut();
        BaseFile base = reader.readBase(cut, state -> {});
        LinkChain links = new LinkChain(base == null ? CheckpointLink.NONE : base.link());
        SegmentReader.Extent tail = reader.readSegments(links, List.of(cut));
        CheckpointLink last = links.last();
        if (last.equals(CheckpointLink.NONE)) {
            throw JournalReader.noCheckpoint(store, "");
        }
        List<SegmentPart> parts = new ArrayList<>(chain.parts());
        parts.add(new SegmentPart(chain.tail(), tail.problem() == null ? tail.end() : tail.lastCheckpointEnd()));
        long firstId = chain.tailHeader().firstCheckpointId();
        if (checkpointId == Long.MAX_VALUE || checkpointId == last.checkpointId()) {
            return new SavepointSource(
                    chain.tailHeader(),
                    base,
                    parts,
                    last,
                    cut,
                    cut.confirmations(),
                    Math.max(firstId, last.checkpointId()));
        }
        OlderBase from = base != null && checkpointId < base.link().checkpointId()
                ? JournalReader.older(store, files, chain, checkpointId)
                : new OlderBase(chain.base(), parts);
        return older(store, chain, from, checkpointId, cut, Math.max(firstId, last.checkpointId() + 1));
    }

    private static SavepointSource older(
            ReadableStore store,
            JournalChain chain,
            OlderBase from,
            long checkpointId,
            CheckpointCut newest,
            long idsUsedUpTo)
            throws IOException {
        OlderReader reader = new OlderReader(store, chain, from);
        CheckpointCut cut = new CheckpointCut();
        BaseFile base = reader.readBase(cut, state -> {});
        LinkChain links = new LinkChain(base == null ? CheckpointLink.NONE : base.link());
        List<SegmentPart> parts = reader.readUpTo(checkpointId, links, List.of(cut));
        if (checkpointId < 1 || links.last().checkpointId() != checkpointId) {
            throw JournalReader.noCheckpoint(store, " " + checkpointId);
        }
        List<SinkConfirmation> confirmations = newest.confirmationsFor(cut);
        cut.confirm(confirmations);
        return new SavepointSource(chain.tailHeader(), base, parts, links.last(), cut, confirmations, idsUsedUpTo);
    }

    BaseMerge merge(ReadableStore store) {
        return new BaseMerge(store, base, parts, link, confirmations);
    }
}
