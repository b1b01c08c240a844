package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.journal.StoreException;
import io.weir.error.ErrorKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Tries before a job starts what all depends on: that an object is made only once, and is then listed, read and deleted. Each right that the job needs is needed for that too.
 *
 * <p>Threading: stateless.
 */
final class Probe {

    private Probe() {}

    static void run(Bucket bucket, Keys keys) throws IOException {
        String key = keys.probe();
        byte[] first = "first".getBytes(UTF_8);
        boolean made = bucket.putNew(key, first) || Arrays.equals(first, bucket.get(key));
        boolean madeAgain = bucket.putNew(key, "second".getBytes(UTF_8));
        byte[] kept = bucket.get(key);
        boolean listed =
                bucket.list(key).stream().anyMatch(object -> object.key().equals(key));
        bucket.delete(List.of(key));
        if (!made || madeAgain || !Arrays.equals(first, kept)) {
            throw new StoreException(
                    ErrorKind.USER,
                    "the server has made an object anew that was there, although it was told not to (If-None-Match: *):"
                            + " two processes could both take the job for theirs",
                    "use a server with conditional writes, such as Amazon S3, or a newer version of this one",
                    null);
        }
        if (!listed || bucket.list(key).stream().anyMatch(object -> object.key().equals(key))) {
            throw new StoreException(
                    ErrorKind.USER,
                    "the server does not list what was just " + (listed ? "deleted as gone" : "written")
                            + ": an older process could go on unseen",
                    "use a server that lists with strong consistency, such as Amazon S3",
                    null);
        }
    }
}
