package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.sink.PreCommit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StagedWriterTest {

    private static final int BYTES_MAX = 1_000;
    private static final String HUNDRED_BYTES = "x".repeat(97);

    private final WriterContext context = new WriterContext();
    private final StagedWriter<String> writer = new StagedWriter<>(
            context,
            SinkSettings.of(RowTarget.ofTable(
                            TableName.parse("t"), List.of(new Column<String>("v", value -> value, String.class))))
                    .withBytesMax(BYTES_MAX));
    private final List<JdbcCommittable> sealed = new ArrayList<>();

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            writer.write(HUNDRED_BYTES, 0);
        }
    }

    private void seal(long checkpointId) {
        writer.prepareCommit(checkpointId, new PreCommit<>() {
            @Override
            public void complete(List<JdbcCommittable> committables) {
                sealed.addAll(committables);
            }

            @Override
            public void fail(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
    }

    @Test
    void holdsItsInputBackUntilACommitMakesRoomAndWakesTheTask() {
        write(8);
        seal(1);
        assertThat(writer.ready()).isTrue();
        write(2);
        assertThat(writer.ready()).isFalse();

        sealed.get(0).committed();
        assertThat(context.wakeUps).isEqualTo(1);
        assertThat(writer.ready()).isTrue();
    }

    @Test
    void onlySlowsDownWhereHoldingBackWouldHoldTheBarrierBack() {
        write(10);
        assertThat(writer.ready()).isFalse();
        assertThat(context.nanos).isEqualTo(10_000_000);
        assertThat(writer.ready()).isTrue();

        write(10);
        assertThat(writer.ready()).isFalse();
        assertThat(context.nanos).isEqualTo(30_000_000);
        assertThat(writer.ready()).isTrue();
    }

    @Test
    void asksForACheckpointOnceItsOutputSinceTheLastIsAsMuchAsItMayHold() {
        write(9);
        writer.ready();
        assertThat(context.checkpointRequests).isZero();
        write(1);
        writer.ready();
        write(10);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(1);

        seal(1);
        sealed.get(0).committed();
        write(10);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(2);
    }

    @Test
    void aCheckpointThatWasAskedForAndDidNotComeMayComeTheNextTime() {
        write(10);
        writer.ready();
        assertThat(context.checkpointRequests).isEqualTo(1);
        assertThatThrownBy(() -> write(71)).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("jdbc-checkpoint-too-large");
            assertThat(e.kind().restartable()).isTrue();
        });
    }

    @Test
    void givesUpOnACheckpointThatIsManyTimesTooLarge() {
        write(80);
        assertThatThrownBy(() -> write(1)).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("jdbc-checkpoint-too-large");
            assertThat(e.kind().restartable()).isFalse();
            assertThat(e).hasMessageContaining("raise bytesMax(..), which is 1000");
        });
    }

    @Test
    void anIntervalWithoutRecordsHasNoCommittable() {
        seal(1);
        assertThat(sealed).isEmpty();
    }
}
