package io.weir.engine.journal;

import io.weir.runtime.JobId;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a job over: claims an attempt, reads the journal, and begins a segment that continues it.
 *
 * <p>The last checkpoint of the last segment is copied into the new segment and synced there. Its own sync may never
 * have been asked for, or may have failed, and then no later sync of that file proves anything, although the bytes can
 * be read. All that lies before it was synced, since its writer went on. The names of the files are synced together
 * with the new segment's. So whatever this attempt acts on is durable before it acts.
 *
 * <p>Threading: confined to one thread.
 */
final class Recovery {

    /** Made by the local directory, before there is a journal. */
    static final String LOCK_FILE = "lock";

    private final JournalStore store;
    private final String pipelineName;
    private final Supplier<String> newGeneration;
    private final int retained;
    private final CheckpointCut cut = new CheckpointCut();
    private final StateIndex states = new StateIndex();

    Recovery(JournalStore store, String pipelineName, Supplier<String> newGeneration, int retained) {
        this.store = store;
        this.pipelineName = pipelineName;
        this.newGeneration = newGeneration;
        this.retained = retained;
    }

    RecoveredJob run() throws IOException {
        // Where no lock keeps an older process out, files give way to others until the claim is made.
        JournalReader.retried(store, this::checkOwner);
        long attempt = AttemptClaim.take(store, pipelineName);
        JournalFiles files = JournalFiles.list(store);
        JournalChain chain = JournalChain.find(store, files);
        Found found = chain == null ? nothing() : read(chain);
        Retention retention = retention(files, chain, found);
        ByteWriter buffer = new ByteWriter();
        SegmentHeader header = new SegmentHeader(
                found.jobId(),
                attempt,
                1,
                found.firstCheckpointId(),
                found.previous(),
                found.linkBeforeCopy(),
                found.last());
        SegmentWriter segment = begin(header, found, buffer);
        try {
            AttemptClaim.check(store, attempt);
            JournalCleanup.run(store, files, attempt, found.base(), found.parts(), retention.files());
        } catch (IOException | RuntimeException e) {
            segment.close();
            throw e;
        }
        CheckpointLink last = segment.last();
        RestoredCheckpoint checkpoint = last.equals(CheckpointLink.NONE)
                ? null
                : new RestoredCheckpoint(
                        last.checkpointId(),
                        cut.sources(),
                        states.states(store.readAhead()),
                        cut.inFlight(),
                        cut.pending());
        Journal journal = new Journal(store, header, segment, buffer, found.parts(), found.base(), cut, retention);
        return new RecoveredJob(found.jobId(), attempt, found.firstCheckpointId(), checkpoint, cut.finished(), journal);
    }

    /** Looks before anything is written whether the store is somebody else's; returns what is there. */
    private JournalFiles checkOwner() throws IOException {
        JournalFiles files = JournalFiles.list(store);
        requireNoOthers(store, files);
        FileName segment = files.newestSegment();
        if (segment != null) {
            JobId owner = SegmentReader.readHeader(store, segment, store.size(segment.text()))
                    .jobId();
            if (!owner.name().equals(pipelineName)) {
                throw JournalError.foreignCheckpoint(store, owner.name(), pipelineName);
            }
        }
        requireNothingLost(files);
        return files;
    }

    /** Throws if there is no journal, and something else is. */
    static void requireNoOthers(ReadableStore store, JournalFiles files) {
        if (files.isEmpty()) {
            for (String other : files.others()) {
                if (!other.equals(LOCK_FILE)) {
                    throw JournalError.foreignDirectory(store, other);
                }
            }
        }
    }

    /** Numbers of attempts begin with one, and a claim goes only when a segment of a later attempt is durable: where the first claim is gone, there has been a journal. */
    private void requireNothingLost(JournalFiles files) {
        boolean noJournal = files.segments().isEmpty() && files.bases().isEmpty();
        if (noJournal
                && !files.attempts().isEmpty()
                && files.attempts().get(0).first() > 1
                && !files.others().contains(Savepoint.MARK)) {
            FileName claim = files.attempts().get(0);
            throw JournalError.corrupt(
                    store,
                    claim.text(),
                    0,
                    "attempt " + claim.first() + " went on from a journal of attempts before it, of which no file is"
                            + " there any more: the directory was copied in part, or files were deleted");
        }
    }

    /** What is outdated is not deleted here, but by the cleanup, for which it is left over. */
    private Retention retention(JournalFiles files, @Nullable JournalChain chain, Found found) throws IOException {
        History history =
                chain == null || retained == 1 ? History.none() : History.find(store, files, chain, found.last());
        Retention retention = new Retention(retained, history, cut.pending());
        retention.takeOutdated(found.base());
        return retention;
    }

    private Found nothing() {
        JobId jobId = new JobId(pipelineName, newGeneration.get());
        return new Found(jobId, 1, null, CheckpointLink.NONE, null, CheckpointLink.NONE, List.of(), null);
    }

    private Found read(JournalChain chain) throws IOException {
        ChainReader reader = new ChainReader(store.readAhead(), chain);
        BaseFile base = reader.readBase(cut, states::addBase);
        LinkChain links = new LinkChain(base == null ? CheckpointLink.NONE : base.link());
        SegmentReader.Extent tail = reader.readSegments(links, List.of(cut, states));
        SegmentHeader tailHeader = chain.tailHeader();
        CheckpointLink last = links.last();
        List<SegmentPart> parts = new ArrayList<>(chain.parts());
        SegmentPart previous = tailHeader.previous();
        if (tail.checkpointCount() > 1) {
            previous = new SegmentPart(chain.tail(), tail.certainEnd());
            parts.add(previous);
        }
        return new Found(
                tailHeader.jobId(),
                Math.max(last.checkpointId() + 2, tailHeader.firstCheckpointId() + 1),
                previous,
                tail.linkBeforeLast(),
                tail.checkpointCount() == 0
                        ? null
                        : new CopyRange(chain.tail(), tail.lastCheckpointBegin(), tail.lastCheckpointEnd()),
                last,
                parts,
                base);
    }

    private SegmentWriter begin(SegmentHeader header, Found found, ByteWriter buffer) throws IOException {
        SegmentWriter segment = SegmentWriter.create(store, header, buffer);
        try {
            CopyRange copy = found.copy();
            if (copy != null) {
                long copiedTo = segment.size();
                try (FrameReader from = FrameReader.openAt(store, copy.segment(), copy.begin(), copy.end())) {
                    segment.copy(from, found.last());
                }
                states.moved(copy.segment(), copy.begin(), segment.name(), copiedTo);
            }
            List<SinkConfirmation> confirmations = cut.confirmations();
            if (!confirmations.isEmpty() || cut.finished()) {
                segment.confirm(new Confirmation(found.last().checkpointId(), cut.finished(), confirmations));
            }
            segment.publish();
            return segment;
        } catch (IOException | RuntimeException e) {
            segment.close();
            throw e;
        }
    }

    /** A checkpoint in a segment. */
    private record CopyRange(FileName segment, long begin, long end) {}

    /**
     * What the new segment continues.
     *
     * @param firstCheckpointId greater than every id that an earlier attempt can have used: the last attempt used ids
     *     from its own first one to one beyond the last that it decided, and each attempt before it used smaller ones
     * @param parts which, on the base, lead to {@code linkBeforeCopy}
     */
    private record Found(
            JobId jobId,
            long firstCheckpointId,
            @Nullable SegmentPart previous,
            CheckpointLink linkBeforeCopy,
            @Nullable CopyRange copy,
            CheckpointLink last,
            List<SegmentPart> parts,
            @Nullable BaseFile base) {}
}
