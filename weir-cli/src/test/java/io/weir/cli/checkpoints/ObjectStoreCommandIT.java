package io.weir.cli.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.cli.Commands;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.s3.S3CheckpointStore;
import io.weir.s3server.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The commands read checkpoints, and copy savepoints, wherever they are. */
class ObjectStoreCommandIT {

    private static final URI ENDPOINT = S3Server.shared().endpoint();
    private static final long RECORDS = 300;

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    /** Credentials are found where the SDK looks for them: the commands take none. */
    @BeforeAll
    static void makeBucket() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "secret");
        try (S3Client client = S3Client.builder()
                .endpointOverride(ENDPOINT)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .build()) {
            Objects.requireNonNull(client.createBucket(request -> request.bucket("weir-cli")));
        }
    }

    @AfterAll
    static void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void run(String... arguments) {
        assertThat(weir.run(arguments)).as(weir.err()).isZero();
    }

    @Test
    void readsAndCopiesWhatIsInABucket() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        Pipeline pipeline = Pipeline.named("sums")
                .source("numbers", GeneratorSource.of(index -> index).count(RECORDS))
                .keyByLong(number -> number % 3)
                .reduce("sum", Long.class, Long::sum)
                .sink("out", MemorySink.to(output))
                .build();
        String place = "s3://weir-cli/job";
        try (Job job = Weir.on(S3CheckpointStore.at(place).endpoint(ENDPOINT)).start(pipeline)) {
            job.join();
        }
        String endpoint = ENDPOINT.toString();

        run("checkpoints", "list", place, "--endpoint", endpoint);
        assertThat(weir.out()).contains("job sums").contains("ended").contains("all output is committed");
        run("checkpoints", "show", place, "--endpoint", endpoint, "--region", "eu-central-1");
        assertThat(weir.out()).contains("state sum/");
        run("checkpoints", "verify", place, "--endpoint", endpoint);
        assertThat(weir.out()).contains("whole:");
        run("state", "get", place, "sum", "0", "--endpoint", endpoint);
        assertThat(weir.out().strip()).isEqualTo(Long.toString(3 * (99 * 100 / 2)));

        String copy = "s3://weir-cli/copy";
        String local = directory.resolve("copy").toString();
        run("savepoint", place, copy, "--endpoint", endpoint);
        run("savepoint", copy, local, "--endpoint", endpoint);
        run("state", "export", local);
        assertThat(weir.out().lines()).hasSize(3);

        assertThat(weir.run("savepoint", place, copy, "--endpoint", endpoint)).isNotZero();
        assertThat(weir.err()).contains("savepoint-exists");
        assertThat(weir.run("checkpoints", "list", "s3://no-such-bucket/x", "--endpoint", endpoint))
                .isNotZero();
        assertThat(weir.err()).contains("there is no such bucket");
    }
}
