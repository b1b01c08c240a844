package io.weir.cli.verify;

import io.weir.cli.pipeline.Purpose;
import io.weir.cli.pipeline.UserPipeline;
import io.weir.cli.process.JobHost;
import io.weir.cli.terminal.Interval;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The process that {@code weir verify} strikes at: runs the job, and may strike at itself. See {@link JobHost} and {@link Ambush}.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(name = "verify-job", hidden = true, description = "Runs a job to be killed. Started by weir verify.")
public final class VerifyJobCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers = "";

    @Option(names = "--pipeline")
    private @Nullable String pipelineClass;

    @Option(names = "--checkpoints", required = true)
    private Path checkpoints = Path.of("");

    @Option(names = "--parallelism", required = true)
    private int parallelism;

    @Option(names = "--interval", required = true, converter = Interval.class)
    private Duration interval = Duration.ZERO;

    @Option(names = "--transaction-timeout", required = true)
    private int transactionTimeoutSeconds;

    @Option(names = "--ambush")
    private @Nullable String ambush;

    @Override
    public Integer call() throws InterruptedException {
        AmbushObserver observer = new AmbushObserver(Executioner.start());
        if (ambush != null) {
            observer.lay(Ambush.parse(ambush));
        }
        Job job = Weir.local(checkpoints)
                .parallelism(parallelism)
                .checkpointInterval(interval)
                .observer(observer)
                .start(pipeline());
        new JobHost(job, line -> {
                    if (line.startsWith(Ambush.ORDER)) {
                        observer.lay(Ambush.parse(line.substring(Ambush.ORDER.length())));
                    }
                })
                .run();
        return 0;
    }

    private Pipeline pipeline() {
        return pipelineClass == null
                ? VerifyPipeline.of(bootstrapServers, Duration.ofSeconds(transactionTimeoutSeconds))
                : UserPipeline.load(pipelineClass, VerifyJobCommand.class.getClassLoader(), Purpose.VERIFY)
                        .pipeline(bootstrapServers);
    }
}
