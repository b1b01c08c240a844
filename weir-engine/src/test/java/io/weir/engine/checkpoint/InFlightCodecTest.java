package io.weir.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.RecordType;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records in flight are written and read by their own classes. */
class InFlightCodecTest {

    private static final ClassLoader LOADER = InFlightCodecTest.class.getClassLoader();

    private sealed interface Event {}

    private record Deposit(String account, long cents) implements Event {}

    private record Closing(String account) implements Event {}

    private record Order(long id, String customer) {}

    private enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "high";
            }
        }
    }

    @Test
    void recordsOfSeveralClassesComeBackInTheirOrder() {
        List<Object> values = List.of(
                new Deposit("a", 1),
                "text",
                new Closing("a"),
                new Deposit("b", 2),
                7L,
                Level.HIGH,
                Level.LOW,
                ZoneId.of("Europe/Zurich"),
                Instant.ofEpochMilli(5));
        assertThat(roundTrip(values)).isEqualTo(values);
    }

    @Test
    void manyRecordsTakeSeveralBlocksInOrder() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            values.add(new Deposit("account ".repeat(50) + i, i));
        }
        assertThat(encode(inFlight(values))).hasSizeGreaterThan(1);
        assertThat(roundTrip(values)).isEqualTo(values);
    }

    @Test
    void nothingTakesNoBlock() {
        assertThat(encode(new InFlight())).isEmpty();
    }

    @Test
    void anOlderVersionOfARecordIsReadAsTheNewerOne() {
        InFlightRecords block = encode(inFlight(List.of(new Closing("ada")))).get(0);
        InFlightRecords older = new InFlightRecords(
                "stage",
                1,
                3,
                List.of(new RecordType(Order.class.getName(), "record Order{customer:string?}")),
                block.count(),
                block.records());
        assertThat(decode(List.of(older))).containsExactly(new Order(0, "ada"));
    }

    @Test
    void aClassThatIsGoneOrHasChangedTooMuchIsTold() {
        InFlightRecords block = encode(inFlight(List.of(new Closing("ada")))).get(0);
        assertThatThrownBy(() -> decode(List.of(with(block, new RecordType("gone.Order", "record Order{id:long}")))))
                .hasMessageContaining("incompatible-in-flight")
                .hasMessageContaining("there is no class gone.Order");
        assertThatThrownBy(() -> decode(
                        List.of(with(block, new RecordType(Closing.class.getName(), "record Closing{account:long}")))))
                .hasMessageContaining("incompatible-in-flight")
                .hasMessageContaining(".account");
        assertThatThrownBy(() -> decode(List.of(new InFlightRecords("stage", 1, 3, block.types(), 2, block.records()))))
                .hasMessageContaining("incompatible-in-flight");
    }

    @Test
    void whatCannotBeWrittenIsTold() {
        assertThatThrownBy(() -> encode(inFlight(List.of(Map.of("a", 1)))))
                .hasMessageContaining("unwritable-in-flight")
                .hasMessageContaining("stage");
    }

    private static InFlightRecords with(InFlightRecords block, RecordType type) {
        return new InFlightRecords(
                block.stage(), block.side(), block.subtask(), List.of(type), block.count(), block.records());
    }

    private static List<InFlightRecords> encode(InFlight records) {
        return InFlightCodec.encode(new InFlightPart("stage", 1, 3, records));
    }

    private static List<Object> roundTrip(List<Object> values) {
        return decode(encode(inFlight(values)));
    }

    private static List<Object> decode(List<InFlightRecords> blocks) {
        InFlight records = new InFlight();
        blocks.forEach(block -> InFlightCodec.decode(block, LOADER, records));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.timestamp(i)).isEqualTo(1000 + i);
            values.add(records.value(i));
        }
        return values;
    }

    private static InFlight inFlight(List<Object> values) {
        InFlight records = new InFlight();
        for (int i = 0; i < values.size(); i++) {
            records.add(values.get(i), 1000 + i);
        }
        return records;
    }
}
