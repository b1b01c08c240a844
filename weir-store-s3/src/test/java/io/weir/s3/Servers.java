package io.weir.s3;

import io.weir.s3server.S3Server;
import java.net.URI;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores on the real server that all tests of a JVM share. */
final class Servers {

    static final String BUCKET = "weir-tests";
    static final String SECRET = "sEcReT-of-the-test";
    static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", SECRET));

    private static boolean bucketMade;

    private Servers() {}

    static URI endpoint() {
        return S3Server.shared().endpoint();
    }

    /** Returns a store with a prefix of its own. */
    static S3CheckpointStore store(String prefix) {
        return store(endpoint(), prefix + "-" + Keys.unique());
    }

    static S3CheckpointStore store(URI endpoint, String prefix) {
        makeBucket();
        return S3CheckpointStore.of(BUCKET, prefix).endpoint(endpoint).credentials(CREDENTIALS);
    }

    /** Returns a bare bucket, to look at objects and to damage them. */
    static S3Bucket bucket() {
        makeBucket();
        return new S3Bucket(client(), BUCKET, "s3://" + BUCKET);
    }

    private static S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private static synchronized void makeBucket() {
        if (!bucketMade) {
            try (S3Client client = client()) {
                Objects.requireNonNull(client.createBucket(request -> request.bucket(BUCKET)));
            }
            bucketMade = true;
        }
    }
}
