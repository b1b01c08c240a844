package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** The two things that the connector keeps in checkpoints. The bytes spelled out here are what is on users' disks: never edit them. */
class KafkaSerdeTest {

    private static final KafkaCommittable COMMITTABLE = new KafkaCommittable(
            "weir.j-0.s.2.1",
            2,
            7,
            List.of(
                    new ProducerRecord<>("t", 3, 1_000L, new byte[] {1}, new byte[] {2, 3}),
                    new ProducerRecord<>("t", 0, null, null, null, List.of(new RecordHeader("h", new byte[] {9}))),
                    new ProducerRecord<>(
                            "t", 300, 900L, new byte[0], new byte[0], List.of(new RecordHeader("n", (byte[]) null)))),
            null);

    private static final String COMMITTABLE_BYTES =
            "01" + "0e776569722e6a2d302e732e322e31" + "02" + "07" + "0174" + "03"
                    + "03" + "01" + "d00f" + "0201" + "030203" + "00"
                    + "00" + "00" + "00" + "00" + "01" + "0168" + "0209"
                    + "ac02" + "01" + "c701" + "01" + "01" + "01" + "016e" + "00";

    private static final KafkaSplit SPLIT = new KafkaSplit("orders", new Uuid(1, 2), 5, 300, 4, KafkaSplit.NEVER);

    private static final String SPLIT_BYTES = "01" + "066f7264657273" + "0100000000000000" + "0200000000000000" + "05"
            + "ac02" + "08" + "ffffffffffffffff7f";

    @Test
    void committablesAreKeptInTheirFormat() {
        assertThat(bytes(new KafkaCommittableSerde(), COMMITTABLE)).isEqualTo(COMMITTABLE_BYTES);
    }

    @Test
    void committablesComeBackAsTheyWere() {
        KafkaCommittable read = read(new KafkaCommittableSerde(), COMMITTABLE_BYTES);
        assertThat(read.transactionalId()).isEqualTo("weir.j-0.s.2.1");
        assertThat(read.subtask()).isEqualTo(2);
        assertThat(read.attempt()).isEqualTo(7);
        assertThat(read.live()).isNull();
        assertThat(read.records()).usingRecursiveComparison().isEqualTo(COMMITTABLE.records());
    }

    @Test
    void splitsAreKeptInTheirFormatAndComeBackAsTheyWere() {
        assertThat(bytes(new KafkaSplitSerde(), SPLIT)).isEqualTo(SPLIT_BYTES);
        assertThat(read(new KafkaSplitSerde(), SPLIT_BYTES)).isEqualTo(SPLIT);
    }

    @Test
    void bytesThatAreCutOffOrOfAnotherVersionAreRefused() {
        byte[] committable = HexFormat.of().parseHex(COMMITTABLE_BYTES);
        for (int length = 0; length < committable.length; length++) {
            ByteReader in = new ByteReader(Arrays.copyOf(committable, length));
            assertThatThrownBy(() -> new KafkaCommittableSerde().read(in)).isInstanceOf(CorruptDataException.class);
        }
        assertThatThrownBy(() -> read(new KafkaCommittableSerde(), "02" + COMMITTABLE_BYTES.substring(2)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("version=2");
        assertThatThrownBy(() -> read(new KafkaSplitSerde(), "02" + SPLIT_BYTES.substring(2)))
                .isInstanceOf(CorruptDataException.class);
    }

    @Test
    void aSplitWithANumberThatCannotBeIsRefused() {
        String before = SPLIT_BYTES.substring(0, SPLIT_BYTES.indexOf("ac0208"));
        String never = "ffffffffffffffff7f";
        String epochBeyondAnInt = before + "ac02" + "8080808080808001" + never;
        String negativeOffset = before + "ffffffffffffffffff01" + "08" + never;

        assertThatThrownBy(() -> read(new KafkaSplitSerde(), epochBeyondAnInt))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("leaderEpoch=");
        assertThatThrownBy(() -> read(new KafkaSplitSerde(), negativeOffset))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("nextOffset=-1");
    }

    private static <T> String bytes(Serde<T> serde, T value) {
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static <T> T read(Serde<T> serde, String hex) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));
        T value = serde.read(in);
        in.expectEnd();
        return value;
    }
}
