package io.weir.engine.local;

import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.runtime.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * A local directory for the checkpoints of one job; made, and locked, when a job opens it.
 *
 * <p>Threading: Immutable.
 */
public record LocalCheckpointStore(Path directory) implements CheckpointStore {

    @Override
    public JournalStore open(String pipelineName) {
        return LocalJobDirectory.open(directory, pipelineName);
    }

    @Override
    public ReadableStore read() {
        return LocalFiles.of(directory);
    }

    @Override
    public List<Finding> check() {
        return new DirectoryCheck(directory).all();
    }

    @Override
    public List<Finding> checkAtStart() {
        return new DirectoryCheck(directory).place();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
