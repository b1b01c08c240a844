package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.SinkWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A write-ahead sink that may hold 2,000 bytes for each subtask. */
class WriteAheadBoundTest {

    private static final String HUNDRED_BYTES = "x".repeat(99);

    private final FakeContext context = FakeContext.single();
    private final WriteAheadSink<String> sink = WriteAheadSink.<String>idempotent(
                    String.class, (records, id) -> DeliveryOutcome.DELIVERED)
            .bytesMax(2_000);
    private final SinkWriter<String, AheadBatch<String>> writer = sink.createWriter(context);

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            writer.write(HUNDRED_BYTES, 0);
        }
    }

    private void deliver(long checkpointId, List<AheadBatch<String>> batches) throws Exception {
        Committer<AheadBatch<String>> committer = sink.createCommitter(context);
        for (AheadBatch<String> batch : batches) {
            committer.commit(new CommitRequest<>(checkpointId, 0, batch, false));
        }
    }

    @Test
    void holdsItsInputBackUntilADeliveryMakesRoomAndWakesTheTask() throws Exception {
        write(15);
        List<AheadBatch<String>> batches = FakePreCommit.completed(writer, 1);
        assertThat(writer.ready()).isTrue();
        write(5);
        assertThat(writer.ready()).isFalse();
        assertThat(context.timers).isEmpty();

        deliver(1, batches);
        assertThat(context.timers).containsExactly(0L);
        assertThat(writer.ready()).isTrue();
    }

    @Test
    void whatIsDeliveredTakesNoRoomHoweverOftenItIsDone() throws Exception {
        for (long checkpointId = 1; checkpointId <= 20; checkpointId++) {
            assertThat(writer.ready()).isTrue();
            write(18);
            deliver(checkpointId, FakePreCommit.completed(writer, checkpointId));
        }
        write(19);
        assertThat(writer.ready()).isTrue();
    }

    @Test
    void onlySlowsDownWhereHoldingBackWouldHoldTheBarrierBack() {
        write(20);
        assertThat(writer.ready()).isFalse();
        assertThat(context.timers).containsExactly(10_000_000L);
        context.nanos += 10_000_000L;
        assertThat(writer.ready()).isTrue();

        write(20);
        assertThat(writer.ready()).isFalse();
        assertThat(context.timers).containsExactly(10_000_000L, 20_000_000L);
    }

    @Test
    void asksForACheckpointOnceItsOutputSinceTheLastIsAsMuchAsItMayHold() throws Exception {
        write(19);
        assertThat(writer.ready()).isTrue();
        assertThat(context.checkpointRequests).isZero();
        write(1);
        writer.ready();
        write(20);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(1);

        deliver(1, FakePreCommit.completed(writer, 1));
        write(20);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(2);
    }

    @Test
    void asksForNoCheckpointWhileADeliveryWillMakeRoom() {
        write(19);
        FakePreCommit.completed(writer, 1);
        write(19);
        assertThat(writer.ready()).isFalse();
        assertThat(context.checkpointRequests).isZero();
    }

    @Test
    void aCheckpointThatWasAskedForAndDidNotComeMayComeTheNextTime() {
        write(20);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(1);
        assertThatThrownBy(() -> write(141)).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("write-ahead-checkpoint-too-large");
            assertThat(e.kind().restartable()).isTrue();
        });
    }

    @Test
    void givesUpOnACheckpointThatIsManyTimesTooLargeAndSaysWhichSettingsToChange() {
        write(160);
        assertThatThrownBy(() -> write(1)).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("write-ahead-checkpoint-too-large");
            assertThat(e.kind().restartable()).isFalse();
            assertThat(e)
                    .hasMessageContaining("sink \"stage\", subtask 0")
                    .hasMessageContaining("16000 bytes")
                    .hasMessageContaining("raise bytesMax(..), which is 2000");
        });
    }

    @Test
    void smallBatchesCountWithWhatTheyTakeBesideTheirRecords() {
        SinkWriter<String, AheadBatch<String>> small = sink.batchSize(1).createWriter(context);
        for (int i = 0; i < 20; i++) {
            assertThat(small.ready()).isTrue();
            small.write("x", 0);
        }
        small.write("x", 0);
        assertThat(small.ready()).isFalse();
    }

    @Test
    void nothingStaysOfARecordThatItsSerdeRefusesHalfWay() throws Exception {
        Serde<String> strings = Serdes.of(String.class);
        Serde<String> picky = new Serde<>() {
            @Override
            public void write(String value, ByteWriter out) {
                strings.write(value, out);
                if (value.equals("bad")) {
                    throw new RefusedRecordException("planted");
                }
            }

            @Override
            public String read(ByteReader in) {
                return strings.read(in);
            }

            @Override
            public String schema() {
                return strings.schema();
            }
        };
        SinkWriter<String, AheadBatch<String>> picking = WriteAheadSink.<String>idempotent(
                        picky, (records, id) -> DeliveryOutcome.DELIVERED)
                .createWriter(context);
        picking.write("a", 0);
        assertThatThrownBy(() -> picking.write("bad", 0)).isInstanceOf(RefusedRecordException.class);
        picking.write("b", 0);

        assertThat(FakePreCommit.completed(picking, 1).get(0).records()).containsExactly("a", "b");
    }

    @Test
    void refusesABoundThatCannotBe() {
        for (int bytes : new int[] {0, 1_023, (1 << 30) + 1}) {
            assertThatThrownBy(() -> sink.bytesMax(bytes))
                    .isInstanceOfSatisfying(
                            WeirException.class, e -> assertThat(e.code()).isEqualTo("invalid-bytes-max"));
        }
    }
}
