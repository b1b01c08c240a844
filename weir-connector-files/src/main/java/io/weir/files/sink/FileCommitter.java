package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commits by writing the ledger, then publishes.
 *
 * <p>Threading: confined to the committer's thread, which may block.
 */
final class FileCommitter implements Committer<FileCommittable> {

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final PublicationByAttempt publications;
    private @Nullable Recovery recovery;

    FileCommitter(StageContext context, SinkSettings<?> settings, PublicationByAttempt publications) {
        this.context = context;
        this.settings = settings;
        this.publications = publications;
    }

    @Override
    public void recover(long restoredCheckpointId, List<CommitRequest<FileCommittable>> pending) {
        try {
            Recovery recovered = Recovery.run(context, settings, restoredCheckpointId, pending);
            recovery = recovered;
            publications.open(context, recovered.opened());
        } catch (IOException e) {
            throw FileErrors.inWords("sink " + context.stageName() + " could not settle what earlier attempts left", e);
        }
    }

    @Override
    public Optional<String> doubt(CommitRequest<FileCommittable> request) {
        return recovered().doubt(request);
    }

    @Override
    public void settled(List<CommitRequest<FileCommittable>> committed) {
        try {
            recovered().settled(committed);
        } catch (IOException e) {
            throw FileErrors.inWords(
                    "what was found committed of sink " + context.stageName() + " could not be entered in its ledger",
                    e);
        }
    }

    @Override
    public CommitOutcome commit(CommitRequest<FileCommittable> request) throws IOException {
        Recovery recovered = recovered();
        return request.recovered()
                ? recovered.commit(request)
                : recovered
                        .opened()
                        .publication()
                        .commit(request.checkpointId(), request.committable(), context.nanoTime());
    }

    private Recovery recovered() {
        Recovery known = recovery;
        if (known == null) {
            throw WeirException.defect("sink " + context.stageName() + " cannot commit", "it was not asked to recover");
        }
        return known;
    }

    @Override
    public void close() {
        publications.close(context);
    }
}
