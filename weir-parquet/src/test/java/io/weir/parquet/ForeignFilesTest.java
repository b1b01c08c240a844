package io.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other writers, with types that Weir does not write. */
class ForeignFilesTest {

    enum Colour {
        RED
    }

    record Item(long id, double weight, String name) {}

    record Times(Instant millis, Instant nanos, Instant legacy, LocalTime time) {}

    record Prices(BigDecimal small, BigDecimal large, BigDecimal binary) {}

    record Strict(int id, Colour colour, Optional<String> missing) {}

    record Listed(List<Integer> old) {}

    @TempDir
    Path folder;

    @Test
    void narrowerColumnsAreWidenedAndOthersPassedOver() throws IOException {
        Path file = write(
                "message m { required binary more; optional binary name (STRING); required int32 id; required float weight; }",
                schema -> group(schema)
                        .append("more", "x")
                        .append("name", "pen")
                        .append("id", 7)
                        .append("weight", 1.5f));
        assertThat(ParquetFiles.read(ParquetFormat.of(Item.class), ParquetFiles.whole(file)))
                .containsExactly(new Item(7, 1.5, "pen"));
    }

    @Test
    void timesOfEveryUnitAreRead() throws IOException {
        ByteBuffer legacy = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        legacy.putLong(3_000_000_000L).putInt(2_440_589).flip();
        Path file = write(
                "message m { required int64 millis (TIMESTAMP(MILLIS,true)); required int64 nanos (TIMESTAMP(NANOS,true));"
                        + " required int96 legacy; required int32 time (TIME(MILLIS,true)); }",
                schema -> {
                    Group group = group(schema).append("millis", 1_500L).append("nanos", -1L);
                    group.add("legacy", NanoTime.fromBinary(Binary.fromConstantByteBuffer(legacy)));
                    return group.append("time", 61_000);
                });
        assertThat(ParquetFiles.read(ParquetFormat.of(Times.class), ParquetFiles.whole(file)))
                .containsExactly(new Times(
                        Instant.ofEpochMilli(1_500),
                        Instant.EPOCH.minusNanos(1),
                        Instant.parse("1970-01-02T00:00:03Z"),
                        LocalTime.of(0, 1, 1)));
    }

    @Test
    void decimalsOfEveryWidthAreRead() throws IOException {
        Path file = write(
                "message m { required int32 small (DECIMAL(5,2)); required int64 large (DECIMAL(15,3)); required binary binary (DECIMAL(20,1)); }",
                schema -> group(schema)
                        .append("small", -125)
                        .append("large", 1_234_567L)
                        .append("binary", Binary.fromConstantByteArray(new byte[] {(byte) 0xFF, 0x38})));
        assertThat(ParquetFiles.read(ParquetFormat.of(Prices.class), ParquetFiles.whole(file)))
                .containsExactly(
                        new Prices(new BigDecimal("-1.25"), new BigDecimal("1234.567"), new BigDecimal("-20.0")));
    }

    @Test
    void listsOfTwoLevelsAreRead() throws IOException {
        Path file = write("message m { required group old (LIST) { repeated int32 array; } }", schema -> {
            Group group = group(schema);
            group.addGroup("old").append("array", 1).append("array", 2);
            return group;
        });
        assertThat(ParquetFiles.read(ParquetFormat.of(Listed.class), ParquetFiles.whole(file)))
                .containsExactly(new Listed(List.of(1, 2)));
    }

    @Test
    void aRowThatIsNoRecordIsToldAndTheNextIsRead() throws IOException {
        Path file = write(
                "message m { optional int32 id; required binary colour (STRING); }",
                schema -> group(schema).append("colour", "RED"),
                schema -> group(schema).append("id", 1).append("colour", "GREEN"),
                schema -> group(schema).append("id", 2).append("colour", "RED"));
        assertThat(ParquetFiles.read(ParquetFormat.of(Strict.class), ParquetFiles.whole(file)))
                .containsExactly(
                        "row=1: column id is null",
                        "row=2: column colour: no constant of Colour is named GREEN",
                        new Strict(2, Colour.RED, Optional.empty()));
    }

    @Test
    void columnsThatDoNotFitAreToldByName() throws IOException {
        Path file = write(
                "message m { required int64 id; required binary colour (STRING); }",
                schema -> group(schema).append("id", 1L).append("colour", "RED"));
        assertThatThrownBy(() -> ParquetFiles.read(ParquetFormat.of(Strict.class), ParquetFiles.whole(file)))
                .hasMessageContaining("[parquet-schema]")
                .hasMessageContaining("column id cannot be read as int");
        assertThatThrownBy(() -> ParquetFiles.read(ParquetFormat.of(Item.class), ParquetFiles.whole(file)))
                .hasMessageContaining("there is no column weight");
    }

    private static SimpleGroup group(MessageType schema) {
        return new SimpleGroup(schema);
    }

    /** Makes a row. */
    private interface Row {
        Group of(MessageType schema);
    }

    /** By the library's own writer. */
    private Path write(String schema, Row... rows) throws IOException {
        Path file = folder.resolve("foreign.parquet");
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(type)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withCodecFactory(new Codecs())
                .build()) {
            for (Row row : rows) {
                writer.write(row.of(type));
            }
        }
        return file;
    }
}
