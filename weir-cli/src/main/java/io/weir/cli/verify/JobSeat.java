package io.weir.cli.verify;

import io.weir.cli.Main;
import io.weir.cli.process.JobJvm;
import io.weir.cli.process.JobProcess;
import io.weir.cli.process.Signals;
import io.weir.cli.terminal.Interval;
import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The job that is struck: one process after the other on the same checkpoints, and at times two.
 *
 * <p>Threading: Thread-safe, for the shutdown hook closes it while a process may be starting.
 */
final class JobSeat implements AutoCloseable {

    private final List<String> command;
    private final Path directory;
    private final List<Occupant> occupants = new ArrayList<>();
    private boolean closed;

    /**
     * One process of the job.
     *
     * <p>Threading: Thread-safe.
     */
    static final class Occupant {

        private @Nullable JobProcess process;
        private volatile Optional<String> struck = Optional.empty();
        private Signals.Guard guard = () -> {};

        JobProcess process() {
            JobProcess known = process;
            if (known == null) {
                throw new IllegalStateException("not started yet");
            }
            return known;
        }

        /** Where the ambush struck, as the process has said just before; empty as long as it has not. */
        Optional<String> struck() {
            return struck;
        }

        /** Lays an ambush in the running process. */
        void lay(Ambush ambush) {
            struck = Optional.empty();
            process().say(Ambush.ORDER + ambush.text());
        }

        private void hear(String line) {
            if (line.startsWith(Ambush.STRUCK)) {
                struck = Optional.of(line.substring(Ambush.STRUCK.length()));
            }
        }

        private void end() {
            process().kill();
            guard.close();
        }
    }

    JobSeat(Workload workload, VerifySettings settings, String bootstrapServers, Path directory) {
        this.directory = directory;
        this.command = command(workload, settings, bootstrapServers, directory);
    }

    private static List<String> command(
            Workload workload, VerifySettings settings, String bootstrapServers, Path directory) {
        List<String> command = new ArrayList<>(JobJvm.command(directory, workload.classpath(), Main.class));
        command.add("verify-job");
        command.addAll(List.of("--bootstrap", bootstrapServers));
        command.addAll(List.of("--checkpoints", checkpoints(directory).toString()));
        command.addAll(List.of("--parallelism", Integer.toString(settings.parallelism())));
        command.addAll(List.of("--interval", Interval.inWords(settings.interval())));
        command.addAll(List.of(
                "--transaction-timeout",
                Long.toString(settings.transactionTimeout().toSeconds())));
        workload.pipelineClass().ifPresent(name -> command.addAll(List.of("--pipeline", name)));
        return List.copyOf(command);
    }

    /** Starts a process. What was started before and still lives goes on. */
    synchronized Occupant start(Optional<Ambush> ambush) {
        if (closed) {
            throw new CancellationException("the command is ending");
        }
        List<String> withAmbush = new ArrayList<>(command);
        ambush.ifPresent(laid -> withAmbush.addAll(List.of("--ambush", laid.text())));
        Occupant occupant = new Occupant();
        JobProcess process = JobProcess.start(withAmbush, directory.resolve("job.log"), occupant::hear);
        occupant.process = process;
        occupant.guard = Signals.guard(process.pid());
        occupants.add(occupant);
        return occupant;
    }

    /** Kills a process. */
    synchronized void kill(Occupant occupant) {
        occupant.end();
        occupants.remove(occupant);
    }

    /**
     * Takes the lock of the checkpoints away from the process that has it, by unlinking the file that it has locked: the next process locks a new file. So
     * there can be two, as on a network file system that loses a lock, and what keeps the older from harm is the protocol alone.
     */
    void breakLock() {
        try {
            Files.deleteIfExists(checkpoints(directory).resolve("lock"));
        } catch (IOException e) {
            throw WeirException.external(
                    "work-directory", "the lock of the job cannot be deleted", e.toString(), "run it again", e);
        }
    }

    /** Kills all processes; none is started afterwards. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        occupants.forEach(Occupant::end);
        occupants.clear();
    }

    private static Path checkpoints(Path directory) {
        return directory.resolve("checkpoints");
    }
}
