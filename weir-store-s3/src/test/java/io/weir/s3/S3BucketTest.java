package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.StoreException;
import io.weir.s3.StubServer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what its answers mean. */
final class S3BucketTest {

    @Test
    void aNewObjectIsMadeOnTheConditionThatThereIsNone() throws IOException {
        try (StubServer server = StubServer.answering(Answer.OK, Answer.error(412, "PreconditionFailed"));
                Bucket bucket = server.bucket()) {
            assertThat(bucket.putNew("key", new byte[1])).isTrue();
            assertThat(bucket.putNew("key", new byte[1])).isFalse();
            assertThat(server.requests())
                    .hasSize(2)
                    .allMatch(request -> "*".equals(request.headers().getFirst("If-None-Match")));
        }
    }

    @Test
    void aConflictWithAnotherRequestIsNoAnswer() throws IOException {
        Answer conflict = Answer.error(409, "ConditionalRequestConflict");
        try (StubServer server = StubServer.answering(conflict, conflict, Answer.OK);
                Bucket bucket = server.bucket()) {
            assertThat(bucket.putNew("key", new byte[1])).isTrue();
            assertThat(server.requests()).hasSize(3);
        }
        try (StubServer server = StubServer.answering(conflict);
                Bucket bucket = server.bucket()) {
            assertThatThrownBy(() -> bucket.putNew("key", new byte[1]))
                    .hasMessageContaining("others write the same object all the time, key=key");
        }
    }

    @Test
    void aListingGoesOnUntilItsLastPage() throws IOException {
        try (StubServer server = StubServer.answering(
                        page("p/b", "<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>"),
                        page("p/a", "<IsTruncated>true</IsTruncated><NextContinuationToken>t2</NextContinuationToken>"),
                        page("p/c", "<IsTruncated>false</IsTruncated>"));
                Bucket bucket = server.bucket()) {
            assertThat(bucket.list("p/")).extracting(StoredObject::key).containsExactly("p/a", "p/b", "p/c");
            assertThat(server.requests().get(1).pathAndQuery()).contains("continuation-token=t1");
            assertThat(server.requests().get(2).pathAndQuery()).contains("continuation-token=t2");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void anObjectThatIsNotThereIsNone() throws IOException {
        try (StubServer server = StubServer.answering(Answer.error(404, "NoSuchKey"));
                Bucket bucket = server.bucket()) {
            assertThat(bucket.get("key")).isNull();
        }
    }

    /** Taken for the whole object, it would look like damage. */
    @Test
    void aBodyThatEndsTooSoonIsAskedForAgain() throws IOException {
        Answer half = Answer.cutOff("half of", 14);
        try (StubServer server = StubServer.answering(half, half, new Answer(200, "half of it all"));
                Bucket bucket = server.bucket()) {
            assertThat(bucket.get("key")).asString(UTF_8).isEqualTo("half of it all");
        }
        try (StubServer server = StubServer.answering(half);
                Bucket bucket = server.bucket()) {
            assertThatThrownBy(() -> bucket.get("key"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the connection ends before the object does, key=key");
        }
    }

    private static Answer page(String key, String more) {
        return new Answer(
                200,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>weir-tests</Name>" + more
                        + "<Contents><Key>" + key + "</Key><Size>3</Size></Contents></ListBucketResult>");
    }
}
