package io.weir.engine.journal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A base that is being made, piece by piece.
 *
 * <p>Threading: one thread at a time.
 */
final class BaseBuild implements AutoCloseable {

    private final JournalStore store;
    private final Plan plan;
    private final SegmentHeader owner;
    private final BaseContent content;
    private @Nullable BaseWriter out;

    /**
     * What a base will stand for.
     *
     * @param last the checkpoint that the parts end with
     */
    record Plan(FileName name, @Nullable BaseFile older, List<SegmentPart> parts, CheckpointLink last) {}

    BaseBuild(JournalStore store, Plan plan, BaseContent content, SegmentHeader owner) {
        this.store = store;
        this.plan = plan;
        this.content = content;
        this.owner = owner;
    }

    Plan plan() {
        return plan;
    }

    boolean begun() {
        return out != null;
    }

    /** Writes another piece; returns whether there is more to write. */
    boolean next() throws IOException {
        BaseWriter writer = out;
        if (writer == null) {
            writer = BaseWriter.create(store, plan.name());
            out = writer;
            content.begin(writer, owner);
        }
        return content.next();
    }

    /** Makes the base durable and gives it its name, when nothing is left to write. */
    BaseFile publish() throws IOException {
        BaseWriter writer = out;
        if (writer == null) {
            throw new IllegalStateException("nothing was written");
        }
        long size = writer.publish();
        close();
        return new BaseFile(plan.name(), plan.last(), size);
    }

    /** Closes the files. Idempotent. */
    @Override
    public void close() throws IOException {
        try {
            content.close();
        } finally {
            if (out != null) {
                out.close();
            }
        }
    }

    /** Gives it up: closes the files, and deletes what was written. */
    void discard(Throwable cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        try {
            store.delete(plan.name().temporaryText());
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
