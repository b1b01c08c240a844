package io.weir.cli.pipeline;

import io.weir.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What it takes to load a user's pipeline, beside the name of its class. */
public final class PipelineOptions {

    @Option(names = "--classpath", paramLabel = "PATHS", description = "Where your class is, and what it needs.")
    private @Nullable String classpath;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "For a class whose method pipeline(String) takes the address of Kafka.")
    private @Nullable String bootstrapServers;

    /**
     * Loads a class.
     *
     * @param command whose options these are
     */
    public UserPipeline load(String className, CommandLine command) {
        return UserPipeline.load(className, ClassPath.loader(ClassPath.parse(classpath, command)), Purpose.LOOK);
    }

    /** Asks a class for its pipeline. */
    public Pipeline pipeline(UserPipeline user) {
        return user.pipeline(bootstrapServers);
    }
}
