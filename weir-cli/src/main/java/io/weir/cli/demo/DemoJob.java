package io.weir.cli.demo;

import io.weir.cli.Main;
import io.weir.cli.process.JobJvm;
import io.weir.cli.process.JobProcess;
import io.weir.cli.terminal.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The job of one part of the demo: a process that is killed and started again on the same checkpoints.
 *
 * <p>Threading: Thread-safe, for the shutdown hook closes it while it may be starting.
 */
final class DemoJob implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final List<String> command;
    private final Path log;
    private @Nullable JobProcess process;
    private boolean closed;

    /**
     * What the job does.
     *
     * @param directory for its checkpoints and its log
     */
    record Task(
            String name,
            String bootstrapServers,
            String ordersTopic,
            String totalsTopic,
            DemoMode mode,
            int parallelism,
            Duration interval,
            Path directory) {}

    DemoJob(Task task) {
        this.command = command(task);
        this.log = task.directory().resolve("job.log");
    }

    /** Starts the process, the first time or after a kill. */
    synchronized JobProcess start() {
        if (closed) {
            throw new CancellationException("the demo is ending");
        }
        JobProcess started = JobProcess.start(command, log);
        process = started;
        return started;
    }

    /** Stops the job in good order and returns the id of its last checkpoint. */
    long stop(JobProcess running) {
        return running.stop(STOP_TIMEOUT).lastCheckpointId();
    }

    /** Kills the process if there is one; none is started afterwards. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        JobProcess last = process;
        if (last != null) {
            last.kill();
        }
    }

    private static List<String> command(Task task) {
        List<String> command = new ArrayList<>(JobJvm.command(task.directory(), List.of(), Main.class));
        command.add("demo-job");
        command.addAll(List.of("--name", task.name()));
        command.addAll(List.of("--bootstrap", task.bootstrapServers()));
        command.addAll(List.of("--orders", task.ordersTopic()));
        command.addAll(List.of("--totals", task.totalsTopic()));
        command.addAll(
                List.of("--checkpoints", task.directory().resolve("checkpoints").toString()));
        command.addAll(List.of("--guarantee", task.mode().guarantee().name()));
        command.addAll(List.of("--parallelism", Integer.toString(task.parallelism())));
        command.addAll(List.of("--interval", Interval.inWords(task.interval())));
        return List.copyOf(command);
    }
}
