package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an older version of a type has written is read as the newer one, or refused in words that say where and why. */
class EvolutionTest {

    /** Types as they were. */
    @SuppressWarnings("UnusedNestedClass") // variants are found by reflection
    private static final class Before {
        enum Colour {
            RED,
            GREEN
        }

        sealed interface Shape {}

        record Circle(int radius) implements Shape {}

        record Square(int side) implements Shape {}

        record Line(String product, int count) {}

        record Order(
                int id,
                String customer,
                String comment,
                Colour colour,
                Shape shape,
                List<Line> lines,
                Map<String, Line> byName,
                Set<Colour> colours,
                Line[] array,
                Optional<Line> best) {}

        record Numbers(byte b, short s, int i, long l, float f, char c, BigInteger big) {}

        record Tree(
                int value, @Nullable Tree left, @Nullable Tree right) {}

        record Empty() {}

        record Boxed(@Nullable Integer value) {}

        record Plain(@Nullable String text, int number) {}
    }

    /** The same types later: simple names are all that a schema knows. */
    @SuppressWarnings("UnusedNestedClass") // variants are found by reflection
    private static final class After {
        enum Colour {
            GREEN,
            BLUE,
            RED
        }

        sealed interface Shape {}

        record Circle(long radius, String unit) implements Shape {}

        record Hexagon(int side) implements Shape {}

        record Square(int side) implements Shape {}

        record Line(long count, String product, OptionalInt discount) {}

        record Order(
                List<Line> lines,
                boolean paid,
                long id,
                Shape shape,
                Colour colour,
                @Nullable String address,
                String customer,
                Map<String, Line> byName,
                Set<Colour> colours,
                Line[] array,
                Optional<Line> best) {}

        record Numbers(
                short b, int s, long i, BigInteger l, double f, int c, BigDecimal big, double added, char addedChar) {}

        record Tree(
                @Nullable Tree right,
                long value,
                int depth,
                @Nullable Tree left) {}

        record Empty(int added) {}

        record Boxed(Optional<Long> value) {}

        record Plain(Optional<String> text, @Nullable Integer number) {}
    }

    @SuppressWarnings("unchecked") // what is written is of the class
    private static <T> T evolve(Object before, Class<T> after) {
        ByteWriter out = new ByteWriter();
        Serde<Object> old = (Serde<Object>) Serdes.of(before.getClass());
        old.write(before, out);
        ByteReader in = new ByteReader(out.toByteArray());
        T value = Serdes.of(after).evolvedFrom(old.schema()).read(in);
        in.expectEnd();
        return value;
    }

    private static void assertRefused(Class<?> before, Class<?> after, String... words) {
        assertThatThrownBy(() -> Serdes.of(after).evolvedFrom(Serdes.of(before).schema()))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void componentsAreAddedRemovedMovedAndWidenedHoweverDeep() {
        Before.Line bolt = new Before.Line("bolt", 7);
        Before.Order before = new Before.Order(
                1,
                "ada",
                "soon",
                Before.Colour.GREEN,
                new Before.Circle(3),
                List.of(bolt, new Before.Line("nut", 2)),
                Map.of("a", bolt),
                Set.of(Before.Colour.RED),
                new Before.Line[] {bolt},
                Optional.of(bolt));

        After.Order after = evolve(before, After.Order.class);

        After.Line line = new After.Line(7, "bolt", OptionalInt.empty());
        assertThat(after.lines()).containsExactly(line, new After.Line(2, "nut", OptionalInt.empty()));
        assertThat(after.paid()).isFalse();
        assertThat(after.id()).isEqualTo(1);
        assertThat(after.shape()).isEqualTo(new After.Circle(3, null));
        assertThat(after.colour()).isEqualTo(After.Colour.GREEN);
        assertThat(after.address()).isNull();
        assertThat(after.customer()).isEqualTo("ada");
        assertThat(after.byName()).containsOnly(Map.entry("a", line));
        assertThat(after.colours()).containsExactly(After.Colour.RED);
        assertThat(after.array()).containsExactly(line);
        assertThat(after.best()).contains(line);
    }

    @Test
    @SuppressWarnings("NullOptional") // components may be null whatever their type
    void nullsStayNulls() {
        Before.Order before = new Before.Order(
                1, null, null, null, null, Arrays.asList(null, new Before.Line(null, 1)), null, null, null, null);

        After.Order after = evolve(before, After.Order.class);

        assertThat(after.customer()).isNull();
        assertThat(after.lines()).containsExactly(null, new After.Line(1, null, OptionalInt.empty()));
        assertThat(after.best()).isNull();
    }

    @Test
    void numbersAreWidened() {
        After.Numbers after = evolve(
                new Before.Numbers((byte) -1, (short) -2, -3, Long.MIN_VALUE, 0.5f, '\uffff', BigInteger.TEN),
                After.Numbers.class);

        assertThat(after)
                .isEqualTo(new After.Numbers(
                        (short) -1, -2, -3, BigInteger.valueOf(Long.MIN_VALUE), 0.5, 0xffff, BigDecimal.TEN, 0, (char)
                                0));
    }

    @Test
    void recursiveTypesEvolve() {
        Before.Tree leaf = new Before.Tree(1, null, null);
        After.Tree after = evolve(new Before.Tree(2, leaf, new Before.Tree(3, null, leaf)), After.Tree.class);

        After.Tree newLeaf = new After.Tree(null, 1, 0, null);
        assertThat(after).isEqualTo(new After.Tree(new After.Tree(newLeaf, 3, 0, null), 2, 0, newLeaf));
    }

    @Test
    void aRecordWithoutComponentsGetsSome() {
        assertThat(evolve(new Before.Empty(), After.Empty.class)).isEqualTo(new After.Empty(0));
        assertThat(evolve(new After.Empty(5), Before.Empty.class)).isEqualTo(new Before.Empty());
    }

    @Test
    void aReferenceBecomesOptionalAndAPrimitiveItsBox() {
        assertThat(evolve(new Before.Boxed(5), After.Boxed.class)).isEqualTo(new After.Boxed(Optional.of(5L)));
        assertThat(evolve(new Before.Boxed(null), After.Boxed.class)).isEqualTo(new After.Boxed(Optional.empty()));
        assertThat(evolve(new Before.Plain("a", 3), After.Plain.class)).isEqualTo(new After.Plain(Optional.of("a"), 3));
    }

    @Test
    void theEvolvedSerdeWritesAsTheNewTypeDoes() {
        Serde<After.Line> declared = Serdes.of(After.Line.class);
        Serde<After.Line> evolved =
                declared.evolvedFrom(Serdes.of(Before.Line.class).schema());
        ByteWriter out = new ByteWriter();
        evolved.write(new After.Line(1, "a", OptionalInt.of(2)), out);

        assertThat(declared.read(new ByteReader(out.toByteArray())))
                .isEqualTo(new After.Line(1, "a", OptionalInt.of(2)));
        assertThat(evolved.schema()).isEqualTo(declared.schema());
        assertThat(declared.evolvedFrom(declared.schema())).isSameAs(declared);
    }

    record Text(String number) {}

    record Number(int number) {}

    record MaybeNumber(@Nullable Integer number) {}

    record Nested(List<Text> texts) {}

    @Test
    void whatCannotBecomeTheOtherIsRefusedInWords() {
        assertRefused(Text.class, Number.class, "may be null", "primitive int");
        assertRefused(Number.class, Text.class, "at .number: stored as int, declared as string");
        assertRefused(MaybeNumber.class, Number.class, "at .number", "int that may be null, declared as primitive int");
        assertRefused(Long.class, Integer.class, "stored as long, declared as int");
        assertRefused(Double.class, Float.class, "stored as double, declared as float");
        assertRefused(Long.class, Double.class, "stored as long, declared as double");
        assertRefused(After.Colour.class, Before.Colour.class, "the constant BLUE of the stored enum Colour is gone");
        assertThatThrownBy(() -> Serdes.of(Before.Shape.class).evolvedFrom("sealed Shape{record Hexagon{side:int}}"))
                .hasMessage("the variant Hexagon of the stored sealed Shape is gone");
        assertRefused(Number.class, Before.Colour.class, "stored as record Number, declared as enum Colour");
        assertThatThrownBy(() -> Serdes.listOf(Serdes.longs()).evolvedFrom("set<long>"))
                .hasMessageContaining("stored as set<long>, declared as list<long>");
        assertThatThrownBy(() ->
                        Serdes.of(Nested.class).evolvedFrom("record Nested{texts:list<record Text{number:long}>?}"))
                .hasMessage("at .texts[].number: stored as long, declared as string");
        assertThatThrownBy(() -> Serdes.longs().evolvedFrom("avro 12ab")).hasMessageContaining("not built in");
    }

    @Test
    void aSerdeOfTheUsersOwnReadsItsOwnSchemaOnly() {
        Serde<String> own = new Serde<>() {
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
                return "own";
            }
        };
        assertThat(own.evolvedFrom("own")).isSameAs(own);
        assertThatThrownBy(() -> own.evolvedFrom("other")).hasMessageContaining("stored as other, declared as own");
    }

    @Test
    void everySchemaOfTheSamplesIsUnderstood() {
        for (Class<?> type : List.of(
                Samples.Order.class,
                Samples.Customer.class,
                Samples.Shape.class,
                Samples.Primitives.class,
                Samples.Boxes.class,
                JdkTypes.class,
                long[].class,
                long[][].class,
                WideRecord.class)) {
            String schema = Serdes.of(type).schema();
            assertThat(SchemaReader.of(schema)).as(schema).isNotNull();
            assertThat(SchemaReader.endOf("key=" + schema + ", value=long", 4)).isEqualTo(4 + schema.length());
        }
        assertThat(SchemaReader.of("json")).isNull();
        assertThat(SchemaReader.of("long ")).isNull();
        assertThat(SchemaReader.of("record R{a:long")).isNull();
    }

    @Test
    void valuesAreReadWithoutTheirClasses() {
        ByteWriter out = new ByteWriter();
        Serde<Before.Order> serde = Serdes.of(Before.Order.class);
        serde.write(
                new Before.Order(
                        1,
                        "ada",
                        null,
                        Before.Colour.GREEN,
                        new Before.Circle(3),
                        List.of(new Before.Line("bolt", 7)),
                        Map.of("a", new Before.Line("nut", 1)),
                        Set.of(),
                        new Before.Line[0],
                        Optional.empty()),
                out);
        SchemaReader reader = SchemaReader.of(serde.schema());
        assertThat(reader).isNotNull();
        Object value = reader.read(new ByteReader(out.toByteArray()));
        assertThat(String.valueOf(value))
                .isEqualTo(
                        "{id=1, customer=ada, comment=null, colour=GREEN, shape={Circle={radius=3}}, "
                                + "lines=[{product=bolt, count=7}], byName=[[a, {product=nut, count=1}]], colours=[], array=[], best=null}");
    }
}
