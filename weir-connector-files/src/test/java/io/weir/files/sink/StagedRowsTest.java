package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are pending while the record, and so its serde, changes. */
class StagedRowsTest {

    @TempDir
    Path directory;

    @Test
    void rowsOfAnOlderVersionAreReadAsTheSerdeCan() throws Exception {
        CommitRequest<FileCommittable> request = sealed(new Suffixed("v1", ""), "a", "b");

        assertThat(commit(2, new Suffixed("v2", "!"), request)).isEqualTo(CommitOutcome.COMMITTED);

        assertThat(footed()).containsExactly("a!", "b!");
    }

    @Test
    void rowsThatTheSerdeCannotReadAreToldAndKept() throws Exception {
        CommitRequest<FileCommittable> request = sealed(new Suffixed("v1", ""), "a", "b");

        assertRefused("stored as v1", () -> commit(2, new Suffixed("other", "!"), request));
        assertRefused("stored as v1", () -> commit(3, new Suffixed("other", "!"), request));
        assertThat(PlainReader.lines(directory)).isEmpty();

        // What the ledger has is published by the start itself.
        commit(4, new Suffixed("v1", ""), request);
        assertThat(footed()).containsExactly("a", "b");
    }

    /** A serde that forgets to change its schema. */
    @Test
    void rowsThatAreLongerThanTheSerdeReadsAreTold() throws Exception {
        CommitRequest<FileCommittable> request = sealed(new Suffixed("v1", ""), "a", "b");

        assertRefused("left over", () -> commit(2, new FirstByte(), request));
    }

    @Test
    void rowsThatEndBeforeTheSerdeIsContentAreTold() throws Exception {
        CommitRequest<FileCommittable> request = sealed(new FirstByte(), "a", "b");

        assertRefused("", () -> commit(2, new Suffixed("v1", ""), request));
    }

    private void assertRefused(String why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WeirException.class, error -> {
            assertThat(error.code()).isEqualTo("files-staging-changed");
            assertThat(error.kind()).isEqualTo(ErrorKind.USER);
            assertThat(error).hasMessageContaining(why);
        });
    }

    private FileSink<String> sink(Serde<String> serde) {
        return FileSink.of(directory, new FooterFormat()).stageRows(serde);
    }

    private CommitRequest<FileCommittable> sealed(Serde<String> serde, String... lines) throws Exception {
        Attempt first = Attempt.first(sink(serde));
        for (String line : lines) {
            first.write(line);
        }
        return first.seal(1);
    }

    private CommitOutcome commit(long attempt, Serde<String> serde, CommitRequest<FileCommittable> request)
            throws Exception {
        try (Committer<FileCommittable> committer = sink(serde).createCommitter(new InlineContext(0, 1, attempt))) {
            committer.recover(1, List.of(request));
            return committer.commit(request);
        }
    }

    private List<String> footed() throws Exception {
        return FooterFormat.lines(PlainReader.lines(directory));
    }

    /** Texts; version {@code v2} reads those of {@code v1}, with a suffix that they lacked. */
    private record Suffixed(String schema, String suffix) implements Serde<String> {

        @Override
        public void write(String value, ByteWriter out) {
            out.writeString(value);
        }

        @Override
        public String read(ByteReader in) {
            return in.readString() + suffix;
        }

        @Override
        public Serde<String> evolvedFrom(String storedSchema) {
            if (storedSchema.equals(schema) || storedSchema.equals("v1") && schema.equals("v2")) {
                return this;
            }
            throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema);
        }
    }

    /** One byte of a text. */
    private record FirstByte() implements Serde<String> {

        @Override
        public void write(String value, ByteWriter out) {
            out.writeByte(value.charAt(0));
        }

        @Override
        public String read(ByteReader in) {
            return String.valueOf((char) in.readByte());
        }

        @Override
        public String schema() {
            return "v1";
        }
    }
}
