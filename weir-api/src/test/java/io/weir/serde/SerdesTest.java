package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerdesTest {

    static Stream<Object> samples() {
        return Stream.concat(
                Samples.all().stream(),
                Stream.of(
                        true,
                        (byte) 1,
                        (short) -2,
                        'c',
                        -3,
                        4L,
                        5.5f,
                        6.5,
                        "",
                        "text",
                        Samples.Color.GREEN,
                        Instant.MIN));
    }

    private static List<Object> arrays() {
        return List.of(
                new boolean[] {true, false},
                new byte[] {1, -1},
                new short[] {Short.MIN_VALUE, 1},
                new char[] {'a', '\uFFFF'},
                new int[] {Integer.MIN_VALUE, 1},
                new long[] {Long.MIN_VALUE, 1},
                new float[] {Float.NaN, -0.0f},
                new double[] {Double.NaN, -0.0},
                new String[] {"a", null, ""},
                new long[][] {{1, 2}, {}, null},
                new Samples.Color[0]);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesBackWhatWasWritten(Object value) {
        assertThat(RoundTrip.of(RoundTrip.serdeOf(value), value)).isEqualTo(value);
    }

    @Test
    void givesBackArraysOfTheirOwnType() {
        for (Object array : arrays()) {
            Object copy = RoundTrip.of(RoundTrip.serdeOf(array), array);

            assertThat(copy).isInstanceOf(array.getClass()).isNotSameAs(array);
            assertThat(Arrays.deepEquals(new Object[] {copy}, new Object[] {array}))
                    .isTrue();
        }
    }

    @Test
    void knowsPrimitivesAsTheirBoxes() {
        assertThat(Serdes.of(long.class)).isSameAs(Serdes.of(Long.class)).isSameAs(Serdes.longs());
        assertThat(Serdes.of(int.class)).isSameAs(Serdes.ints());
        assertThat(Serdes.of(String.class)).isSameAs(Serdes.strings());
    }

    @Test
    void givesTheSameSerdeForEachCall() {
        assertThat(Serdes.of(Samples.Order.class)).isSameAs(Serdes.of(Samples.Order.class));
    }

    @Test
    void keepsEveryBitOfANumber() {
        double strangeNan = Double.longBitsToDouble(0x7FF0_0000_0000_0001L);

        double copy = RoundTrip.of(Serdes.doubles(), strangeNan);

        assertThat(Double.doubleToRawLongBits(copy)).isEqualTo(0x7FF0_0000_0000_0001L);
    }

    @Test
    @SuppressWarnings("NullOptional") // the point of the test
    void keepsNullComponents() {
        Samples.Boxes nulls = new Samples.Boxes(null, null, null, null, null, null, null, null);
        Samples.Customer nobody = new Samples.Customer(null, null, null);

        assertThat(RoundTrip.of(Serdes.of(Samples.Boxes.class), nulls)).isEqualTo(nulls);
        assertThat(RoundTrip.of(Serdes.of(Samples.Customer.class), nobody)).isEqualTo(nobody);
    }

    @Test
    void writesPrimitivesInTheirWidthAndReferencesBehindOneByte() {
        byte[] bytes = RoundTrip.bytesOf(Serdes.of(Mixed.class), new Mixed(1, "é"));

        assertThat(bytes).containsExactly(1, 0, 0, 0, 1, 2, 0xC3, 0xA9);
    }

    private record Mixed(int number, String text) {}

    @Test
    void readsRecordsThatArePrivateOrLocal() {
        record Local(String name, Mixed mixed) {}
        Local local = new Local("x", new Mixed(1, "y"));

        assertThat(RoundTrip.of(Serdes.of(Local.class), local)).isEqualTo(local);
    }

    @Test
    void knowsEachVariantOfASealedType() {
        Serde<Samples.Shape> shapes = Serdes.of(Samples.Shape.class);

        for (Samples.Shape shape : List.of(
                new Samples.Circle(1), new Samples.Ellipse(1, 2), new Samples.Square(3), Samples.Nothing.NOTHING)) {
            assertThat(RoundTrip.of(shapes, shape)).isEqualTo(shape);
        }
    }

    @Test
    void knowsTypesThatContainThemselves() {
        Serde<Samples.Expression> expressions = Serdes.of(Samples.Expression.class);

        assertThat(RoundTrip.of(expressions, Samples.expression())).isEqualTo(Samples.expression());
        Samples.Named named = new Samples.Named("n", new Samples.Sum(List.of(Samples.expression())));
        assertThat(RoundTrip.of(Serdes.of(Samples.Named.class), named)).isEqualTo(named);
    }

    @Test
    void boundsTheDepthOfAValueAndNotItsBreadth() {
        List<Samples.Expression> parts = new ArrayList<>();
        for (int i = 0; i < 10 * ByteWriter.DEPTH_MAX; i++) {
            parts.add(new Samples.Literal(i));
        }
        Samples.Expression broad = new Samples.Sum(parts);

        assertThat(RoundTrip.of(Serdes.of(Samples.Expression.class), broad)).isEqualTo(broad);
    }

    @Test
    void refusesToWriteAChainThatCouldNotBeReadBack() {
        Serde<Samples.Chain> chains = Serdes.of(Samples.Chain.class);
        Samples.Chain longest = Samples.chain(ByteWriter.DEPTH_MAX + 1);
        ByteWriter out = new ByteWriter();

        assertThat(RoundTrip.of(chains, longest)).isEqualTo(longest);
        assertThatThrownBy(() -> chains.write(Samples.chain(ByteWriter.DEPTH_MAX + 2), out))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("value-too-deep"));
        out.clear();
        chains.write(longest, out);
        assertThat(RoundTrip.read(chains, out.toByteArray())).isEqualTo(longest);
    }

    @Test
    void readsCollectionsThatNobodyCanChange() {
        Samples.Order order = RoundTrip.of(Serdes.of(Samples.Order.class), Samples.order());

        assertThat(order.lines()).isUnmodifiable();
        assertThat(order.colors()).isUnmodifiable();
        assertThat(order.times()).isUnmodifiable();
    }

    @Test
    void keepsTheOrderOfIteration() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (int i = 100; i > 0; i--) {
            map.put("key" + i, (long) i);
        }

        assertThat(RoundTrip.of(Serdes.mapOf(Serdes.strings(), Serdes.longs()), map)
                        .entrySet())
                .containsExactlyElementsOf(map.entrySet());
        assertThat(RoundTrip.of(Serdes.setOf(Serdes.strings()), map.keySet())).containsExactlyElementsOf(map.keySet());
    }

    @Test
    void composesContainersOfGivenSerdes() {
        Serde<Map<String, List<Optional<Long>>>> serde =
                Serdes.mapOf(Serdes.strings(), Serdes.listOf(Serdes.optionalOf(Serdes.longs())));
        Map<String, List<Optional<Long>>> value = new LinkedHashMap<>();
        value.put("a", List.of(Optional.of(1L), Optional.empty()));
        value.put(null, new ArrayList<>(Arrays.asList(null, Optional.of(2L))));
        value.put("b", null);

        assertThat(RoundTrip.of(serde, value)).isEqualTo(value);
        assertThat(serde.schema()).isEqualTo("map<string, list<optional<long>>>");
    }

    @Test
    void refusesElementsThatTakeNoSpace() {
        Serde<String> nothing = new Serde<>() {
            @Override
            public void write(String value, ByteWriter out) {}

            @Override
            public String read(ByteReader in) {
                return "";
            }

            @Override
            public String schema() {
                return "nothing";
            }
        };

        assertThatThrownBy(() -> RoundTrip.bytesOf(Serdes.listOf(nothing), List.of("", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void readsRecordsOfManyComponents() {
        WideRecord wide = WideRecord.sample();

        assertThat(RoundTrip.of(Serdes.of(WideRecord.class), wide)).isEqualTo(wide);
    }

    @Test
    void isImmutableOnlyIfNothingInsideCanChange() {
        assertThat(Stream.of(
                        Samples.Primitives.class,
                        Samples.Boxes.class,
                        Samples.Customer.class,
                        Samples.Shape.class,
                        Samples.Chain.class,
                        Samples.Lookup.class,
                        JdkTypes.class,
                        Samples.Color.class,
                        String.class))
                .allMatch(type -> Serdes.of(type).immutable());
        assertThat(Stream.of(
                        Samples.Order.class,
                        Samples.Expression.class,
                        Samples.Named.class,
                        byte[].class,
                        String[].class))
                .noneMatch(type -> Serdes.of(type).immutable());
        assertThat(Serdes.listOf(Serdes.longs()).immutable()).isFalse();
        assertThat(Serdes.optionalOf(Serdes.longs()).immutable()).isTrue();
        assertThat(Serdes.optionalOf(Serdes.bytes()).immutable()).isFalse();
    }

    @Test
    void acceptsAnyCollectionOfTheDeclaredKind() {
        record Bag(List<String> list, Set<String> set) {}
        Bag bag = new Bag(Collections.nCopies(3, "x"), Collections.emptyNavigableSet());

        assertThat(RoundTrip.of(Serdes.of(Bag.class), bag)).isEqualTo(bag);
    }
}
