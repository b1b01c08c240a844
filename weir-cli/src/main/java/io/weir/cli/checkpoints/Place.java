package io.weir.cli.checkpoints;

import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.local.LocalCheckpointStore;
import io.weir.s3.S3CheckpointStore;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where checkpoints are: a directory, or a prefix of a bucket with what it takes to reach it. Credentials come from where the AWS SDK looks for them, never from the command line. */
public final class Place {

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "For s3://BUCKET/PREFIX: the server, if it is not Amazon's; AWS_ENDPOINT_URL_S3 by default.")
    private @Nullable URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "For s3://BUCKET/PREFIX: the region of the bucket; AWS_REGION by default.")
    private @Nullable String region;

    /** Returns what a command was given as a directory. */
    public CheckpointStore of(String text) {
        if (!S3CheckpointStore.isAddress(text)) {
            return new LocalCheckpointStore(Path.of(text));
        }
        S3CheckpointStore store = S3CheckpointStore.at(text);
        URI server = endpoint;
        if (server != null) {
            store = store.endpoint(server);
        }
        String name = region;
        return name == null ? store : store.region(name);
    }
}
