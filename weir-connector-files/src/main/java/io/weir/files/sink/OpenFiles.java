package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending files of one subtask, one for each partition that has been written to lately.
 *
 * <p>Threading: confined to the writer's lane, which may block.
 */
final class OpenFiles<T> {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    private final StageContext context;
    private final SinkSettings<T> settings;
    private final SinkNames names;
    private final Workplace workplace;
    private final Publication publication;
    private final Partitioning.Partitioner<T> partitioner;

    /** By partition, the one that was written to least recently first. */
    private final LinkedHashMap<String, OpenFile<T>> open = new LinkedHashMap<>(16, 0.75f, true);

    /** What has become finished since the last barrier. */
    private final List<PendingFile> finished = new ArrayList<>();

    private long fileCount;
    private boolean namesChanged;
    private boolean finishing;
    private boolean poisoned;

    OpenFiles(StageContext context, SinkSettings<T> settings, PublicationByAttempt.Opened attempt) {
        this.context = context;
        this.settings = settings;
        this.names = new SinkNames(settings, context.jobId(), context.stageName());
        this.workplace = attempt.workplace();
        this.publication = attempt.publication();
        this.partitioner = settings.partitioning().open();
    }

    void write(Batch batch) throws IOException {
        checkSound();
        poisoned = true;
        for (int i = 0; i < batch.size(); i++) {
            @SuppressWarnings("unchecked") // the writer puts in what it was given
            T value = (T) batch.value(i);
            write(value, batch.timestamp(i));
        }
        poisoned = false;
    }

    private void write(T value, long timestamp) throws IOException {
        String partition = partitioner.of(value, timestamp);
        OpenFile<T> file = open.get(partition);
        if (file == null) {
            file = create(partition);
        }
        file.write(value);
        if (file.sizeBytes() >= settings.rolling().sizeBytes()) {
            open.remove(partition);
            finished.add(file.finish());
        }
    }

    private OpenFile<T> create(String partition) throws IOException {
        if (open.size() >= settings.openFilesMax()) {
            Iterator<OpenFile<T>> files = open.values().iterator();
            OpenFile<T> longestUnused = files.next();
            files.remove();
            finished.add(longestUnused.finish());
        }
        long number = fileCount++;
        String target = PartitionNames.join(partition, names.fileName(context.attempt(), number, context.subtask()));
        String id = workplace.newId(
                Integer.toString(context.subtask()), number, settings.staging() == null ? "" : PendingFile.ROWS);
        OpenFile<T> file = OpenFile.create(
                settings.disk(), workplace.newPath(id), id, target, context.nanoTime(), settings.pendingFormat());
        open.put(partition, file);
        namesChanged = true;
        return file;
    }

    /** Makes everything durable that was written, finishes what is due, and says what there is to commit. */
    List<FileCommittable> seal() throws IOException {
        checkSound();
        poisoned = true;
        List<PendingFile> sealed = new ArrayList<>(finished);
        finished.clear();
        long nowNanos = context.nanoTime();
        for (Iterator<OpenFile<T>> files = open.values().iterator(); files.hasNext(); ) {
            OpenFile<T> file = files.next();
            if (isDue(file, nowNanos)) {
                files.remove();
                sealed.add(file.finish());
            } else if (file.isChanged()) {
                sealed.add(file.sync());
            }
        }
        if (namesChanged) {
            workplace.syncNames();
            namesChanged = false;
        }
        if (finishing) {
            publication.endWriter(nowNanos);
        }
        poisoned = false;
        return sealed.isEmpty() ? List.of() : List.of(new FileCommittable(context.subtask(), sealed));
    }

    private boolean isDue(OpenFile<T> file, long nowNanos) {
        return finishing
                || settings.rolling().atEachCheckpoint()
                || !settings.pendingFormat().appendable()
                || isAged(file, nowNanos);
    }

    private boolean isAged(OpenFile<T> file, long nowNanos) {
        return file.ageNanos(nowNanos) >= settings.rolling().interval().toNanos();
    }

    /**
     * Ends files that are old enough and have nothing that is not sealed, for which no barrier may come for a while; and publishes what has waited long
     * enough.
     *
     * @return whether there is still something that a later call may have to end
     */
    boolean endAged() throws IOException {
        checkSound();
        poisoned = true;
        long nowNanos = context.nanoTime();
        Map<String, Long> ended = new HashMap<>();
        for (Iterator<OpenFile<T>> files = open.values().iterator(); files.hasNext(); ) {
            OpenFile<T> file = files.next();
            if (!file.isChanged() && isAged(file, nowNanos)) {
                files.remove();
                file.close();
                ended.put(file.id(), file.durableLength());
            }
        }
        publication.end(ended, nowNanos);
        poisoned = false;
        // Files that wait to be merged may be committed later than this.
        return !open.isEmpty() || settings.compaction() != null;
    }

    /** The next seal is the last. */
    void finish() {
        finishing = true;
    }

    /** Gives up what is not sealed. What is sealed is published when it is committed, by this attempt or the next. */
    void close() {
        Map<String, Long> ended = new HashMap<>();
        for (OpenFile<T> file : open.values()) {
            try {
                file.close();
                if (file.durableLength() > 0) {
                    ended.put(file.id(), file.durableLength());
                }
            } catch (IOException e) {
                LOG.warn("sink {}: a pending file could not be closed: {}", context.stageName(), file.id(), e);
            }
        }
        open.clear();
        try {
            publication.end(ended, context.nanoTime());
        } catch (WeirException e) {
            LOG.warn("sink {}: what is committed is published by the next attempt", context.stageName(), e);
        }
    }

    private void checkSound() throws IOException {
        if (poisoned) {
            throw new IOException("an earlier write or sync of this writer failed");
        }
    }
}
