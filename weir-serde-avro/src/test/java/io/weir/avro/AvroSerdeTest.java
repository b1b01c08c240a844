package io.weir.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** Records come back as they were, equal ones have equal bytes, and bytes that make no sense are told. */
class AvroSerdeTest {

    private static final int SEEDS = 300;

    @Test
    void randomRecordsOfRandomSchemasComeBackAsTheyWere() {
        for (long seed = 0; seed < SEEDS; seed++) {
            AvroValues values = new AvroValues(seed);
            Schema schema = values.record(3);
            Serde<GenericRecord> serde = AvroSerde.generic(schema);
            GenericRecord first = (GenericRecord) values.value(schema);
            GenericRecord second = (GenericRecord) values.value(schema);
            ByteWriter out = new ByteWriter();
            serde.write(first, out);
            serde.write(second, out);
            ByteReader in = new ByteReader(out.toByteArray());
            assertThat(serde.read(in)).as("seed=%d", seed).isEqualTo(first);
            assertThat(serde.read(in)).as("seed=%d", seed).isEqualTo(second);
            in.expectEnd();
        }
    }

    @Test
    void theSchemaThatIsStoredReadsWhatWasWrittenUnderIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            AvroValues values = new AvroValues(seed);
            Schema schema = values.record(3);
            AvroSerde<GenericRecord> serde = AvroSerde.generic(schema);
            GenericRecord value = (GenericRecord) values.value(schema);
            Schema stored = StoredSchema.parse(serde.schema());
            assertThat(stored).as("seed=%d", seed).isEqualTo(schema);
            AvroSerde<GenericRecord> other = AvroSerde.generic(stored);
            assertThat(other.schema()).isEqualTo(serde.schema());
            assertThat(read(other, bytesOf(serde, value))).as("seed=%d", seed).isEqualTo(value);
        }
    }

    @Test
    void everyTruncationIsCorruptAndChangedBytesGiveAValueOrAreCorrupt() {
        int corruptCount = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            AvroValues values = new AvroValues(seed);
            Schema schema = values.record(3);
            Serde<GenericRecord> serde = AvroSerde.generic(schema);
            byte[] bytes = bytesOf(serde, (GenericRecord) values.value(schema));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(isCorrupt(serde, Arrays.copyOf(bytes, length)))
                        .as("seed=%d, length=%d", seed, length)
                        .isTrue();
            }
            Random random = new Random(seed);
            for (int round = 0; round < 100; round++) {
                byte[] changed = bytes.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                corruptCount += isCorrupt(serde, changed) ? 1 : 0;
            }
        }
        assertThat(corruptCount).isPositive();
    }

    @Test
    void recordsNestedDeeperThanTheStackAreCorruptAndNotWritten() {
        Schema chain = Schema.createRecord("Chain", null, "io.weir.test", false);
        chain.setFields(List.of(new Schema.Field("next", Schema.createUnion(Schema.create(Schema.Type.NULL), chain))));
        Serde<GenericRecord> serde = AvroSerde.generic(chain);
        byte[] nested = new byte[1 << 20];
        Arrays.fill(nested, (byte) 2); // the second branch of the union, again and again
        ByteWriter out = new ByteWriter();
        out.writeBytes(nested);
        assertThatThrownBy(() -> read(serde, out.toByteArray())).isInstanceOf(CorruptDataException.class);

        GenericRecord deep = new GenericData.Record(chain);
        for (int i = 0; i < 200_000; i++) {
            GenericRecord outer = new GenericData.Record(chain);
            outer.put("next", deep);
            deep = outer;
        }
        GenericRecord value = deep;
        assertThatThrownBy(() -> bytesOf(serde, value)).hasMessageContaining("[unserializable-value]");
    }

    @Test
    void aListOfAHugeCountIsCorruptBeforeMemoryIsTakenForIt() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"list\",\"type\":"
                        + "{\"type\":\"array\",\"items\":\"long\"}}]}");
        ByteWriter payload = new ByteWriter();
        payload.writeZigZagLong(Integer.MAX_VALUE - 10);
        ByteWriter out = new ByteWriter();
        out.writeBytes(payload.toByteArray());
        assertThatThrownBy(() -> read(AvroSerde.generic(schema), out.toByteArray()))
                .isInstanceOf(CorruptDataException.class);
    }

    @Test
    void bytesLeftOverBehindARecordAreCorrupt() {
        ByteWriter out = new ByteWriter();
        out.writeBytes(new byte[] {2, 'a', 0, 7});
        assertThatThrownBy(() -> read(AvroSerde.generic(Orders.V1), out.toByteArray()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void equalRecordsHaveEqualBytesInWhateverOrderTheirMapsIterate() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"map\",\"type\":"
                        + "{\"type\":\"map\",\"values\":\"int\"}}]}");
        Serde<GenericRecord> serde = AvroSerde.generic(schema);
        TreeMap<String, Integer> backwards = new TreeMap<>((a, b) -> b.compareTo(a));
        backwards.putAll(Map.of("a", 1, "b", 2, "c", 3));
        GenericRecord one =
                new GenericRecordBuilder(schema).set("map", backwards).build();
        GenericRecord other = new GenericRecordBuilder(schema)
                .set("map", new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3)))
                .build();
        assertThat(bytesOf(serde, one)).isEqualTo(bytesOf(serde, other));
    }

    @Test
    void aValueThatIsNotOfTheSchemaIsToldWithTheField() {
        GenericRecord order = new GenericData.Record(Orders.V1);
        order.put("customer", "ada");
        order.put("cents", "much");
        assertThatThrownBy(() -> bytesOf(AvroSerde.generic(Orders.V1), order))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("[unserializable-value]")
                .hasMessageContaining("cents");
    }

    @Test
    void onlyRecordsAreKept() {
        assertThatThrownBy(() -> AvroSerde.generic(Schema.create(Schema.Type.LONG)))
                .hasMessageContaining("[unserializable-type]");
    }

    @Test
    void aGeneratedClassComesBackWithItsOwnClassesAndConversions() {
        Serde<Total> serde = AvroSerde.specific(Total.class);
        Total total = new Total("ada", new java.math.BigDecimal("12.50"), Total.Level.GOLD);
        Total back = read(serde, bytesOf(serde, total));
        assertThat(back).isEqualTo(total).isNotSameAs(total);
        assertThat(back.get(1)).isEqualTo(new java.math.BigDecimal("12.50"));
        assertThat(back.get(2)).isSameAs(Total.Level.GOLD);
    }

    @Test
    void genericRecordsReadWhatAGeneratedClassHasWritten() {
        Serde<GenericRecord> generic = AvroSerde.generic(Total.SCHEMA$);
        AvroSerde<Total> specific = AvroSerde.specific(Total.class);
        assertThat(generic.schema()).isEqualTo(specific.schema());
        byte[] bytes = bytesOf(specific, new Total("ada", new java.math.BigDecimal("0.01"), Total.Level.BASIC));
        assertThat(read(generic, bytes).get("name")).hasToString("ada");
        assertThat(read(generic, bytes).get("level")).hasToString("BASIC");
    }

    @Test
    void itStandsInsideTheBuiltInSerdes() {
        Serde<List<GenericRecord>> lists = Serdes.listOf(AvroSerde.generic(Orders.V1));
        List<GenericRecord> orders = List.of(Orders.v1("ada", 1), Orders.v1("bob", 2));
        assertThat(read(lists, bytesOf(lists, orders))).isEqualTo(orders);
        assertThat(lists.immutable()).isFalse();
    }

    static <T> byte[] bytesOf(Serde<T> serde, T value) {
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        return out.toByteArray();
    }

    static <T> T read(Serde<T> serde, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        T value = serde.read(in);
        in.expectEnd();
        return value;
    }

    private static boolean isCorrupt(Serde<GenericRecord> serde, byte[] bytes) {
        try {
            read(serde, bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }
}
