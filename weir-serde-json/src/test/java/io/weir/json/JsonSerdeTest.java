package io.weir.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Jackson writes comes back, bytes that make no sense are told, and other versions of a type are read as documented. */
class JsonSerdeTest {

    record Item(String name, int count) {}

    record Basket(long id, String owner, List<Item> items, Map<String, Double> prices, Boolean paid) {}

    record Before(String name, int count, String gone) {}

    record After(String name, long count, String added, int addedNumber) {}

    @JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE, fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class WithDefault {
        String other = "default";
        String name = "nobody";
    }

    @Test
    void randomValuesComeBackAsTheyWere() {
        Serde<Basket> serde = JsonSerde.of(Basket.class);
        for (long seed = 0; seed < 1_000; seed++) {
            Basket first = basket(new Random(seed));
            Basket second = basket(new Random(-seed));
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
    void everyTruncationIsCorruptAndChangedBytesGiveAValueOrAreCorrupt() {
        Serde<Basket> serde = JsonSerde.of(Basket.class);
        int corruptCount = 0;
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytesOf(serde, basket(random));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(isCorrupt(serde, Arrays.copyOf(bytes, length)))
                        .as("seed=%d, length=%d", seed, length)
                        .isTrue();
            }
            for (int round = 0; round < 100; round++) {
                byte[] changed = bytes.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                corruptCount += isCorrupt(serde, changed) ? 1 : 0;
            }
        }
        assertThat(corruptCount).isPositive();
    }

    @Test
    void textBehindTheValueAndNullAndDeepNestingAreCorrupt() {
        assertThat(isCorrupt(JsonSerde.of(Item.class), stored("{\"name\":\"a\",\"count\":1} {}")))
                .isTrue();
        assertThat(isCorrupt(JsonSerde.of(Item.class), stored("null"))).isTrue();
        assertThat(isCorrupt(JsonSerde.of(JsonNode.class), stored("[".repeat(1 << 20))))
                .isTrue();
    }

    @Test
    void anotherVersionOfATypeIsReadAsFarAsItGoes() {
        byte[] bytes = bytesOf(JsonSerde.of(Before.class), new Before("a", 7, "gone"));
        Serde<After> after =
                JsonSerde.of(After.class).evolvedFrom(JsonSerde.of(Before.class).schema());
        assertThat(read(after, bytes)).isEqualTo(new After("a", 7, null, 0));
        Serde<WithDefault> withDefault = JsonSerde.of(WithDefault.class).evolvedFrom("json old.Name");
        WithDefault value = read(withDefault, bytes);
        assertThat(value.name).isEqualTo("a");
        assertThat(value.other).isEqualTo("default");
    }

    @Test
    void whatCannotBeReadAtAllIsToldAtTheValue() {
        Serde<Item> serde = JsonSerde.of(Item.class).evolvedFrom("json another.Type");
        assertThatThrownBy(() -> read(serde, stored("{\"name\":\"a\",\"count\":\"many\"}")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("not json io.weir.json.JsonSerdeTest$Item")
                .hasMessageContaining("many");
    }

    @Test
    void whatAnotherSerdeHasStoredIsRefused() {
        assertThatThrownBy(() -> JsonSerde.of(Item.class).evolvedFrom("record Item{name:string?, count:int}"))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("stored as record Item");
    }

    @Test
    void theSchemaNamesTheTypeWithWhatIsInside() {
        JsonMapper mapper = JsonMapper.builder().build();
        Serde<List<Item>> lists =
                JsonSerde.of(mapper, mapper.getTypeFactory().constructCollectionType(List.class, Item.class));
        assertThat(lists.schema()).isEqualTo("json java.util.List<io.weir.json.JsonSerdeTest$Item>");
        List<Item> items = List.of(new Item("a", 1));
        assertThat(read(lists, bytesOf(lists, items))).isEqualTo(items);
        assertThat(lists.immutable()).isFalse();
    }

    @Test
    void aMapperOfTheUsersThatFailsOnUnknownPropertiesPassesThemOverHere() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        Serde<Item> serde = JsonSerde.of(strict, strict.constructType(Item.class));
        assertThat(read(serde, stored("{\"name\":\"a\",\"count\":1,\"more\":[2]}")))
                .isEqualTo(new Item("a", 1));
    }

    @Test
    void propertiesHaveAFixedOrderAndMapsAreSorted() {
        Serde<Basket> serde = JsonSerde.of(Basket.class);
        Map<String, Double> backwards = new LinkedHashMap<>();
        backwards.put("b", 2.0);
        backwards.put("a", 1.0);
        byte[] bytes = bytesOf(serde, new Basket(1, "o", List.of(), backwards, true));
        assertThat(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":1,\"owner\":\"o\",\"items\":[],\"prices\":{\"a\":1.0,\"b\":2.0},\"paid\":true}");
        Serde<WithDefault> fields = JsonSerde.of(WithDefault.class);
        assertThat(new String(bytesOf(fields, new WithDefault()), StandardCharsets.UTF_8))
                .endsWith("{\"name\":\"nobody\",\"other\":\"default\"}");
    }

    @Test
    void aValueThatJacksonCannotWriteIsTold() {
        assertThatThrownBy(() -> bytesOf(JsonSerde.of(Refusing.class), new Refusing("x")))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("[unserializable-value]")
                .hasMessageContaining("not now");
    }

    record Refusing(String name) {
        @Override
        public String name() {
            throw new IllegalStateException("not now");
        }
    }

    private static Basket basket(Random random) {
        List<Item> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(new Item(random.nextBoolean() ? null : text(random), random.nextInt()));
        }
        Map<String, Double> prices = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            prices.put(text(random), random.nextGaussian());
        }
        return new Basket(random.nextLong(), text(random), items, prices, random.nextBoolean() ? null : true);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint("aZ\"\\\n€\u0001".codePointAt(random.nextInt(7)));
        }
        return text.toString();
    }

    private static byte[] stored(String json) {
        ByteWriter out = new ByteWriter();
        out.writeString(json);
        return out.toByteArray();
    }

    private static <T> byte[] bytesOf(Serde<T> serde, T value) {
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        return out.toByteArray();
    }

    private static <T> T read(Serde<T> serde, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        T value = serde.read(in);
        in.expectEnd();
        return value;
    }

    private static <T> boolean isCorrupt(Serde<T> serde, byte[] bytes) {
        try {
            read(serde, bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }
}
