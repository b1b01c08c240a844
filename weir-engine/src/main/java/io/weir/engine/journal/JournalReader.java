package io.weir.engine.journal;

import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.error.WeirException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal as it is: claims, locks, syncs and changes nothing. The job may be running: a reader sees its last decided checkpoint, or the one that is being decided at that moment, and begins anew if
 * files have given way to others meanwhile.
 *
 * <p>Errors: what recovery would refuse is refused here, with the same words: {@code corrupt-checkpoint}, {@code newer-format}, {@code checkpoint-store-failed}; and
 * {@code no-checkpoint} if there is none, or not the one that was asked for.
 *
 * <p>Threading: stateless.
 */
public final class JournalReader {

    private static final int TRIES_MAX = 10;

    private JournalReader() {}

    /** Returns what there is; reads and checks all of it. */
    public static JournalSummary summary(ReadableStore store) {
        return reading(store, () -> {
            JournalFiles files = JournalFiles.list(store);
            JournalChain chain = chain(store, files);
            ChainReader reader = new ChainReader(store, chain);
            CheckpointCut cut = new CheckpointCut();
            SummaryVisitor summary = new SummaryVisitor();
            BaseFile base = reader.readBase(cut, summary::state);
            if (base != null) {
                summary.addBase(base.link().checkpointId(), cut);
            }
            LinkChain links = links(base);
            reader.readSegments(links, List.of(cut, summary));
            List<CheckpointSummary> checkpoints = new ArrayList<>();
            long newerId = chain.base() == null ? 0 : chain.base().first();
            for (OlderBase older : older(store, files, chain)) {
                checkpoints.addAll(0, summaries(store, chain, older, newerId));
                newerId = older.checkpointId();
            }
            checkpoints.addAll(summary.summaries());
            long size = 0;
            List<FileName> all = files.all();
            for (FileName file : all) {
                size += store.size(file.text());
            }
            return new JournalSummary(
                    chain.tailHeader().jobId(),
                    chain.tailHeader().attempt(),
                    cut.finished(),
                    checkpoints,
                    committed(checkpoints, cut),
                    cut.pending().size(),
                    all.size(),
                    size);
        });
    }

    private static long committed(List<CheckpointSummary> checkpoints, CheckpointCut cut) {
        List<PendingCommittable> pending = cut.pending();
        if (!pending.isEmpty()) {
            return pending.get(0).checkpointId() - 1;
        }
        return checkpoints.isEmpty()
                ? 0
                : checkpoints.get(checkpoints.size() - 1).checkpointId();
    }

    /** Returns the last decided checkpoint, whole. */
    public static RestoredCheckpoint last(ReadableStore store) {
        return reading(store, () -> read(store, Long.MAX_VALUE));
    }

    /** Returns one checkpoint, whole: see {@link #summary} for those that there are. */
    public static RestoredCheckpoint checkpoint(ReadableStore store, long checkpointId) {
        return reading(store, () -> read(store, checkpointId));
    }

    /**
     * Looks whether a first start may make a journal there, as it does itself.
     *
     * @throws WeirException {@code foreign-directory} if there are files of somebody else and no journal
     */
    public static void requireNoOthers(ReadableStore store) {
        try {
            Recovery.requireNoOthers(store, JournalFiles.list(store));
        } catch (IOException e) {
            throw JournalError.ofStore(store, "looking whose files are there", e);
        }
    }

    /** Returns what of the job's output waits for its commit; reads no state. */
    public static DecidedOutput decidedOutput(ReadableStore store) {
        return reading(store, () -> {
            JournalChain chain = chain(store, JournalFiles.list(store));
            ChainReader reader = new ChainReader(store, chain);
            CheckpointCut cut = new CheckpointCut();
            LinkChain links = links(reader.readBase(cut, state -> {}));
            LastCheckpoint last = new LastCheckpoint(links.last().checkpointId());
            reader.readSegments(links, List.of(cut, last));
            return new DecidedOutput(
                    chain.tailHeader().jobId(), chain.tailHeader().attempt(), last.id, cut.pending());
        });
    }

    /** Returns what there is from an older base on until the newer one that stands for it. */
    private static List<CheckpointSummary> summaries(
            ReadableStore store, JournalChain chain, OlderBase older, long newerId) throws IOException {
        OlderReader reader = new OlderReader(store, chain, older);
        CheckpointCut cut = new CheckpointCut();
        SummaryVisitor summary = new SummaryVisitor();
        BaseFile base = reader.readBase(cut, summary::state);
        if (base != null) {
            summary.addBase(base.link().checkpointId(), cut);
        }
        reader.readUpTo(Long.MAX_VALUE, links(base), List.of(summary));
        return summary.summaries().stream()
                .filter(checkpoint -> checkpoint.checkpointId() < newerId)
                .toList();
    }

    private static RestoredCheckpoint read(ReadableStore store, long checkpointId) throws IOException {
        JournalFiles files = JournalFiles.list(store);
        JournalChain chain = chain(store, files);
        if (chain.base() != null && checkpointId < chain.base().first()) {
            return readOlder(store, files, chain, checkpointId);
        }
        ChainReader reader = new ChainReader(store, chain);
        CheckpointCut cut = new CheckpointCut();
        StateDeltas states = new StateDeltas();
        BaseFile base = reader.readBase(cut, states::addBase);
        LinkChain links = links(base);
        long baseId = links.last().checkpointId();
        boolean isBase = base != null && baseId == checkpointId;
        LastCheckpoint last = new LastCheckpoint(baseId);
        reader.readSegments(
                links,
                List.of(
                        new UpToVisitor(checkpointId, isBase, cut),
                        new UpToVisitor(checkpointId, isBase, states),
                        new UpToVisitor(checkpointId, isBase, last)));
        if (last.id == 0 || checkpointId != Long.MAX_VALUE && last.id != checkpointId) {
            throw noCheckpoint(store, checkpointId == Long.MAX_VALUE ? "" : " " + checkpointId);
        }
        return new RestoredCheckpoint(
                last.id, cut.sources(), RestoredStates.of(states.deltas()), cut.inFlight(), cut.pending());
    }

    private static RestoredCheckpoint readOlder(
            ReadableStore store, JournalFiles files, JournalChain chain, long checkpointId) throws IOException {
        OlderBase older = older(store, files, chain, checkpointId);
        OlderReader reader = new OlderReader(store, chain, older);
        CheckpointCut cut = new CheckpointCut();
        StateDeltas states = new StateDeltas();
        LinkChain links = links(reader.readBase(cut, states::addBase));
        reader.readUpTo(checkpointId, links, List.of(cut, states));
        if (checkpointId < 1 || links.last().checkpointId() != checkpointId) {
            throw noCheckpoint(store, " " + checkpointId);
        }
        return new RestoredCheckpoint(
                checkpointId, cut.sources(), RestoredStates.of(states.deltas()), cut.inFlight(), cut.pending());
    }

    /** Returns the base that a checkpoint before the newest one is on top of, or is. */
    static OlderBase older(ReadableStore store, JournalFiles files, JournalChain chain, long checkpointId)
            throws IOException {
        for (OlderBase older : older(store, files, chain)) {
            if (older.checkpointId() <= checkpointId) {
                return older;
            }
        }
        throw noCheckpoint(store, " " + checkpointId);
    }

    private static List<OlderBase> older(ReadableStore store, JournalFiles files, JournalChain chain)
            throws IOException {
        // The last checkpoint is of no account here.
        return History.find(store, files, chain, CheckpointLink.NONE).older();
    }

    private static LinkChain links(@Nullable BaseFile base) {
        return new LinkChain(base == null ? CheckpointLink.NONE : base.link());
    }

    static JournalChain chain(ReadableStore store, JournalFiles files) throws IOException {
        JournalChain chain = JournalChain.find(store, files);
        if (chain == null) {
            throw noCheckpoint(store, "");
        }
        return chain;
    }

    static WeirException noCheckpoint(ReadableStore store, String which) {
        return WeirException.user(
                "no-checkpoint",
                "there is no checkpoint" + which + ", location=" + store.location(),
                "no job has decided one there, or it has given way to a newer one",
                "name the directory of a job that has run; weir checkpoints list says what there is");
    }

    private static <R> R reading(ReadableStore store, Reading<R> reading) {
        try {
            return retried(store, reading);
        } catch (IOException e) {
            throw JournalError.ofStore(store, "reading the checkpoint journal", e);
        }
    }

    /** Reads anew if files have given way to others meanwhile. */
    static <R> R retried(ReadableStore store, Reading<R> reading) throws IOException {
        for (int tries = 1; ; tries++) {
            List<String> before = store.list();
            try {
                return reading.read();
            } catch (IOException | WeirException e) {
                if (tries == TRIES_MAX || store.list().equals(before)) {
                    throw e;
                }
            }
        }
    }

    /** Reads once. */
    @FunctionalInterface
    interface Reading<R> {
        R read() throws IOException;
    }

    private static final class LastCheckpoint implements SegmentVisitor {
        private long id;

        LastCheckpoint(long baseId) {
            id = baseId;
        }

        @Override
        public void checkpoint(long checkpointId) {
            id = checkpointId;
        }
    }
}
