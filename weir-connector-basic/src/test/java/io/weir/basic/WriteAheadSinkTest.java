package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteAheadSinkTest {

    private final List<String> keys = new ArrayList<>();
    private final List<List<String>> delivered = new ArrayList<>();

    private DeliveryOutcome deliver(List<String> records, BatchId id) {
        keys.add(id.idempotencyKey());
        delivered.add(records);
        return DeliveryOutcome.DELIVERED;
    }

    private static CommitOutcome commit(WriteAheadSink<String> sink, long attempt, AheadBatch<String> batch)
            throws Exception {
        Committer<AheadBatch<String>> committer = sink.createCommitter(new FakeContext(attempt, 0, 2));
        return committer.commit(new CommitRequest<>(7, 1, batch, attempt > 1));
    }

    private static AheadBatch<String> batch(int sequence, String... records) {
        ByteWriter out = new ByteWriter();
        List.of(records).forEach(value -> Serdes.of(String.class).write(value, out));
        return new AheadBatch<>(sequence, records.length, out.toByteArray(), Serdes.of(String.class), null);
    }

    @Test
    void batchesAreCutInOrderAndEachHasAKeyThatNoAttemptChanges() throws Exception {
        WriteAheadSink<String> sink =
                WriteAheadSink.atLeastOnce(String.class, this::deliver).batchSize(2);
        SinkWriter<String, AheadBatch<String>> writer = sink.createWriter(new FakeContext(1, 1, 2));
        List.of("a", "b", "c").forEach(value -> writer.write(value, 1));

        List<AheadBatch<String>> batches = FakePreCommit.completed(writer, 7);
        for (AheadBatch<String> batch : batches) {
            commit(sink, 1, batch);
        }
        commit(sink, 2, batches.get(1));

        assertThat(delivered).containsExactly(List.of("a", "b"), List.of("c"), List.of("c"));
        assertThat(keys.get(1)).isNotEqualTo(keys.get(0));
        assertThat(keys.get(2)).isEqualTo(keys.get(1));
    }

    @Test
    void anIntervalWithoutRecordsHasNoBatch() {
        SinkWriter<String, AheadBatch<String>> writer =
                WriteAheadSink.atLeastOnce(String.class, this::deliver).createWriter(new FakeContext(1, 0, 1));
        assertThat(FakePreCommit.completed(writer, 7)).isEmpty();
    }

    @Test
    void aLostAnswerIsAskedForOnceMoreOnlyIfTheTargetIsIdempotent() throws Exception {
        List<String> calls = new ArrayList<>();
        Delivery<String> losing = (records, id) -> {
            calls.add(id.idempotencyKey());
            if (calls.size() % 2 == 1) {
                throw new IOException("the answer is lost");
            }
            return DeliveryOutcome.DELIVERED;
        };
        AheadBatch<String> batch = batch(0, "a");

        assertThat(commit(WriteAheadSink.idempotent(String.class, losing), 1, batch)
                        .status())
                .isEqualTo(CommitOutcome.Status.COMMITTED);
        assertThat(calls).hasSize(2);

        assertThatThrownBy(() -> commit(WriteAheadSink.atLeastOnce(String.class, losing), 1, batch))
                .isInstanceOf(IOException.class);
        assertThat(calls).hasSize(3);
    }

    @Test
    void aBatchThatIsNotTakenNowIsTriedLaterWithTheReason() throws Exception {
        CommitOutcome outcome = commit(
                WriteAheadSink.idempotent(String.class, (records, id) -> DeliveryOutcome.retryLater("HTTP 503")),
                1,
                batch(3, "a"));
        assertThat(outcome.status()).isEqualTo(CommitOutcome.Status.RETRY_LATER);
        assertThat(outcome.reason()).contains("HTTP 503").contains("/7/1/3");
    }

    @Test
    void whatTheCheckRefusesIsInNoBatch() {
        SinkWriter<String, AheadBatch<String>> writer = WriteAheadSink.idempotent(String.class, this::deliver)
                .check(value -> {
                    if (value.isEmpty()) {
                        throw new RefusedRecordException("empty");
                    }
                })
                .createWriter(new FakeContext(1, 0, 1));
        writer.write("a", 1);
        assertThatThrownBy(() -> writer.write("", 1)).isInstanceOf(RefusedRecordException.class);

        assertThat(FakePreCommit.completed(writer, 7))
                .singleElement()
                .satisfies(batch -> assertThat(batch.records()).containsExactly("a"));
    }

    @Test
    void aBatchSurvivesTheCheckpoint() {
        Serde<AheadBatch<String>> serde =
                WriteAheadSink.idempotent(String.class, this::deliver).committableSerde();
        ByteWriter out = new ByteWriter();
        serde.write(batch(3, "a", "b"), out);
        ByteReader in = new ByteReader(out.toByteArray());
        AheadBatch<String> restored = serde.evolvedFrom(serde.schema()).read(in);

        in.expectEnd();
        assertThat(restored.sequence()).isEqualTo(3);
        assertThat(restored.records()).containsExactly("a", "b");
    }

    @Test
    void aBatchStandsInTheCheckpointAsItsNumberAndAListOfRecords() {
        Serde<AheadBatch<String>> serde =
                WriteAheadSink.idempotent(String.class, this::deliver).committableSerde();
        ByteWriter expected = new ByteWriter();
        expected.writeVarInt(3);
        Serdes.listOf(Serdes.of(String.class)).write(List.of("a", "b"), expected);
        ByteWriter actual = new ByteWriter();
        serde.write(batch(3, "a", "b"), actual);

        assertThat(serde.schema()).isEqualTo("batch of list<string>");
        assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void aBatchThatCannotBeIsCorrupt() {
        Serde<AheadBatch<String>> serde =
                WriteAheadSink.idempotent(String.class, this::deliver).committableSerde();
        for (int header : new int[] {5, 200}) {
            ByteWriter out = new ByteWriter();
            out.writeVarInt(0);
            out.writeVarInt(header);
            out.writeString("abc");
            assertThatThrownBy(() -> serde.read(new ByteReader(out.toByteArray())))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void whatCouldNotBeEncodedWholeIsInNoBatchAndFailsTheCheckpoint() {
        Serde<String> failing = new Serde<>() {
            @Override
            public void write(String value, ByteWriter out) {
                out.writeByte(1);
                throw new IllegalStateException("half of it is written");
            }

            @Override
            public String read(ByteReader in) {
                throw new AssertionError("never whole");
            }

            @Override
            public String schema() {
                return "half";
            }
        };
        SinkWriter<String, AheadBatch<String>> writer =
                WriteAheadSink.idempotent(failing, this::deliver).createWriter(new FakeContext(1, 0, 1));
        assertThatThrownBy(() -> writer.write("a", 1)).isInstanceOf(IllegalStateException.class);

        assertThat(FakePreCommit.failed(writer, 7)).isInstanceOf(IllegalStateException.class);
    }
}
