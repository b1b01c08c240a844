package io.weir.s3;

import io.weir.engine.journal.StoreException;
import io.weir.error.ErrorKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of an S3 server. The client under it tries again what had no answer.
 *
 * <p>Threading: Thread-safe.
 */
final class S3Bucket implements Bucket {

    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    /** A conflict passes as soon as the other request is through. */
    private static final int CONFLICTS_MAX = 10;

    /** The JDK's client takes a body whose connection is closed too early for a whole one, so nobody below tries again. */
    private static final int CUT_OFF_MAX = 4;

    /** What one request may name. */
    private static final int DELETED_AT_ONCE_MAX = 1_000;

    private final S3Client client;
    private final String bucket;
    private final String location;

    S3Bucket(S3Client client, String bucket, String location) {
        this.client = client;
        this.bucket = bucket;
        this.location = location;
    }

    @Override
    public boolean putNew(String key, byte[] bytes) throws IOException {
        try {
            for (int tries = 0; tries < CONFLICTS_MAX; tries++) {
                try {
                    client.putObject(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .ifNoneMatch("*")
                                    .checksumCRC32C(checksum(bytes)),
                            RequestBody.fromBytes(bytes));
                    return true;
                } catch (S3Exception e) {
                    if (e.statusCode() == PRECONDITION_FAILED) {
                        return false;
                    }
                    if (e.statusCode() != CONFLICT) {
                        throw e;
                    }
                }
            }
        } catch (SdkException e) {
            throw S3Failure.of(e, location);
        }
        throw new StoreException(
                ErrorKind.EXTERNAL,
                "others write the same object all the time, key=" + key,
                "find out who else works with this prefix",
                null);
    }

    @Override
    public void put(String key, byte[] bytes) throws IOException {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(key).checksumCRC32C(checksum(bytes)),
                    RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw S3Failure.of(e, location);
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws IOException {
        try {
            for (int tries = 0; tries < CUT_OFF_MAX; tries++) {
                ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(
                        request -> request.bucket(bucket).key(key));
                byte[] bytes = object.asByteArray();
                Long size = object.response().contentLength();
                if (size == null || size == bytes.length) {
                    return bytes;
                }
            }
        } catch (NoSuchKeyException e) {
            return null;
        } catch (SdkException e) {
            throw S3Failure.of(e, location);
        }
        throw new StoreException(
                ErrorKind.EXTERNAL,
                "the connection ends before the object does, key=" + key,
                "look at the server and at what lies between",
                null);
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        try {
            @Nullable String token = null;
            do {
                ListObjectsV2Response page = client.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .continuationToken(token)
                        .build());
                for (S3Object object : page.contents()) {
                    objects.add(new StoredObject(object.key(), object.size()));
                }
                token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
            } while (token != null);
        } catch (SdkException e) {
            throw S3Failure.of(e, location);
        }
        objects.sort(Comparator.comparing(StoredObject::key));
        return objects;
    }

    @Override
    public void delete(List<String> keys) throws IOException {
        try {
            if (keys.size() == 1) {
                client.deleteObject(request -> request.bucket(bucket).key(keys.get(0)));
                return;
            }
            for (int from = 0; from < keys.size(); from += DELETED_AT_ONCE_MAX) {
                List<ObjectIdentifier> objects = new ArrayList<>();
                for (String key : keys.subList(from, Math.min(keys.size(), from + DELETED_AT_ONCE_MAX))) {
                    objects.add(ObjectIdentifier.builder().key(key).build());
                }
                requireDeleted(client.deleteObjects(request -> request.bucket(bucket)
                        .delete(delete -> delete.objects(objects).quiet(true))));
            }
        } catch (SdkException e) {
            throw S3Failure.of(e, location);
        }
    }

    private static void requireDeleted(DeleteObjectsResponse response) throws IOException {
        if (response.hasErrors() && !response.errors().isEmpty()) {
            S3Error first = response.errors().get(0);
            boolean refused = "AccessDenied".equals(first.code());
            throw new StoreException(
                    refused ? ErrorKind.USER : ErrorKind.EXTERNAL,
                    "the server has not deleted " + response.errors().size() + " objects, such as " + first.key() + ": "
                            + first.code(),
                    refused
                            ? "give the job the right s3:DeleteObject below its prefix"
                            : "look at the server; what is left is deleted at the next start",
                    null);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** The server compares it with what has arrived, if it knows this checksum. */
    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        byte[] value =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(value);
    }
}
