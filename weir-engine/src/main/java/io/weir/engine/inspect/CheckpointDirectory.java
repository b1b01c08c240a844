package io.weir.engine.inspect;

import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.JournalSummary;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.local.LocalFiles;
import io.weir.error.WeirException;
import java.nio.file.Path;

/**
 * The checkpoint directory of a job, or its place in another store, to be read by people and tools. The job may be running, or not; nothing is locked or changed.
 *
 * <pre>{@code
 * StoredCheckpoint last = CheckpointDirectory.of(Path.of("checkpoints/totals")).last();
 * last.state(new StateId("per-customer", "accumulator")).forEach(entry -> System.out.println(entry.key() + " " + entry.value()));
 * }</pre>
 *
 * <p>Errors: a {@link WeirException} that names the file and the reason: {@code no-checkpoint}, {@code corrupt-checkpoint}, {@code newer-format},
 * {@code checkpoint-store-failed}. What can be read is never wrong: everything has a checksum.
 *
 * <p>Threading: Immutable; each call reads the directory anew.
 */
public final class CheckpointDirectory {

    private final ReadableStore store;

    private CheckpointDirectory(ReadableStore store) {
        this.store = store;
    }

    /** Names a local directory. */
    public static CheckpointDirectory of(Path directory) {
        return new CheckpointDirectory(LocalFiles.of(directory));
    }

    /** Reads a store, which stays the caller's to close. */
    public static CheckpointDirectory of(ReadableStore store) {
        return new CheckpointDirectory(store);
    }

    /** Reads and checks all of it, and says what there is. */
    public JournalSummary summary() {
        return JournalReader.summary(store);
    }

    /** Returns the last decided checkpoint. */
    public StoredCheckpoint last() {
        return new StoredCheckpoint(JournalReader.last(store));
    }

    /** Returns one of the checkpoints that {@link #summary} lists. */
    public StoredCheckpoint checkpoint(long checkpointId) {
        return new StoredCheckpoint(JournalReader.checkpoint(store, checkpointId));
    }
}
