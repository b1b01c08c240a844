package io.weir.engine.journal;

import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint journal of one attempt of one job.
 *
 * <p>Threading: Thread-safe. A lock guards the current segment and the list of the files before it. {@link #append} and
 * {@link #confirm} hold it while they write. {@link #buildBaseStep} holds it only to begin a new segment (a few syncs) and
 * to exchange the list; in between it reads files that nobody writes any more, and appends go on.
 *
 * <p>Errors: what goes wrong in {@link #append}, {@link #confirm} or at the beginning of a new segment leaves an
 * unknown outcome (I10): every later call throws {@code journal-stopped}, and only {@link #recover} finds out. All
 * throw {@code checkpoint-store-failed} if the store fails, {@code disk-full} if it has no room, and
 * {@code superseded-attempt} once a newer attempt has taken over.
 *
 * <p>Invariants:
 * <ul>
 *   <li>J1: what the current segment continues (base and parts) is whole, durable, and never written again.
 *   <li>J2: the base and the parts together hold every checkpoint before the current segment's first.
 *   <li>J3: nothing is deleted before what replaces it is durable, name included.
 *   <li>J4: the last checkpoints that are to be retained can be read: {@link Retention} says what that takes.
 * </ul>
 */
public final class Journal implements AutoCloseable {

    /** A whole checkpoint lies in memory twice while it is encoded, and once until its base is written. */
    private static final int WHOLE_MEMORY_PART = 32;

    /** Where it is large, an ordinary one has half of it, and state does not grow. */
    private static final int LARGE_WHOLE_MEMORY_PART = 8;

    /** How many times the state in the last checkpoint the last base may be, for a large one. */
    private static final int LARGE_WHOLE_TIMES = 2;

    private final JournalStore store;
    private final SegmentHeader firstHeader;

    private final Object lock = new Object();
    private final ByteWriter buffer;
    private SegmentWriter segment;
    private long sequence;
    private long nextCheckpointId;
    private List<SegmentPart> parts;
    private long partsSize;

    /** How many bytes of keyed state the last checkpoint has that this appended. */
    private long lastStateSize;

    /**
     * Whether this made the last base that it began, and that is about as large as the one before: only then there may be large whole checkpoints. So nobody is surprised by how large one
     * is, and one that is too much for the memory or the disk is not tried again and again.
     */
    private boolean steady;

    private @Nullable BaseFile base;
    private final Retention retention;

    /** The base that is being made; null if none is. */
    private @Nullable BaseBuild build;

    /** Whether somebody is at it right now. */
    private boolean building;

    /** All but the keyed state of the last checkpoint; of sources and records in flight nothing. */
    private final CheckpointCut cut;

    /** What {@link #buildBaseStep} failed at last: it is not tried again at that checkpoint. */
    private CheckpointLink baseFailed = CheckpointLink.NONE;

    private boolean closed;

    /** What left an unknown outcome; null if nothing did. */
    private @Nullable Throwable failure;

    /** Goes on behind {@code parts}, which J1 and J2 hold for. */
    Journal(
            JournalStore store,
            SegmentHeader header,
            SegmentWriter segment,
            ByteWriter buffer,
            List<SegmentPart> parts,
            @Nullable BaseFile base,
            CheckpointCut cut,
            Retention retention) {
        this.store = store;
        this.firstHeader = header;
        this.segment = segment;
        this.buffer = buffer;
        this.sequence = header.sequence();
        this.nextCheckpointId = header.firstCheckpointId();
        this.parts = List.copyOf(parts);
        this.partsSize = sizeOf(parts);
        this.base = base;
        this.cut = cut;
        this.retention = retention;
    }

    /**
     * Claims the next attempt, reads the last decided checkpoint, and opens a journal that continues after it.
     * Everything returned is durable, also if the attempt before ended because a sync failed.
     *
     * @param newGeneration called at most once, and only if the store holds no journal: see
     *     {@link io.weir.runtime.JobId}
     * @throws WeirException {@code corrupt-checkpoint} if something that was decided cannot be read;
     *     {@code newer-format}; {@code foreign-checkpoint} if another pipeline wrote it; {@code foreign-directory} if
     *     the store holds other files and no journal
     */
    public static RecoveredJob recover(JournalStore store, String pipelineName, Supplier<String> newGeneration) {
        return recover(store, pipelineName, newGeneration, 1);
    }

    /**
     * As {@link #recover(JournalStore, String, Supplier)}, and keeps older checkpoints.
     *
     * @param retained how many decided checkpoints can be read at any moment: see {@link JournalReader#checkpoint}
     */
    public static RecoveredJob recover(
            JournalStore store, String pipelineName, Supplier<String> newGeneration, int retained) {
        try {
            return new Recovery(store, pipelineName, newGeneration, retained).run();
        } catch (IOException e) {
            throw JournalError.ofStore(store, "reading the checkpoint journal", e);
        }
    }

    /** Returns whether a file of this name is one that a job has left which has run. */
    public static boolean holdsCheckpoints(String fileName) {
        FileName name = FileName.parse(fileName);
        return name != null && name.kind() != FileName.Kind.ATTEMPT;
    }

    /**
     * Decides a checkpoint: when this returns, it is durable, and no newer attempt had been claimed before it was. If
     * it throws, the outcome is unknown.
     *
     * @param data of the next checkpoint: ids count up by one, which {@link RecoveredJob#firstCheckpointId} relies on
     */
    public void append(CheckpointData data) {
        write("deciding checkpoint " + data.checkpointId(), () -> {
            if (data.checkpointId() != nextCheckpointId) {
                throw WeirException.defect(
                        "a checkpoint out of step: checkpoint=" + data.checkpointId() + ", expected="
                                + nextCheckpointId,
                        "the ids of an attempt count up by one");
            }
            segment.append(data);
            AttemptClaim.check(store, firstHeader.attempt());
            retention.decided(data);
            cut.decided(data);
            lastStateSize = data.states().stream()
                    .flatMap(state -> state.blocks().stream())
                    .mapToLong(block -> block.entries().length)
                    .sum();
            nextCheckpointId++;
        });
    }

    /**
     * Notes how far sinks have committed. This is not synced: it may be lost, and the next checkpoint carries it too.
     * So it is worth its while when no checkpoint comes soon.
     */
    public void confirm(List<SinkConfirmation> confirmations) {
        write("confirming commits", () -> confirm(confirmations, false));
    }

    /** Notes that the job's last output is committed (I11), together with how far sinks have; durable on return. */
    public void confirmFinished(List<SinkConfirmation> confirmations) {
        write("confirming the end of the job", () -> {
            confirm(confirmations, true);
            segment.sync();
        });
    }

    /** Throws {@code superseded-attempt} if a newer attempt has been claimed (I9). */
    public void checkOwnership() {
        try {
            AttemptClaim.check(store, firstHeader.attempt());
        } catch (IOException e) {
            throw JournalError.ofStore(store, "looking for newer attempts", e);
        }
    }

    /** Returns whether the segments have outgrown the base, so that {@link #buildBaseStep} is worth its while. Waits for a write that is under way. */
    public boolean baseDue(BaseThresholds thresholds) {
        synchronized (lock) {
            CheckpointLink last = segment.last();
            CheckpointLink covered = base == null ? CheckpointLink.NONE : base.link();
            if (closed || failure != null || build != null || last.equals(covered) || last.equals(baseFailed)) {
                return false;
            }
            long baseSize = base == null ? 0 : base.size();
            long overhead = (last.checkpointId() - covered.checkpointId()) * store.checkpointOverhead();
            return partsSize + segment.size() + overhead > Math.max(thresholds.sizeMin(), baseSize)
                    || parts.size() >= thresholds.partsMax();
        }
    }

    /**
     * Returns whether the base that is due had better wait for a checkpoint with all keyed state: where as much has changed as there is state, and that is so little
     * that it can lie in memory meanwhile, or half of it is in the last checkpoint anyway. A job that restarts so often that it may not come to the next checkpoint does not wait.
     */
    public boolean wantsWhole(BaseThresholds thresholds) {
        synchronized (lock) {
            int sizeMax = thresholds.wholeSizeMax();
            if (parts.size() >= thresholds.partsMax() || sizeMax == 0) {
                return false;
            }
            long changedSize = partsSize + segment.size();
            long stateSize = base == null ? changedSize : base.size();
            boolean little = stateSize <= HeapShare.of(store, sizeMax, WHOLE_MEMORY_PART);
            boolean half = steady
                    && stateSize <= LARGE_WHOLE_TIMES * lastStateSize
                    && stateSize <= HeapShare.of(store, Integer.MAX_VALUE, LARGE_WHOLE_MEMORY_PART);
            return stateSize <= changedSize && (little || half);
        }
    }

    /**
     * Prepares a base from the checkpoint that was decided last; {@link #buildBaseStep} makes it. Does nothing if a base is being made.
     *
     * @param data with every entry of all keyed state, and not only with what has changed
     */
    public void prepareBase(CheckpointData data) {
        synchronized (lock) {
            CheckpointLink last = segment.last();
            if (build != null || last.checkpointId() != data.checkpointId()) {
                return;
            }
            closeSegment();
            build = new BaseBuild(store, planBase(last), new WholeCheckpoint(data, last, cut.pending()), firstHeader);
        }
    }

    /** Returns whether the segments have outgrown the base so far that the one under way must not rest: what the next start has to read is bounded. */
    public boolean basePressing(BaseThresholds thresholds) {
        synchronized (lock) {
            long baseSize = base == null ? 0 : base.size();
            return partsSize + segment.size() > BaseThresholds.PRESSING * Math.max(thresholds.sizeMin(), baseSize);
        }
    }

    /** Builds a base, from its beginning to its end: see {@link #buildBaseStep}. */
    public void buildBase() {
        boolean more = true;
        while (more) {
            more = buildBaseStep();
        }
    }

    /**
     * Replaces all checkpoints so far by one base, and deletes what no longer has to be kept: does the next piece of that work, or the first. A piece blocks for
     * long; called by a background thread while appends go on. Does nothing if another call is under way or there is nothing new.
     *
     * <p>A failure leaves the journal usable, unless it happened while a new segment was begun; the next call after
     * another checkpoint tries again.
     *
     * @return whether there is more to do; until that is done the journal is as it was
     */
    public boolean buildBaseStep() {
        BaseBuild current = enterBuild();
        if (current == null) {
            return false;
        }
        boolean more = false;
        boolean done = false;
        try {
            more = step(current);
            done = !more;
        } catch (IOException e) {
            throw JournalError.ofStore(store, "building a base", e);
        } catch (CorruptDataException e) {
            throw JournalError.corrupt(
                    store, current.plan().name().text(), 0, "state that goes into it makes no sense", e);
        } finally {
            synchronized (lock) {
                building = false;
                if (!more) {
                    build = null;
                    baseFailed = done ? CheckpointLink.NONE : current.plan().last();
                    steady = done && isSteady(current.plan().older(), base);
                }
            }
        }
        return more;
    }

    private static boolean isSteady(@Nullable BaseFile older, @Nullable BaseFile newer) {
        return older != null && newer != null && newer.size() <= older.size() + older.size() / 4;
    }

    /** Closes the files; what was appended stays. Idempotent. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                closeBuild();
                segment.close();
            } catch (IOException e) {
                throw JournalError.ofStore(store, "closing the checkpoint journal", e);
            }
        }
    }

    /** Runs something that changes the current segment; if it fails, nothing more is ever written. */
    private void write(String what, WriteStep step) {
        synchronized (lock) {
            requireUsable();
            try {
                step.run();
            } catch (IOException e) {
                failure = e;
                throw JournalError.ofStore(store, what, e);
            } catch (RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        }
    }

    private void confirm(List<SinkConfirmation> confirmations, boolean finished) throws IOException {
        segment.confirm(new Confirmation(segment.last().checkpointId(), finished, confirmations));
        retention.confirmed(confirmations);
        cut.confirm(confirmations);
    }

    /** Returns the base that is being made, or begins one; null if there is nothing to do, or somebody is at it. */
    private @Nullable BaseBuild enterBuild() {
        synchronized (lock) {
            requireUsable();
            if (building) {
                return null;
            }
            if (build == null) {
                build = planMerge();
            }
            building = build != null;
            return build;
        }
    }

    /** Returns a base that will be merged from all there is; null if that is nothing new. */
    private @Nullable BaseBuild planMerge() {
        CheckpointLink last = segment.last();
        CheckpointLink covered = base == null ? CheckpointLink.NONE : base.link();
        if (last.equals(covered) || last.equals(baseFailed)) {
            return null;
        }
        closeSegment();
        return new BaseBuild(store, planBase(last), new BaseMerge(store, base, parts, last), firstHeader);
    }

    private BaseBuild.Plan planBase(CheckpointLink last) {
        return new BaseBuild.Plan(FileName.ofBase(last.checkpointId(), firstHeader.attempt()), base, parts, last);
    }

    /** Begins a new segment if need be, so that nobody writes what a base will replace. */
    private void closeSegment() {
        write("beginning a segment", () -> {
            if (segment.checkpointCount() > 0) {
                roll();
            }
        });
    }

    /** Closes a base that nobody will go on with. What was written of it is deleted by the next attempt, as after a crash. */
    private void closeBuild() throws IOException {
        BaseBuild abandoned = build;
        if (abandoned != null && !building) {
            build = null;
            abandoned.close();
        }
    }

    private void roll() throws IOException {
        segment.syncRest();
        segment.close();
        SegmentPart closed = new SegmentPart(segment.name(), segment.size());
        CheckpointLink last = segment.last();
        SegmentHeader header = new SegmentHeader(
                firstHeader.jobId(),
                firstHeader.attempt(),
                sequence + 1,
                firstHeader.firstCheckpointId(),
                closed,
                last,
                last);
        segment = SegmentWriter.create(store, header, buffer);
        segment.publish();
        sequence++;
        List<SegmentPart> longer = new ArrayList<>(parts);
        longer.add(closed);
        parts = List.copyOf(longer);
        partsSize += closed.length();
    }

    /** Returns whether there is more to do. */
    private boolean step(BaseBuild current) throws IOException {
        BaseFile built;
        try {
            if (!current.begun()) {
                deleteOutdated(); // first, to have the room
            }
            if (current.next()) {
                return true;
            }
            AttemptClaim.check(store, firstHeader.attempt());
            built = current.publish();
        } catch (IOException | RuntimeException | Error e) {
            current.discard(e);
            throw e;
        }
        AttemptClaim.check(store, firstHeader.attempt());
        BaseBuild.Plan plan = current.plan();
        synchronized (lock) {
            base = built;
            parts = List.copyOf(parts.subList(plan.parts().size(), parts.size()));
            partsSize = sizeOf(parts);
            retention.replaced(
                    new OlderBase(plan.older() == null ? null : plan.older().name(), plan.parts()));
        }
        deleteOutdated();
        return false;
    }

    private void deleteOutdated() throws IOException {
        List<FileName> outdated;
        synchronized (lock) {
            outdated = retention.takeOutdated(base);
        }
        if (!outdated.isEmpty()) {
            AttemptClaim.check(store, firstHeader.attempt());
        }
        for (FileName name : outdated) {
            deleteUnlessClosed(name);
        }
    }

    /** Whoever takes the job over after this journal was closed may be reading the file. */
    private void deleteUnlessClosed(FileName name) throws IOException {
        synchronized (lock) {
            if (!closed) {
                store.delete(name.text());
            }
        }
    }

    private void requireUsable() {
        if (closed || failure != null) {
            throw JournalError.stopped(store, failure);
        }
    }

    private static long sizeOf(List<SegmentPart> parts) {
        long size = 0;
        for (SegmentPart part : parts) {
            size += part.length();
        }
        return size;
    }

    @FunctionalInterface
    private interface WriteStep {
        void run() throws IOException;
    }
}
