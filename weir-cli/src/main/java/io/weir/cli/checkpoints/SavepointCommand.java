package io.weir.cli.checkpoints;

import io.weir.cli.terminal.Words;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.Savepoint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Copies a checkpoint of a job to where it needs nothing else.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "savepoint",
        description = {
            "Copies the last decided checkpoint of a job, or an older one, whole, into a directory of its own: to keep it, to move it to another machine, or to start a job from it"
                    + " (Weir.startFrom, Weir.forkFrom).",
            "The job may be running, and is neither locked nor changed. To have nothing behind the savepoint, stop the job in good order first."
        },
        mixinStandardHelpOptions = true)
public final class SavepointCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The checkpoint directory of the job, or s3://BUCKET/PREFIX.")
    private String directory = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "Where the savepoint goes: an empty directory, one that does not exist yet, or s3://BUCKET/PREFIX.")
    private String target = "";

    @Mixin
    private Place place = new Place();

    @Option(
            names = "--checkpoint",
            paramLabel = "N",
            description = "An older checkpoint, as `weir checkpoints list` names it. Default: the last.")
    private long checkpointId = Long.MAX_VALUE;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ReadableStore from = place.of(directory).read();
                JournalStore to = place.of(target).open("savepoint")) {
            Savepoint savepoint = Savepoint.copy(from, to, null, checkpointId);
            out.printf(
                    "checkpoint %d of job %s is in %s%s%n",
                    savepoint.checkpointId(),
                    savepoint.jobId().name(),
                    target,
                    savepoint.pendingCount() == 0
                            ? ""
                            : ", with " + Words.count(savepoint.pendingCount(), "output")
                                    + " not known to be committed");
        }
        out.flush();
        return 0;
    }
}
