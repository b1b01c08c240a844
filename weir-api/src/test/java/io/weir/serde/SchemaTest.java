package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Schemas stand in checkpoints: what is expected here may never change. */
class SchemaTest {

    @Test
    void ofPrimitivesAndBoxes() {
        assertThat(Serdes.of(Samples.Primitives.class).schema())
                .isEqualTo("record Primitives{a:boolean, b:byte, c:short, d:char, e:int, f:long, g:float, h:double}");
        assertThat(Serdes.of(Samples.Boxes.class).schema())
                .isEqualTo(
                        "record Boxes{a:boolean?, b:byte?, c:short?, d:char?, e:int?, f:long?, g:float?, h:double?}");
    }

    @Test
    void ofTypesOfTheJdk() {
        assertThat(Serdes.of(JdkTypes.class).schema())
                .isEqualTo(
                        "record JdkTypes{string:string?, bigInteger:BigInteger?, bigDecimal:BigDecimal?, uuid:UUID?, "
                                + "instant:Instant?, localDate:LocalDate?, localTime:LocalTime?, localDateTime:LocalDateTime?, "
                                + "offsetDateTime:OffsetDateTime?, zonedDateTime:ZonedDateTime?, zoneId:ZoneId?, "
                                + "zoneOffset:ZoneOffset?, duration:Duration?, period:Period?, optionalInt:OptionalInt?, "
                                + "optionalLong:OptionalLong?, optionalDouble:OptionalDouble?}");
    }

    @Test
    void ofArrays() {
        assertThat(Serdes.of(byte[].class).schema()).isEqualTo("byte[]");
        assertThat(Serdes.of(long[].class).schema()).isEqualTo("long[]");
        assertThat(Serdes.of(Long[].class).schema()).isEqualTo("array<long>");
        assertThat(Serdes.of(long[][].class).schema()).isEqualTo("array<long[]>");
    }

    @Test
    void describesATypeInFullOnlyTheFirstTime() {
        assertThat(Serdes.of(Samples.Customer.class).schema())
                .isEqualTo("record Customer{name:string?, address:record Address{street:string?, "
                        + "door:enum Color{RED, GREEN}?}?, other:optional<Address>?}");
        assertThat(Serdes.of(Samples.Order.class).schema())
                .isEqualTo("record Order{id:long, customer:record Customer{name:string?, "
                        + "address:record Address{street:string?, door:enum Color{RED, GREEN}?}?, "
                        + "other:optional<Address>?}?, lines:list<record Line{product:string?, price:BigDecimal?, "
                        + "count:int}>?, colors:set<Color>?, times:map<string, list<Instant>>?, gifts:array<Line>?}");
    }

    @Test
    void listsVariantsByName() {
        assertThat(Serdes.of(Samples.Shape.class).schema())
                .isEqualTo("sealed Shape{record Circle{radius:double}, record Ellipse{a:double, b:double}, "
                        + "enum Nothing{NOTHING}, record Square{side:double}}");
    }

    @Test
    void showsRecursionByName() {
        assertThat(Serdes.of(Samples.Chain.class).schema()).isEqualTo("record Chain{value:int, next:optional<Chain>?}");
        assertThat(Serdes.of(Samples.Expression.class).schema())
                .isEqualTo("sealed Expression{record Literal{value:long}, record Named{name:string?, "
                        + "inner:record Sum{parts:list<Expression>?}?}, Sum}");
    }

    @Test
    void numbersTypesOfTheSameName() {
        assertThat(Serdes.of(Samples.Lookup.class).schema())
                .isEqualTo("record Lookup{counted:record Pair{first:string?, second:long?}?, "
                        + "colored:record Pair#2{first:long?, second:enum Color{RED, GREEN}?}?, "
                        + "result:sealed Result{record Failure{reason:string?}, "
                        + "record Success{value:record Address{street:string?, door:Color?}?}}?}");
    }

    @Test
    void refersToANumberedTypeByItsNumber() {
        record Three(Samples.Pair<String, Long> a, Samples.Pair<Long, String> b, Samples.Pair<Long, String> c) {}

        assertThat(Serdes.of(Three.class).schema())
                .isEqualTo("record Three{a:record Pair{first:string?, second:long?}?, "
                        + "b:record Pair#2{first:long?, second:string?}?, c:Pair#2?}");
    }

    @Test
    void takesTheWordsOfAForeignSerdeAsTheyAre() {
        Serde<String> foreign = new Serde<>() {
            @Override
            public void write(String value, ByteWriter out) {
                out.writeString(value);
            }

            @Override
            public String read(ByteReader in) {
                return in.readString();
            }

            @Override
            public String schema() {
                return "avro:7";
            }
        };

        Serde<List<Optional<String>>> serde = Serdes.listOf(Serdes.optionalOf(foreign));

        assertThat(serde.schema()).isEqualTo("list<optional<avro:7>>");
    }

    @Test
    void ofTypesWithNothingInThem() {
        enum Void {}
        assertThat(Serdes.of(Samples.Empty.class).schema()).isEqualTo("record Empty{}");
        assertThat(Serdes.of(Void.class).schema()).isEqualTo("enum Void{}");
    }
}
