package io.weir.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What was stored under one schema is read under another as Avro resolves them, or refused before anything is read. */
class AvroEvolutionTest {

    @Test
    void fieldsAreAddedMovedAndWidened() {
        GenericRecord read = evolve(Orders.V1, Orders.V2, Orders.v1("ada", 1250));
        assertThat(read.getSchema()).isEqualTo(Orders.V2);
        assertThat(read.get("customer")).hasToString("ada");
        assertThat(read.get("cents")).isEqualTo(1250L);
        assertThat(read.get("currency")).hasToString("EUR");
    }

    @Test
    void whatIsWrittenAfterwardsIsOfTheDeclaredSchema() {
        Serde<GenericRecord> declared = AvroSerde.generic(Orders.V2);
        Serde<GenericRecord> evolved =
                declared.evolvedFrom(AvroSerde.generic(Orders.V1).schema());
        GenericRecord value = evolve(Orders.V1, Orders.V2, Orders.v1("ada", 1250));
        assertThat(evolved.schema()).isEqualTo(declared.schema());
        assertThat(AvroSerdeTest.bytesOf(evolved, value)).isEqualTo(AvroSerdeTest.bytesOf(declared, value));
        assertThat(declared.evolvedFrom(declared.schema())).isSameAs(declared);
    }

    @Test
    void aFieldAndARecordAreRenamedByAnAlias() {
        Schema renamed = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Purchase\",\"namespace\":\"shop\",\"aliases\":[\"Order\"],"
                        + "\"fields\":[{\"name\":\"buyer\",\"type\":\"string\",\"aliases\":[\"customer\"]}]}");
        assertThat(evolve(Orders.V1, renamed, Orders.v1("ada", 1)).get("buyer")).hasToString("ada");
    }

    @Test
    void commentsDefaultsAndAliasesAreNotPartOfWhatIsStored() {
        Schema commented = Orders.record("""
                {"name": "customer", "type": "string", "doc": "a \\"name\\"", "aliases": ["who"], "default": "nobody"},
                {"name": "cents", "type": "int"}""");
        assertThat(AvroSerde.generic(commented).schema())
                .isEqualTo(AvroSerde.generic(Orders.V1).schema())
                .isEqualTo("avro {\"name\":\"shop.Order\",\"type\":\"record\",\"fields\":["
                        + "{\"name\":\"customer\",\"type\":\"string\"},{\"name\":\"cents\",\"type\":\"int\"}]}");
    }

    @Test
    void aFieldWithoutADefaultIsRefused() {
        refused(
                        Orders.V1,
                        Orders.record(
                                "{\"name\": \"customer\", \"type\": \"string\"}, {\"name\": \"at\", \"type\": \"long\"}"))
                .hasMessageContaining("the field at was not stored, and has no default");
    }

    @Test
    void anotherTypeIsRefusedWithThePlace() {
        refused(Orders.V2, Orders.V1).hasMessageContaining("at .cents: stored as long, declared as int");
        refused(
                        Orders.record("{\"name\": \"a\", \"type\": {\"type\": \"array\", \"items\": \"string\"}}"),
                        Orders.record("{\"name\": \"a\", \"type\": {\"type\": \"array\", \"items\": \"int\"}}"))
                .hasMessageContaining("at .a[]: stored as string, declared as int");
    }

    @Test
    void aSymbolThatIsGoneIsRefusedUnlessThereIsADefault() {
        Schema two = field("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]}");
        Schema one = field("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}");
        Schema defaulted = field("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"], \"default\": \"A\"}");
        refused(two, one).hasMessageContaining("at .f").hasMessageContaining("[B]");
        GenericRecord value = new GenericData.Record(two);
        value.put("f", new GenericData.EnumSymbol(two.getField("f").schema(), "B"));
        assertThat(evolve(two, defaulted, value).get("f")).hasToString("A");
    }

    @Test
    void aBranchThatIsGoneAndANameAndASizeThatChangedAreRefused() {
        refused(field("[\"null\", \"long\"]"), field("\"long\"")).hasMessageContaining("at .f");
        refused(
                        field("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}"),
                        field("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 5}"))
                .hasMessageContaining("at .f: the size has changed");
        refused(
                        field("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}"),
                        field("{\"type\": \"fixed\", \"name\": \"G\", \"size\": 4}"))
                .hasMessageContaining("at .f: stored under the name shop.F");
    }

    /** Avro's own check lets all of these through, and the numbers would be read as what they are not. */
    @Test
    void aLogicalTypeThatBecomesAnotherIsRefused() {
        Schema millis = field("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}");
        Schema micros = field("{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}");
        refused(millis, micros).hasMessageContaining("at .f: stored as timestamp-millis, declared as timestamp-micros");
        refused(decimal(9, 2), decimal(9, 3)).hasMessageContaining("decimal(9, 2), declared as decimal(9, 3)");
        refused(decimal(9, 2), decimal(8, 2)).hasMessageContaining("decimal(8, 2)");
        refused(
                        field(
                                "[\"null\", {\"type\": \"array\", \"items\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}}]"),
                        field(
                                "[\"null\", {\"type\": \"array\", \"items\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}}]"))
                .hasMessageContaining("at .f[]");
        accepted(decimal(9, 2), decimal(12, 2));
        accepted(millis, field("\"long\""));
        accepted(field("\"long\""), millis);
    }

    @Test
    void aTypeThatContainsItselfIsCompared() {
        String chain = "{\"type\":\"record\",\"name\":\"Chain\",\"fields\":[{\"name\":\"value\",\"type\":%s},"
                + "{\"name\":\"next\",\"type\":[\"null\",\"Chain\"]}]}";
        Schema ints = new Schema.Parser().parse(String.format(chain, "\"int\""));
        Schema longs = new Schema.Parser().parse(String.format(chain, "\"long\""));
        accepted(ints, longs);
        refused(longs, ints).hasMessageContaining(".value: stored as long, declared as int");
    }

    @Test
    void whatAnotherSerdeHasStoredIsRefused() {
        for (String schema : new String[] {"record Order{cents:long}", "avro {", "avro \"nonsense\"", ""}) {
            assertThatThrownBy(() -> AvroSerde.generic(Orders.V1).evolvedFrom(schema))
                    .isInstanceOf(IncompatibleSchemaException.class)
                    .hasMessageContaining("stored as " + schema);
        }
    }

    private static Schema decimal(int precision, int scale) {
        return field("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": " + precision + ", \"scale\": "
                + scale + "}");
    }

    private static Schema field(String type) {
        return Orders.record("{\"name\": \"f\", \"type\": " + type + "}");
    }

    private static GenericRecord evolve(Schema before, Schema after, GenericRecord value) {
        byte[] bytes = AvroSerdeTest.bytesOf(AvroSerde.generic(before), value);
        return AvroSerdeTest.read(
                AvroSerde.generic(after).evolvedFrom(AvroSerde.generic(before).schema()), bytes);
    }

    private static void accepted(Schema before, Schema after) {
        assertThat(AvroSerde.generic(after)
                        .evolvedFrom(AvroSerde.generic(before).schema()))
                .isNotNull();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(Schema before, Schema after) {
        return assertThatThrownBy(() -> AvroSerde.generic(after)
                        .evolvedFrom(AvroSerde.generic(before).schema()))
                .isInstanceOf(IncompatibleSchemaException.class);
    }
}
