package io.weir.cli.checkpoints;

import io.weir.cli.terminal.Words;
import io.weir.engine.inspect.StateId;
import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.engine.inspect.StoredState;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointSummary;
import io.weir.engine.journal.JournalSummary;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.serde.ByteReader;
import io.weir.serde.SchemaReader;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Says what the checkpoints of a job hold.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "checkpoints",
        description = "Reads the checkpoints of a job, whether it runs or not: locks and changes nothing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class CheckpointsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing, for example: weir checkpoints list DIR");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "list",
            description = "Lists every checkpoint that can be read, oldest first. A base stands for all up to it.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Directory directory) {
        JournalSummary summary = directory.open().summary();
        tellJob(summary);
        out().printf(
                        "%12s  %-7s %12s %14s %8s %8s  %s%n",
                        "checkpoint", "holds", "entries", "bytes", "splits", "outputs", "committed");
        for (CheckpointSummary each : summary.checkpoints()) {
            out().printf(
                            "%12d  %-7s %,12d %,14d %,8d %,8d  %s%n",
                            each.checkpointId(),
                            each.isBase() ? "all" : "changes",
                            each.entryCount(),
                            each.stateSize(),
                            each.splitCount(),
                            each.committableCount(),
                            each.checkpointId() <= summary.committedCheckpointId() ? "by all sinks" : "not by all");
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "show",
            description =
                    "Shows what one checkpoint holds: positions, states with their types, records in flight, and output that waits for its commit.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Directory directory) {
        tellJob(directory.open().summary());
        StoredCheckpoint checkpoint = directory.checkpoint();
        out().printf("checkpoint %d%n", checkpoint.id());
        out().printf("all sinks have committed up to checkpoint %d%n", checkpoint.committedCheckpoint());
        checkpoint.sources().forEach(this::tellSource);
        for (StoredState state : checkpoint.states()) {
            out().printf(
                            "state %s: %s, %,d bytes%n",
                            state.id(), Words.count(state.entryCount(), "entry", "entries"), state.size());
            state.schemas().forEach(schema -> out().println("  " + schema));
        }
        Map<String, Integer> inFlight = new TreeMap<>();
        for (InFlightRecords records : checkpoint.inFlight()) {
            inFlight.merge(records.stage(), records.count(), Integer::sum);
        }
        inFlight.forEach(
                (stage, count) -> out().printf("stage %s: %s in flight%n", stage, Words.count(count, "record")));
        Map<String, Integer> waiting = new TreeMap<>();
        for (PendingCommittable pending : checkpoint.pending()) {
            waiting.merge(pending.stage(), 1, Integer::sum);
        }
        waiting.forEach((sink, count) -> out().printf(
                        "sink %s: %s not known to be committed, all up to checkpoint %d is%n",
                        sink, Words.count(count, "output"), checkpoint.committedCheckpoint(sink)));
        out().flush();
        return 0;
    }

    @Command(
            name = "verify",
            description =
                    "Reads all of it and checks every checksum, link and manifest; fails with the file and the reason.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin Directory directory) {
        JournalSummary summary = directory.open().summary();
        tellJob(summary);
        out().printf(
                        "whole: %s in %s, %,d bytes%n",
                        Words.count(summary.checkpoints().size(), "checkpoint"),
                        Words.count(summary.fileCount(), "file"),
                        summary.size());
        out().flush();
        return 0;
    }

    @Command(
            name = "diff",
            description = "Says how the state of a checkpoint differs from that of an earlier one.",
            mixinStandardHelpOptions = true)
    int diff(
            @Mixin Directory directory,
            @Option(names = "--from", paramLabel = "N", required = true, description = "The earlier checkpoint.")
                    long from) {
        StoredCheckpoint before = directory.open().checkpoint(from);
        StoredCheckpoint after = directory.checkpoint();
        out().printf("from checkpoint %d to %d%n", before.id(), after.id());
        TreeSet<StateId> ids = new TreeSet<>();
        before.states().forEach(state -> ids.add(state.id()));
        after.states().forEach(state -> ids.add(state.id()));
        out().printf("%12s %12s %12s %12s  %s%n", "added", "changed", "removed", "same", "state");
        for (StateId id : ids) {
            StoredState now = after.state(id);
            StoredState.Difference difference =
                    (now == null ? StoredState.empty(id) : now).differenceFrom(before.state(id));
            out().printf(
                            "%,12d %,12d %,12d %,12d  %s%n",
                            difference.added(), difference.changed(), difference.removed(), difference.same(), id);
        }
        out().flush();
        return 0;
    }

    private void tellJob(JournalSummary summary) {
        out().printf(
                        "job %s, generation %s, attempt %d%s; %s%n",
                        summary.jobId().name(),
                        summary.jobId().generation(),
                        summary.attempt(),
                        summary.finished() ? ", ended" : "",
                        summary.pendingCount() == 0
                                ? "all output is committed"
                                : Words.count(summary.pendingCount(), "output") + " not known to be committed");
    }

    private void tellSource(SourceSnapshot source) {
        out().printf(
                        "source %s: %s, %s%n",
                        source.stage(), Words.count(source.splits().size(), "split"), source.schema());
        SchemaReader reader = SchemaReader.of(source.schema());
        if (reader != null) {
            for (byte[] split : source.splits()) {
                out().println("  " + Json.write(reader.read(new ByteReader(split))));
            }
        }
    }
}
