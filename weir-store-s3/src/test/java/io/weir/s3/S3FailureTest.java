package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.journal.DiskFullException;
import io.weir.engine.journal.StoreException;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.s3.StubServer.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a server complains of, the error says in words what it is, whose turn it is and what to do; and never a secret. */
final class S3FailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | RequestTimeTooSkewed         | the clock of this machine and that of the server differ too much | set the clock, and keep it right with NTP",
                "403 | AccessDenied                 | the server refuses access, location=s3://weir-tests/job           | s3:GetObject, s3:PutObject and s3:DeleteObject below its prefix, and s3:ListBucket",
                "403 | AllAccessDisabled            | the server refuses access, location=s3://weir-tests/job           | give the job the rights",
                "404 | NoSuchBucket                 | there is no such bucket, location=s3://weir-tests/job             | make the bucket, or mend its name",
                "301 | PermanentRedirect            | the bucket is in another region, or at another endpoint           | name the region of the bucket (AWS_REGION)",
                "400 | AuthorizationHeaderMalformed | the bucket is in another region, or at another endpoint           | name the region of the bucket (AWS_REGION)",
                "403 | InvalidAccessKeyId           | the server does not accept the credentials                        | see which credentials the job has",
                "403 | SignatureDoesNotMatch        | the server does not accept the credentials                        | see which credentials the job has",
                "400 | ExpiredToken                 | the server does not accept the credentials                        | see which credentials the job has",
                "501 | NotImplemented               | does not know a request that is needed, such as a conditional write | use a server with conditional writes"
            })
    void whatAPersonMustMendIsToldWhenTheStoreIsOpened(int status, String code, String why, String mend)
            throws IOException {
        WeirException error = opening(Answer.error(status, code));
        assertThat(error.code()).isEqualTo("store-not-usable");
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error).hasMessageContaining(why).hasMessageContaining(mend);
        assertThat(error).hasMessageContaining("(status " + status + ", " + code + ")");
    }

    @ParameterizedTest
    @CsvSource({"507, InsufficientStorage", "403, QuotaExceeded", "507, XMinioStorageFull", "507, Unknown"})
    void aQuotaThatIsUsedUpIsAFullDisk(int status, String code) throws IOException {
        WeirException error = opening(Answer.error(status, code));
        assertThat(error.code()).isEqualTo("disk-full");
        assertThat(error.kind()).isEqualTo(ErrorKind.RESOURCES);
        assertThat(error)
                .hasMessageContaining("the server has no room, or the quota is used up (status " + status)
                .hasMessageContaining("make room")
                .hasMessageContaining("s3://weir-tests/job");
    }

    @ParameterizedTest
    @CsvSource({"503, SlowDown", "503, ServiceUnavailable", "429, TooManyRequests"})
    void aServerThatStaysOverloadedIsToldAfterSeveralTries(int status, String code) throws IOException {
        try (StubServer server = StubServer.answering(Answer.error(status, code))) {
            WeirException error = opening(server);
            assertThat(error.code()).isEqualTo("checkpoint-store-failed");
            assertThat(error.kind()).isEqualTo(ErrorKind.EXTERNAL);
            assertThat(error)
                    .hasMessageContaining("the server has failed (status " + status + ", " + code + ")")
                    .hasMessageContaining("it is overloaded: make checkpoints less often");
            assertThat(server.requests()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void aServerThatIsOverloadedForAMomentIsAskedAgainAndNobodyNoticesIt() throws IOException {
        try (StubServer server =
                        StubServer.answering(Answer.error(503, "SlowDown"), Answer.error(503, "SlowDown"), Answer.OK);
                Bucket bucket = server.bucket()) {
            bucket.put("key", new byte[] {1});
            assertThat(server.requests())
                    .hasSize(3)
                    .allMatch(request -> request.method().equals("PUT"));
        }
    }

    @Test
    void aRightThatIsTakenAwayWhileTheJobRunsIsToldByTheRequestThatNeedsIt() throws IOException {
        try (StubServer server = StubServer.answering(Answer.error(403, "AccessDenied"));
                Bucket bucket = server.bucket()) {
            for (var request : new Request[] {
                () -> bucket.put("key", new byte[1]),
                () -> bucket.putNew("key", new byte[1]),
                () -> bucket.get("key"),
                () -> bucket.list("k"),
                () -> bucket.delete(List.of("key"))
            }) {
                StoreException error = catchThrowableOfType(StoreException.class, request::make);
                assertThat(error.kind()).isEqualTo(ErrorKind.USER);
                assertThat(error).hasMessageContaining("the server refuses access");
                requireNoSecret(error);
            }
        }
    }

    @Test
    void anObjectThatMayNotBeDeletedAmongSeveralIsToldByItsKey() throws IOException {
        Answer some = new Answer(
                200,
                "<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>");
        try (StubServer server = StubServer.answering(some);
                Bucket bucket = server.bucket()) {
            StoreException error = catchThrowableOfType(StoreException.class, () -> bucket.delete(List.of("a", "b")));
            assertThat(error).hasMessageContaining("such as b: AccessDenied");
            assertThat(error.kind()).isEqualTo(ErrorKind.USER);
            assertThat(error.mend()).contains("s3:DeleteObject");
        }
    }

    @Test
    void aFullServerWhileTheJobRunsIsAFullDisk() throws IOException {
        try (StubServer server = StubServer.answering(Answer.error(507, "InsufficientStorage"));
                Bucket bucket = server.bucket()) {
            assertThatThrownBy(() -> bucket.put("key", new byte[1])).isInstanceOf(DiskFullException.class);
        }
    }

    @FunctionalInterface
    private interface Request {
        void make() throws IOException;
    }

    private static WeirException opening(Answer answer) throws IOException {
        try (StubServer server = StubServer.answering(answer)) {
            return opening(server);
        }
    }

    private static WeirException opening(StubServer server) {
        WeirException error = catchThrowableOfType(
                WeirException.class, () -> server.store().open("orders").close());
        requireNoSecret(error);
        return error;
    }

    private static void requireNoSecret(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            assertThat(e.toString()).doesNotContain(Servers.SECRET).doesNotContain("AKIATEST");
        }
    }
}
