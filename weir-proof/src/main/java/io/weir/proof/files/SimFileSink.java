package io.weir.proof.files;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalStore;
import io.weir.proof.workload.Result;
import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Two-phase commit with files: each interval is a file under a pending name, synced with its name before the pre-commit is answered; a commit gives it its
 * name, and syncs that. "Did it happen?" is whether the name exists (I5).
 *
 * <p>Threading: Immutable.
 */
public final class SimFileSink implements Sink<Result, PendingFile> {

    private static final String PENDING = "pending-";
    private static final String PART = "part-";
    private static final Serde<PendingFile> SERDE = Serdes.of(PendingFile.class);

    private final JournalStore directory;

    public SimFileSink(JournalStore directory) {
        this.directory = directory;
    }

    /** Returns whether readers take a file of this name for output. */
    public static boolean isOutput(String name) {
        return name.startsWith(PART);
    }

    /** Returns whether a file of this name waits for its commit. */
    public static boolean isPending(String name) {
        return name.startsWith(PENDING);
    }

    /** Returns which checkpoint a file of output belongs to. */
    public static long checkpointOf(String outputName) {
        return Long.parseLong(outputName.substring(PART.length(), outputName.lastIndexOf('-')));
    }

    /** Returns the records of a file. */
    public static List<Result> read(InputStream file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file.readAllBytes());
        List<Result> results = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] one = new byte[32];
            bytes.get(one);
            results.add(Result.ofBytes(one));
        }
        return results;
    }

    @Override
    public Committer<PendingFile> createCommitter(StageContext context) {
        return new FileCommitter(context.attempt());
    }

    @Override
    public SinkWriter<Result, PendingFile> createWriter(StageContext context) {
        return new FileWriter(context);
    }

    @Override
    public Serde<PendingFile> committableSerde() {
        return SERDE;
    }

    private final class FileWriter implements SinkWriter<Result, PendingFile> {
        private final StageContext context;
        private final IoLane lane;
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        FileWriter(StageContext context) {
            this.context = context;
            this.lane = context.lane("write");
        }

        @Override
        public void write(Result value, long timestamp) {
            bytes.writeBytes(value.toBytes());
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<PendingFile> preCommit) {
            if (bytes.size() == 0) {
                preCommit.complete(List.of());
                return;
            }
            byte[] content = bytes.toByteArray();
            bytes = new ByteArrayOutputStream();
            String name = String.format(Locale.ROOT, "%08d-%03d", checkpointId, context.subtask());
            PendingFile file = new PendingFile(PENDING + context.attempt() + "-" + name, PART + name);
            lane.submit(
                    StageContext.action(() -> {
                        try {
                            store(file, content);
                        } catch (IOException e) {
                            preCommit.fail(e);
                            return;
                        }
                        preCommit.complete(List.of(file));
                    }),
                    done -> {});
        }

        private void store(PendingFile file, byte[] content) throws IOException {
            try (JournalFile out = directory.create(file.pendingName())) {
                out.append(content, 0, content.length);
                out.sync();
            }
            directory.syncDirectory();
        }

        @Override
        public void close() {}
    }

    /** Returns the attempt that wrote a pending file. */
    private static long attemptOf(String pendingName) {
        return Long.parseLong(pendingName.substring(PENDING.length(), pendingName.indexOf('-', PENDING.length())));
    }

    private final class FileCommitter implements Committer<PendingFile> {
        private final long attempt;

        FileCommitter(long attempt) {
            this.attempt = attempt;
        }

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<PendingFile>> pending) throws Exception {
            Set<String> listed = new HashSet<>();
            pending.forEach(request -> listed.add(request.committable().pendingName()));
            for (String name : directory.list()) {
                // What a newer attempt has written is none of this one's business, should it have been overtaken (I9).
                if (name.startsWith(PENDING) && attemptOf(name) < attempt && !listed.contains(name)) {
                    directory.delete(name);
                }
            }
            directory.syncDirectory();
        }

        @Override
        public CommitOutcome commit(CommitRequest<PendingFile> request) throws Exception {
            PendingFile file = request.committable();
            List<String> names = directory.list();
            boolean pending = names.contains(file.pendingName());
            boolean committed = names.contains(file.name());
            if (!pending && !committed) {
                return CommitOutcome.inDoubt("neither " + file.pendingName() + " nor " + file.name() + " exists");
            }
            if (pending && !committed) {
                directory.rename(file.pendingName(), file.name());
            }
            directory.syncDirectory();
            return committed ? CommitOutcome.ALREADY_COMMITTED : CommitOutcome.COMMITTED;
        }

        @Override
        public void close() {}
    }
}
