package io.weir.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages come back as they were, equal ones have equal bytes, and bytes that make no sense are told. */
class ProtobufSerdeTest {

    private static final ProtobufSerde<Struct> STRUCTS = ProtobufSerde.of(Struct.getDefaultInstance());

    @Test
    void randomMessagesComeBackAsTheyWere() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Struct first = struct(random, 4);
            Struct second = struct(random, 4);
            ByteWriter out = new ByteWriter();
            STRUCTS.write(first, out);
            STRUCTS.write(second, out);
            ByteReader in = new ByteReader(out.toByteArray());
            assertThat(STRUCTS.read(in)).as("seed=%d", seed).isEqualTo(first);
            assertThat(STRUCTS.read(in)).as("seed=%d", seed).isEqualTo(second);
            in.expectEnd();
        }
    }

    @Test
    void equalMessagesHaveEqualBytesInWhateverOrderTheirMapsWereFilled() {
        Struct.Builder forwards = Struct.newBuilder();
        Struct.Builder backwards = Struct.newBuilder();
        for (int i = 0; i < 100; i++) {
            forwards.putFields("key" + i, Value.getDefaultInstance());
            backwards.putFields("key" + (99 - i), Value.getDefaultInstance());
        }
        assertThat(bytesOf(STRUCTS, forwards.build())).isEqualTo(bytesOf(STRUCTS, backwards.build()));
    }

    @Test
    void theSchemaSaysTheFieldsInWordsAndIsReadBackAsWhatItWas() {
        Descriptor order = Protos.proto3()
                .constants("State", "0 NEW", "1 PAID")
                .message("Item", "1 name string")
                .message(
                        "Order",
                        "3 state .State",
                        "1 customer string",
                        "2 items repeated .Item",
                        "5 card string by",
                        "6 cash int64 by",
                        "4 tags map<string,int32>")
                .build("Order");
        String schema = Protos.serde(order).schema();
        assertThat(schema)
                .isEqualTo("protobuf shop.Order; message shop.Order{1 customer singular string, "
                        + "2 items repeated message shop.Item, 3 state singular enum shop.State, "
                        + "4 tags map message shop.Order.TagsEntry, 5 card singular string of by, 6 cash singular int64 of by}; "
                        + "message shop.Item{1 name singular string}; "
                        + "message shop.Order.TagsEntry{1 key singular string, 2 value singular int32}; "
                        + "enum shop.State{0 NEW, 1 PAID}");
        for (Descriptor type : List.of(
                order,
                Struct.getDescriptor(),
                Any.getDescriptor(),
                Protos.proto2()
                        .message("of", "1 of required string of", "2 enum .of of")
                        .build("of"))) {
            MessageSchema read = DescriptorReader.read(type);
            assertThat(SchemaText.parse(read.text())).isEqualTo(read);
        }
    }

    @Test
    void everyTruncationIsCorruptAndChangedBytesGiveAValueOrAreCorrupt() {
        int corruptCount = 0;
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytesOf(STRUCTS, struct(random, 3));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(isCorrupt(STRUCTS, Arrays.copyOf(bytes, length)))
                        .as("seed=%d, length=%d", seed, length)
                        .isTrue();
            }
            for (int round = 0; round < 200; round++) {
                byte[] changed = bytes.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                corruptCount += isCorrupt(STRUCTS, changed) ? 1 : 0;
            }
        }
        assertThat(corruptCount).isPositive();
    }

    @Test
    void anEndOfAGroupThatNeverBeganIsCorrupt() {
        ByteWriter out = new ByteWriter();
        out.writeBytes(new byte[] {(1 << 3) | 4});
        assertThat(isCorrupt(STRUCTS, out.toByteArray())).isTrue();
    }

    /** Protobuf would write it, and never read it again. */
    @Test
    void whatIsTooDeepToBeReadIsNotWritten() {
        assertThat(read(
                        ProtobufSerde.of(Value.getDefaultInstance()),
                        bytesOf(ProtobufSerde.of(Value.getDefaultInstance()), nested(50))))
                .isEqualTo(nested(50));
        assertThatThrownBy(() -> bytesOf(ProtobufSerde.of(Value.getDefaultInstance()), nested(51)))
                .hasMessageContaining("[unserializable-value]")
                .hasMessageContaining("more than 100");
    }

    @Test
    void requiredFieldsThatAreNotSetAreTold() {
        Descriptor type = Protos.proto2().message("One", "1 f required string").build("One");
        assertThatThrownBy(() -> bytesOf(
                        Protos.serde(type), DynamicMessage.newBuilder(type).buildPartial()))
                .hasMessageContaining("[unserializable-value]")
                .hasMessageContaining("[f]");
    }

    @Test
    void messagesThatCanHaveExtensionsAreRefused() {
        assertThatThrownBy(() -> Protos.serde(Protos.proto2().extensible("Open").build("Open")))
                .hasMessageContaining("[unserializable-type]")
                .hasMessageContaining("shop.Open");
        assertThatThrownBy(() -> ProtobufSerde.of(FieldDescriptorProto.getDefaultInstance()))
                .hasMessageContaining("google.protobuf.FieldOptions");
        assertThatThrownBy(() -> ProtobufSerde.of(MessageOptions.getDefaultInstance()))
                .hasMessageContaining("[unserializable-type]");
    }

    @Test
    void unknownFieldsAreKeptAsLongAsTheTypeIsTheSame() {
        Timestamp timestamp = Timestamp.newBuilder()
                .setSeconds(1)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                77,
                                UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                        .build())
                .build();
        ProtobufSerde<Timestamp> serde = ProtobufSerde.of(Timestamp.getDefaultInstance());
        assertThat(read(serde, bytesOf(serde, timestamp))).isEqualTo(timestamp);
        assertThat(serde.evolvedFrom(serde.schema())).isSameAs(serde);
    }

    @Test
    void theEmptyMessageTakesAByteSoThatListsCanHoldIt() {
        Serde<List<Struct>> lists = Serdes.listOf(STRUCTS);
        List<Struct> empty = List.of(Struct.getDefaultInstance(), Struct.getDefaultInstance());
        assertThat(read(lists, bytesOf(lists, empty))).isEqualTo(empty);
        assertThat(STRUCTS.immutable()).isTrue();
    }

    private static Value nested(int depth) {
        Value value = Value.newBuilder().setNumberValue(1).build();
        for (int i = 0; i < depth; i++) {
            value = Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addValues(value))
                    .build();
        }
        return value;
    }

    private static Struct struct(Random random, int depth) {
        Struct.Builder struct = Struct.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            struct.putFields("key" + random.nextInt(1000), value(random, depth - 1));
        }
        return struct.build();
    }

    private static Value value(Random random, int depth) {
        Value.Builder value = Value.newBuilder();
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> value.setBoolValue(random.nextBoolean()).build();
            case 1 -> value.setNumberValue(random.nextGaussian()).build();
            case 2 -> value.setStringValue("ä€" + random.nextInt()).build();
            case 3 -> value.setNullValue(NullValue.NULL_VALUE).build();
            case 4 -> value.setStructValue(struct(random, depth)).build();
            default ->
                value.setListValue(ListValue.newBuilder().addValues(value(random, depth - 1)))
                        .build();
        };
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

    private static <T> boolean isCorrupt(Serde<T> serde, byte[] bytes) {
        try {
            read(serde, bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }
}
