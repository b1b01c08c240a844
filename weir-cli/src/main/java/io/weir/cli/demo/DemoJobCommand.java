package io.weir.cli.demo;

import io.weir.cli.process.JobHost;
import io.weir.cli.terminal.Interval;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The process that the demo kills: runs the job, and never outlives the demo. See {@link JobHost}.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(name = "demo-job", hidden = true, description = "Runs the job of the demo. Started by weir demo.")
public final class DemoJobCommand implements Callable<Integer> {

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
        new JobHost(job, line -> {}).run();
        return 0;
    }
}
