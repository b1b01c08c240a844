package io.weir.cli.transactions;

import io.weir.cli.checkpoints.Place;
import io.weir.cli.pipeline.PipelineOptions;
import io.weir.engine.inspect.JobTransactions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which job's transactions. */
final class JobOptions {

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The checkpoint directory of the job, or s3://BUCKET/PREFIX.")
    private String directory = "";

    @Mixin
    private Place place = new Place();

    @Option(
            names = "--pipeline",
            paramLabel = "CLASS",
            description = "The class of the job's pipeline, whose sinks are asked: public static Pipeline pipeline()."
                    + " Without it, only what the checkpoints know is shown.")
    private @Nullable String pipeline;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    JobTransactions open(CommandLine command) {
        String className = pipeline;
        return JobTransactions.of(
                place.of(directory), className == null ? null : options.pipeline(options.load(className, command)));
    }
}
