package io.weir.engine.journal;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a job's last decided checkpoint, or of an older one that is still there, that needs nothing else: a journal of one base. It is made of a directory or of another savepoint, while the job runs
 * or not, and a job can be started on it, or on a copy of it, wherever that is.
 *
 * <p>The segment that makes the copy a journal comes last, durable and at once: a copy that was cut short is none, and is begun anew. It is known by a mark that is
 * durable before the first file and goes after the last: files without a mark are somebody's, also if what they belonged to is gone, and are never touched.
 *
 * <p>Threading: Immutable.
 *
 * @param checkpointId which checkpoint it holds
 * @param pendingCount of committables in it that are decided and not known to be committed
 */
public record Savepoint(JobId jobId, long checkpointId, int pendingCount) {

    /** There from before the first file of a copy until it is whole. */
    static final String MARK = "savepoint-unfinished";

    /** Returns whether nothing has been decided in a store: a job may begin there with a savepoint. What a damaged journal has left is not nothing. */
    public static boolean fits(ReadableStore to) throws IOException {
        JournalFiles files = JournalFiles.list(to);
        return files.segments().isEmpty()
                && (files.bases().isEmpty() || files.others().contains(MARK));
    }

    /** The last checkpoint, whichever that is. */
    private static final long LAST = Long.MAX_VALUE;

    /**
     * Copies the last decided checkpoint.
     *
     * @param to holds no journal; what a copy that was cut short has left there is deleted
     * @param newGeneration null to remain the same job, whose sinks know what it has committed; else the copy is a new job for them, which writes again all
     *     that comes behind the checkpoint
     * @throws WeirException {@code savepoint-exists} if {@code to} holds a journal or other files, {@code savepoint-pending} if a new job would lose output that
     *     is decided and not known to be committed, and what {@link JournalReader} says of a journal that cannot be read
     */
    public static Savepoint copy(ReadableStore from, JournalStore to, @Nullable String newGeneration) {
        return copy(from, to, newGeneration, LAST, null);
    }

    /**
     * Copies the last decided checkpoint of a certain job, as {@link #copy(ReadableStore, JournalStore, String)} does.
     *
     * @throws WeirException also {@code foreign-checkpoint} if it is another job's; then {@code to} is as it was
     */
    public static Savepoint copyOf(
            String jobName, ReadableStore from, JournalStore to, @Nullable String newGeneration) {
        return copy(from, to, newGeneration, LAST, jobName);
    }

    /**
     * Copies one checkpoint, as {@link #copy(ReadableStore, JournalStore, String)} copies the last. What has been committed since of its output is known to the copy.
     *
     * @throws WeirException also {@code no-checkpoint} if it is not there, or no longer
     */
    public static Savepoint copy(
            ReadableStore from, JournalStore to, @Nullable String newGeneration, long checkpointId) {
        return copy(from, to, newGeneration, checkpointId, null);
    }

    private static Savepoint copy(
            ReadableStore from,
            JournalStore to,
            @Nullable String newGeneration,
            long checkpointId,
            @Nullable String jobName) {
        try {
            requireEmpty(to);
            Savepoint copied =
                    JournalReader.retried(from, () -> copyOnce(from, to, newGeneration, checkpointId, jobName));
            to.delete(MARK);
            to.syncDirectory();
            return copied;
        } catch (IOException e) {
            throw JournalError.ofStore(to, "copying a checkpoint of " + from.location(), e);
        }
    }

    private static Savepoint copyOnce(
            ReadableStore from,
            JournalStore to,
            @Nullable String newGeneration,
            long checkpointId,
            @Nullable String jobName)
            throws IOException {
        SavepointSource source = SavepointSource.find(from, checkpointId);
        JobId jobId = source.tailHeader().jobId();
        if (jobName != null && !jobName.equals(jobId.name())) {
            throw JournalError.foreignCheckpoint(from, jobId.name(), jobName);
        }
        if (newGeneration != null) {
            requireNothingPending(from, source.cut());
            jobId = new JobId(jobId.name(), newGeneration);
        }
        to.takeOver();
        // Where no lock keeps others out, somebody may have begun a job there before he was shut out.
        requireEmpty(to);
        CheckpointLink link = source.link();
        mark(to);
        clear(to);
        // No smaller than what somebody has claimed there: he must see that he was overtaken (I9).
        long attempt =
                Math.max(source.tailHeader().attempt(), JournalFiles.list(to).nextAttempt());
        SegmentHeader header = new SegmentHeader(jobId, attempt, 1, source.idsUsedUpTo(), null, link, link);
        try (BaseWriter out = BaseWriter.create(to, FileName.ofBase(link.checkpointId(), attempt))) {
            source.merge(from).writeTo(out, header, BaseMerge.RANGE_SIZE_MIN);
            out.publish();
        }
        AttemptClaim.copy(to, attempt, jobId.name());
        SegmentWriter segment = SegmentWriter.create(to, header, new ByteWriter());
        try {
            segment.publish();
        } finally {
            segment.close();
        }
        return new Savepoint(jobId, link.checkpointId(), source.cut().pending().size());
    }

    private static void requireEmpty(JournalStore to) throws IOException {
        String foreign = JournalFiles.list(to).others().stream()
                .filter(name -> !name.equals(Recovery.LOCK_FILE) && !name.equals(MARK))
                .findFirst()
                .orElse(null);
        if (foreign != null || !fits(to)) {
            throw WeirException.user(
                    "savepoint-exists",
                    "no savepoint can be written, location=" + to.location(),
                    "there is something already: " + (foreign != null ? foreign : "files of a job"),
                    "name an empty directory, or one that does not exist yet");
        }
    }

    private static void mark(JournalStore to) throws IOException {
        if (!to.list().contains(MARK)) {
            to.create(MARK).close();
        }
        to.syncDirectory();
    }

    /** Deletes what a copy that was cut short has left: nobody has acted on one without its segment. Claims stay, for numbers are never used twice. */
    private static void clear(JournalStore to) throws IOException {
        JournalFiles files = JournalFiles.list(to);
        for (FileName temporary : files.temporaries()) {
            to.delete(temporary.temporaryText());
        }
        for (FileName base : files.bases()) {
            to.delete(base.text());
        }
        to.syncDirectory();
    }

    /** A new job does not know the old one's output: it can neither commit it nor ask for it. */
    private static void requireNothingPending(ReadableStore from, CheckpointCut cut) {
        if (!cut.pending().isEmpty()) {
            throw WeirException.user(
                    "savepoint-pending",
                    "no new job can be begun from the checkpoint, location=" + from.location(),
                    "it holds output that is decided and not known to be committed: "
                            + cut.pending().size(),
                    "start the old job once more and stop it in good order; then its last checkpoint has none");
        }
    }
}
