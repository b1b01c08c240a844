package io.weir.s3;

import io.weir.engine.journal.DiskFullException;
import io.weir.engine.journal.StoreException;
import io.weir.error.ErrorKind;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in words what an S3 server or its client has complained of, and what to do. Nothing of it holds a secret: keys are never part of a message.
 *
 * <p>Threading: stateless.
 */
final class S3Failure {

    private static final int NO_ROOM = 507;

    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage");

    private static final Set<String> BAD_KEYS =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "InvalidSecurity");

    private S3Failure() {}

    /** Returns what stands for a failure. */
    static IOException of(SdkException failure, String location) {
        return failure instanceof AwsServiceException told ? ofServer(told, location) : ofClient(failure);
    }

    private static IOException ofServer(AwsServiceException failure, String location) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        int status = failure.statusCode();
        String said = " (status " + status + (code.isEmpty() || code.equals("null") ? "" : ", " + code) + ")";
        if (FULL.contains(code) || status == NO_ROOM) {
            return new DiskFullException("the server has no room, or the quota is used up" + said, failure);
        }
        if (code.equals("NoSuchBucket")) {
            return user(
                    "there is no such bucket, location=" + location + said,
                    "make the bucket, or mend its name; see that region and endpoint are those of the bucket",
                    failure);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return user(
                    "the clock of this machine and that of the server differ too much" + said,
                    "set the clock, and keep it right with NTP",
                    failure);
        }
        if (BAD_KEYS.contains(code)) {
            return user(
                    "the server does not accept the credentials" + said,
                    "see which credentials the job has: given in the program, AWS_ACCESS_KEY_ID, a profile, a role; and"
                            + " that they are of this server",
                    failure);
        }
        if (code.equals("AuthorizationHeaderMalformed") || code.equals("PermanentRedirect") || isRedirect(status)) {
            return user(
                    "the bucket is in another region, or at another endpoint" + said,
                    "name the region of the bucket (AWS_REGION), and its endpoint if it is not Amazon's",
                    failure);
        }
        if (status == 403 || status == 401) {
            return user(
                    "the server refuses access, location=" + location + said,
                    "give the job the rights s3:GetObject, s3:PutObject and s3:DeleteObject below its prefix, and"
                            + " s3:ListBucket of the bucket",
                    failure);
        }
        if (status == 501 || code.equals("NotImplemented")) {
            return user(
                    "the server does not know a request that is needed, such as a conditional write (If-None-Match)"
                            + said,
                    "use a server with conditional writes, such as Amazon S3, or a newer version of this one",
                    failure);
        }
        return new StoreException(
                ErrorKind.EXTERNAL,
                "the server has failed" + said,
                status == 503 || status == 429
                        ? "it is overloaded: make checkpoints less often, or raise what it allows"
                        : "look at the server and at what lies between",
                failure);
    }

    private static IOException ofClient(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("credentials")) {
            return user(
                    "there are no credentials: the program gives none, nor does the environment, a profile or a role",
                    "give them in the program, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role",
                    failure);
        }
        if (lower.contains("region")) {
            return user("no region is known", "give it in the program, or set AWS_REGION", failure);
        }
        return new StoreException(
                ErrorKind.EXTERNAL,
                "the server cannot be reached, or does not answer in time: " + message,
                "see that the endpoint is right, and that the server runs and can be reached from here",
                failure);
    }

    private static boolean isRedirect(int status) {
        return status >= 300 && status < 400;
    }

    private static IOException user(String why, String mend, SdkException cause) {
        return new StoreException(ErrorKind.USER, why, mend, cause);
    }
}
