package io.weir.cli.demo;

import io.weir.cli.process.JobProtocol;
import io.weir.cli.terminal.Interval;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.Weir;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The process that the demo kills: runs the job, and never outlives the demo. Its protocol is {@link JobProtocol}.
 *
 * <p>Threading: the main thread waits for the job, and another obeys the standard input.
 */
@Command(name = "demo-job", hidden = true, description = "Runs the job of the demo. Started by weir demo.")
public final class DemoJobCommand implements Callable<Integer> {

    private static final int EXIT_PARENT_GONE = 69;
    private static final long STATE_POLL_NANOS = 500_000;

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers = "";

    @Option(names = "--orders", required = true)
    private String ordersTopic = "";

    @Option(names = "--totals", required = true)
    private String totalsTopic = "";

    @Option(names = "--checkpoints", required = true)
    private Path checkpoints = Path.of("");

    @Option(names = "--guarantee", required = true)
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE;

    @Option(names = "--parallelism", required = true)
    private int parallelism;

    @Option(names = "--interval", required = true, converter = Interval.class)
    private Duration interval = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        Job job = Weir.local(checkpoints)
                .parallelism(parallelism)
                .checkpointInterval(interval)
                .guarantee(guarantee)
                .start(DemoPipeline.of(name, bootstrapServers, ordersTopic, totalsTopic));
        Thread obeying = new Thread(() -> obey(job), "parent-watch");
        obeying.setDaemon(true);
        obeying.start();

        while (job.state() != JobState.RUNNING && !job.state().isFinal()) {
            LockSupport.parkNanos(STATE_POLL_NANOS);
        }
        if (job.state() == JobState.RUNNING) {
            System.out.println(JobProtocol.RUNNING);
        }
        Receipt receipt = job.join();
        System.out.println(JobProtocol.STOPPED + receipt.lastCheckpointId());
        return 0;
    }

    private static void obey(Job job) {
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (line.equals(JobProtocol.STOP)) {
                    job.stop();
                }
            }
        } catch (IOException e) {
            System.err.println("the standard input cannot be read: " + e);
        }
        Runtime.getRuntime().halt(EXIT_PARENT_GONE);
    }
}
