package io.weir.cli.pipeline;

import io.weir.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What it takes to load a user's pipeline, beside the name of its class. */
public final class PipelineOptions {

    @Option(
            names = "--classpath",
            paramLabel = "PATHS",
            description = "Where your class is, and all that it needs at run time: connectors, libraries, drivers.")
    private @Nullable String classpath;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "For a class whose method pipeline(String) takes the address of Kafka.")
    private @Nullable String bootstrapServers;

    /**
     * Loads a class. From here to the end of the command this thread, and those that it starts, have its loader as their context loader: by that JDBC drivers
     * and other services are found which only {@code --classpath} names.
     *
     * @param command whose options these are
     */
    public UserPipeline load(String className, CommandLine command) {
        ClassLoader loader = ClassPath.loader(ClassPath.parse(classpath, command));
        Thread.currentThread().setContextClassLoader(loader);
        return UserPipeline.load(className, loader, Purpose.LOOK);
    }

    /** Asks a class for its pipeline. */
    public Pipeline pipeline(UserPipeline user) {
        return user.pipeline(bootstrapServers);
    }
}
