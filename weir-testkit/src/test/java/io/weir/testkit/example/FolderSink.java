package io.weir.testkit.example;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes lines to files: a file under {@code pending} for each subtask and checkpoint, which the commit moves to {@code done}. The example of
 * docs/connector-conformance.md. (For use, it would also sync its files.)
 */
final class FolderSink implements Sink<String, FolderSink.PendingFile> {

    /** The committable. The name begins with whose file it is, and sorts by checkpoint and subtask. */
    record PendingFile(String name) {}

    private final Path pending;
    private final Path done;

    FolderSink(Path folder) throws IOException {
        this.pending = Files.createDirectories(folder.resolve("pending"));
        this.done = Files.createDirectories(folder.resolve("done"));
    }

    static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Names end in a comma, so that no other stage or job has a prefix of ours. (A stage name with a comma would have to be escaped.) */
    private static String prefix(StageContext context) {
        return context.jobId() + "," + context.stageName() + ",";
    }

    private static String name(StageContext context, long checkpointId) {
        return prefix(context) + String.format(Locale.ROOT, "%019d,%05d", checkpointId, context.subtask());
    }

    @Override
    public Serde<PendingFile> committableSerde() {
        return Serdes.of(PendingFile.class);
    }

    @Override
    public SinkWriter<String, PendingFile> createWriter(StageContext context) {
        IoLane lane = context.lane("write");
        return new SinkWriter<>() {
            private List<String> lines = new ArrayList<>();

            @Override
            public void write(String value, long timestamp) {
                lines.add(value);
            }

            @Override
            public void prepareCommit(long checkpointId, PreCommit<PendingFile> preCommit) {
                List<String> sealed = lines;
                lines = new ArrayList<>();
                if (sealed.isEmpty()) {
                    preCommit.complete(List.of());
                    return;
                }
                PendingFile file = new PendingFile(name(context, checkpointId));
                lane.submit(
                        StageContext.action(() -> Files.write(pending.resolve(file.name()), sealed)),
                        written -> preCommit.complete(List.of(file)));
            }

            @Override
            public void close() {
                lines = List.of();
            }
        };
    }

    @Override
    public Committer<PendingFile> createCommitter(StageContext context) {
        return new Committer<>() {
            @Override
            public void recover(long restoredCheckpointId, List<CommitRequest<PendingFile>> listed) throws IOException {
                String lastName = name(context, restoredCheckpointId)
                                .substring(0, prefix(context).length() + 19) + "~";
                for (String name : names(done)) {
                    if (name.startsWith(prefix(context)) && name.compareTo(lastName) > 0) {
                        throw new IOException("behind checkpoint " + restoredCheckpointId + " there is " + name);
                    }
                }
                Set<String> kept = listed.stream()
                        .map(request -> request.committable().name())
                        .collect(Collectors.toSet());
                for (String name : names(pending)) {
                    if (name.startsWith(prefix(context)) && !kept.contains(name)) {
                        Files.delete(pending.resolve(name));
                    }
                }
            }

            @Override
            public CommitOutcome commit(CommitRequest<PendingFile> request) throws IOException {
                String name = request.committable().name();
                if (Files.exists(done.resolve(name))) {
                    return CommitOutcome.ALREADY_COMMITTED;
                }
                if (!Files.exists(pending.resolve(name))) {
                    return CommitOutcome.inDoubt("neither pending nor done: " + name);
                }
                Files.move(pending.resolve(name), done.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                return CommitOutcome.COMMITTED;
            }

            @Override
            public void close() {}
        };
    }
}
