package io.weir.s3;

import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.DiskFullException;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.StoreException;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Keeps the checkpoints of one job in a bucket, below a prefix: Amazon S3, or another server that speaks its protocol, with conditional writes.
 *
 * <pre>{@code
 * try (Job job = Weir.on(S3CheckpointStore.at("s3://bucket/jobs/totals")).checkpointInterval(Duration.ofSeconds(1)).start(pipeline)) {
 *     job.join(); // kill the machine at any time; start it again on another one; the output is exact
 * }
 * }</pre>
 *
 * <p>Credentials come from where the AWS SDK looks for them, unless they are given. They are in no message, log or text of this.
 *
 * <p>There is no lock: whoever opens a prefix last and changes something there takes the job over, and who had it before stops with {@code superseded-attempt}.
 *
 * <p>Errors: {@code store-not-usable} if the bucket, the rights, the clock or the server is not as it must be; {@code checkpoint-store-failed} if the server cannot be reached or is overloaded;
 * {@code disk-full} if it has no room;
 * {@code invalid-store-address} for an address that makes no sense.
 *
 * <p>Threading: Immutable.
 */
public final class S3CheckpointStore implements CheckpointStore {

    private static final String SCHEME = "s3://";

    /** Bounds the memory for a part of a file, when it is written and when it is read. */
    private static final int PART_SIZE_MAX = 8 << 20;

    private static final int READ_THREADS = 8;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(15);

    /** Below the checkpoint timeout, so that the reason is told, and not only that it took too long. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(40);

    private final String bucket;
    private final String prefix;
    private final @Nullable String region;
    private final @Nullable URI endpoint;
    private final @Nullable Boolean pathStyle;
    private final @Nullable AwsCredentialsProvider credentials;

    private S3CheckpointStore(
            String bucket,
            String prefix,
            @Nullable String region,
            @Nullable URI endpoint,
            @Nullable Boolean pathStyle,
            @Nullable AwsCredentialsProvider credentials) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.region = region;
        this.endpoint = endpoint;
        this.pathStyle = pathStyle;
        this.credentials = credentials;
    }

    /**
     * Names a place as {@code s3://BUCKET/PREFIX}. A prefix belongs to one job.
     *
     * @throws WeirException {@code invalid-store-address} if it is anything else
     */
    public static S3CheckpointStore at(String address) {
        if (!isAddress(address)) {
            throw invalid(address, "it does not begin with " + SCHEME);
        }
        String rest = address.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? of(rest, "") : of(rest.substring(0, slash), rest.substring(slash + 1));
    }

    /** Returns whether a text is meant for {@link #at}. */
    public static boolean isAddress(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Names a bucket and what the keys of all objects begin with, with or without a slash behind it; empty for a bucket of its own.
     *
     * @throws WeirException {@code invalid-store-address} if they make no sense
     */
    public static S3CheckpointStore of(String bucket, String prefix) {
        String trimmed = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        String address = SCHEME + bucket + "/" + trimmed;
        if (!bucket.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}")) {
            throw invalid(address, bucket.isEmpty() ? "the bucket has no name" : "the bucket's name cannot be one");
        }
        if (trimmed.startsWith("/") || trimmed.endsWith("/") || trimmed.contains("//")) {
            throw invalid(address, "the prefix has an empty part");
        }
        return new S3CheckpointStore(bucket, trimmed, null, null, null, null);
    }

    /** Sets the region of the bucket; by default the one that the AWS SDK finds ({@code AWS_REGION}, a profile), and {@code us-east-1} where an endpoint is given. */
    public S3CheckpointStore region(String newRegion) {
        return new S3CheckpointStore(bucket, prefix, newRegion, endpoint, pathStyle, credentials);
    }

    /**
     * Sets the address of a server that is not Amazon's; by default {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL}, if they are set.
     *
     * @throws WeirException {@code invalid-store-address} if it is no address of a server, or has a password in it
     */
    public S3CheckpointStore endpoint(URI newEndpoint) {
        if (newEndpoint.getHost() == null || newEndpoint.getScheme() == null) {
            throw invalid(SCHEME + bucket + "/" + prefix, "the endpoint is no URL such as https://host:9000");
        }
        if (newEndpoint.getRawUserInfo() != null) {
            throw invalid(SCHEME + bucket + "/" + prefix, "the endpoint has credentials in it, which would be shown");
        }
        return new S3CheckpointStore(bucket, prefix, region, newEndpoint, pathStyle, credentials);
    }

    /** Sets whether the bucket stands in the path of an address instead of in the name of the host; by default it does where an endpoint is set. */
    public S3CheckpointStore pathStyle(boolean newPathStyle) {
        return new S3CheckpointStore(bucket, prefix, region, endpoint, newPathStyle, credentials);
    }

    /** Sets where credentials come from; by default from where the AWS SDK looks for them. */
    public S3CheckpointStore credentials(AwsCredentialsProvider newCredentials) {
        return new S3CheckpointStore(bucket, prefix, region, endpoint, pathStyle, newCredentials);
    }

    /** Tries what the job will need of the server, deletes what crashes have left, and opens the place; an older process that works on it goes on until this one changes something. */
    @Override
    public JournalStore open(String pipelineName) {
        Bucket opened = bucket();
        try {
            Keys keys = keys();
            Probe.run(opened, keys);
            ObjectStore store = new ObjectStore(opened, keys, toString(), PART_SIZE_MAX, READ_THREADS);
            store.sweep();
            return store;
        } catch (IOException e) {
            opened.close();
            throw notUsable(e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public ReadableStore read() {
        Bucket opened = bucket();
        Keys keys = keys();
        return new ObjectReader(opened, keys, new Directory(opened, keys, toString()), toString(), READ_THREADS);
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    private Keys keys() {
        return new Keys(prefix.isEmpty() ? "" : prefix + "/");
    }

    /** Returns the bucket, with a client of its own. */
    Bucket bucket() {
        try {
            return new S3Bucket(client(), bucket, toString());
        } catch (SdkException e) {
            throw notUsable(S3Failure.of(e, toString()));
        }
    }

    private S3Client client() {
        Map<String, String> environment = System.getenv();
        URI server = endpoint != null ? endpoint : endpointOf(environment);
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(TRY_TIMEOUT))
                .overrideConfiguration(
                        calls -> calls.apiCallTimeout(CALL_TIMEOUT).apiCallAttemptTimeout(TRY_TIMEOUT))
                // Every object that is made has a checksum of its own; those that the SDK adds are more than other
                // servers know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .forcePathStyle(pathStyle != null ? pathStyle : server != null);
        if (server != null) {
            builder.endpointOverride(server);
        }
        if (region != null) {
            builder.region(Region.of(region));
        } else if (server != null && !hasRegion(environment)) {
            builder.region(Region.US_EAST_1);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return builder.build();
    }

    private @Nullable URI endpointOf(Map<String, String> environment) {
        String text = environment.getOrDefault("AWS_ENDPOINT_URL_S3", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        if (text.isEmpty()) {
            return null;
        }
        try {
            return endpoint(new URI(text)).endpoint;
        } catch (URISyntaxException e) {
            // Without the cause, whose text has the whole address, and with it what may be a password.
            throw invalid(toString(), "the endpoint in AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is no URL");
        }
    }

    private static boolean hasRegion(Map<String, String> environment) {
        return environment.containsKey("AWS_REGION")
                || environment.containsKey("AWS_DEFAULT_REGION")
                || System.getProperty("aws.region") != null;
    }

    private WeirException notUsable(IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (cause instanceof StoreException told && told.kind() == ErrorKind.USER) {
            return new WeirException(
                    "store-not-usable",
                    ErrorKind.USER,
                    "the object store cannot be used, location=" + this,
                    why,
                    told.mend(),
                    cause);
        }
        if (cause instanceof DiskFullException) {
            return new WeirException(
                    "disk-full",
                    ErrorKind.RESOURCES,
                    "there is no room for checkpoints, location=" + this,
                    why,
                    "make room, or raise the quota; nothing that was decided is lost",
                    cause);
        }
        return WeirException.external(
                "checkpoint-store-failed",
                "the object store cannot be opened, location=" + this,
                why,
                cause instanceof StoreException told ? told.mend() : "look at the server and at what lies between",
                cause);
    }

    /** What stands before an {@code @} may be a password: it is shown to nobody. */
    private static WeirException invalid(String address, String why) {
        int credentialsEnd = address.lastIndexOf('@');
        String shown = credentialsEnd < 0 ? address : "***" + address.substring(credentialsEnd);
        return WeirException.user(
                "invalid-store-address",
                "the address of the object store makes no sense: " + shown,
                credentialsEnd < 0 ? why : why + "; and credentials do not belong into an address",
                "name it as s3://bucket/prefix, and an endpoint as https://host:port");
    }
}
