package io.weir.files.sink;

import java.util.List;

/**
 * What one subtask wrote in one checkpoint interval: which pending files it added to, and how far each is durable.
 *
 * <p>Threading: Immutable.
 */
public final class FileCommittable {

    private final int subtask;
    private final List<PendingFile> files;

    FileCommittable(int subtask, List<PendingFile> files) {
        this.subtask = subtask;
        this.files = List.copyOf(files);
    }

    int subtask() {
        return subtask;
    }

    List<PendingFile> files() {
        return files;
    }

    @Override
    public String toString() {
        return "subtask " + subtask + ": " + files;
    }
}
