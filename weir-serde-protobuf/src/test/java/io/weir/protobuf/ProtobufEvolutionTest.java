package io.weir.protobuf;

import static io.weir.protobuf.ProtobufSerdeTest.bytesOf;
import static io.weir.protobuf.ProtobufSerdeTest.read;
import static io.weir.protobuf.Protos.proto2;
import static io.weir.protobuf.Protos.proto3;
import static io.weir.protobuf.Protos.serde;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** An older message is read as what it was, or refused before anything is read. */
class ProtobufEvolutionTest {

    @Test
    void fieldsAreAddedRemovedAndRenamed() {
        Descriptor before = one("1 customer string", "2 cents int32", "3 gone string");
        Descriptor now = one("1 buyer string", "2 cents int64", "4 currency string");
        DynamicMessage read = evolve(before, now, message(before, "customer", "ada", "cents", -5, "gone", "x"));
        assertThat(get(read, "buyer")).isEqualTo("ada");
        assertThat(get(read, "cents")).isEqualTo(-5L);
        assertThat(get(read, "currency")).isEqualTo("");
    }

    /** Else the number could mean something else one day, and the old bytes would be read as that. */
    @Test
    void whatTheTypeNoLongerHasIsNotWrittenAgain() {
        Descriptor first = one("1 a string", "2 b string");
        Descriptor second = one("1 a string");
        Descriptor third = one("1 a string", "2 c bytes");
        DynamicMessage secondValue = evolve(first, second, message(first, "a", "x", "b", "y"));
        assertThat(secondValue.getUnknownFields().asMap()).isEmpty();
        DynamicMessage thirdValue = evolve(second, third, secondValue);
        assertThat(get(thirdValue, "c")).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void typesBecomeOnesThatHoldEveryValueOfThem() {
        widened("int32", Integer.MIN_VALUE, "int64", (long) Integer.MIN_VALUE);
        widened("sint32", Integer.MIN_VALUE, "sint64", (long) Integer.MIN_VALUE);
        widened("uint32", -1, "uint64", 0xFFFF_FFFFL);
        widened("uint32", -1, "int64", 0xFFFF_FFFFL);
        widened("bool", true, "uint32", 1);
        widened("bool", true, "int64", 1L);
        widened("string", "ä", "bytes", ByteString.copyFromUtf8("ä"));
    }

    @Test
    void everyOtherChangeOfTypeIsRefused() {
        List<String> types = List.of(
                "double",
                "float",
                "int64",
                "uint64",
                "int32",
                "fixed64",
                "fixed32",
                "bool",
                "string",
                "bytes",
                "uint32",
                "sfixed32",
                "sfixed64",
                "sint32",
                "sint64");
        List<String> widenings = List.of(
                "int32 int64",
                "sint32 sint64",
                "uint32 uint64",
                "uint32 int64",
                "bool int32",
                "bool int64",
                "bool uint32",
                "bool uint64",
                "string bytes");
        for (String before : types) {
            for (String now : types) {
                if (!before.equals(now) && !widenings.contains(before + " " + now)) {
                    refused(one("1 f " + before), one("1 f " + now))
                            .hasMessage("at .f: stored as " + before + ", declared as " + now);
                }
            }
        }
    }

    @Test
    void aNumberThatWasGivenToAFieldOfAnotherTypeIsRefusedHoweverDeep() {
        Descriptor before = proto3().message("Inner", "1 a string")
                .message("Outer", "7 inner repeated .Inner")
                .build("Outer");
        Descriptor now = proto3().message("Inner", "1 b int64")
                .message("Outer", "7 inner repeated .Inner")
                .build("Outer");
        refused(before, now).hasMessage("at .inner.b: stored as string, declared as int64");
    }

    @Test
    void aNameThatHasAnotherNumberIsRefused() {
        refused(one("1 a int32", "2 b int32"), one("1 b int32", "2 a int32"))
                .hasMessageContaining("at .b: stored under the number 2, declared with 1");
        refused(one("1 a int32"), one("2 a int32")).hasMessageContaining("at .a: stored under the number 1");
    }

    @Test
    void oneBecomesManyIfItIsWrittenAsThose() {
        Descriptor before = one("1 f string");
        Descriptor now = one("1 f repeated string");
        assertThat(get(evolve(before, now, message(before, "f", "x")), "f")).isEqualTo(List.of("x"));
        refused(one("1 f int32"), one("1 f repeated int32"))
                .hasMessage("at .f: stored as int32, declared as repeated int32");
        refused(now, before).hasMessage("at .f: stored as repeated string, declared as string");
        refused(one("1 f map<string,int32>"), one("1 f repeated string"));
    }

    @Test
    void valuesOfMapsAreWidenedAndOtherChangesOfThemRefused() {
        Descriptor before = one("1 f map<string,int32>");
        accepted(before, one("1 f map<string,int64>"));
        refused(before, one("1 f map<string,string>")).hasMessage("at .f.value: stored as int32, declared as string");
    }

    @Test
    void constantsAreAddedAndRenamedAndSwappedOnesRefused() {
        Descriptor before = constants("0 NONE", "1 OPEN", "2 PAID");
        accepted(before, constants("0 NONE", "1 OPEN", "2 PAID", "3 SENT"));
        accepted(before, constants("0 NONE", "1 OPEN"));
        accepted(before, constants("0 NONE", "1 STARTED", "2 PAID"));
        accepted(before, proto3().message("One", "1 f int32").build("One"));
        refused(before, constants("0 NONE", "1 PAID", "2 OPEN"))
                .hasMessage("at .f: the constant OPEN was stored as 1, and is 2 now");
        refused(before, proto3().message("One", "1 f uint32").build("One"));
    }

    @Test
    void aConstantOfAClosedEnumThatIsGoneIsRefused() {
        Descriptor before = closed("0 NONE", "1 OPEN");
        refused(before, closed("0 NONE")).hasMessage("at .f: the constant OPEN is gone, and the enum is closed");
        refused(constants("0 NONE"), closed("0 NONE")).hasMessageContaining("an open enum");
        accepted(before, constants("0 NONE"));
    }

    @Test
    void whatBecomesRequiredIsRefusedAndWhatWasCanBeLeftOut() {
        Descriptor optional = proto2().message("One", "1 f string").build("One");
        Descriptor required = proto2().message("One", "1 f required string").build("One");
        Descriptor nothing = proto2().message("One").build("One");
        refused(optional, required).hasMessage("at .f: stored as string, declared as required string");
        refused(nothing, required).hasMessage("at .f: it was not stored, and is required");
        accepted(required, optional);
        accepted(required, nothing);
    }

    @Test
    void fieldsThatComeTogetherInAOneofAreRefused() {
        Descriptor apart = one("1 a string", "2 b string");
        Descriptor together = one("1 a string pick", "2 b string pick");
        refused(apart, together).hasMessageContaining("a and b could both be set");
        refused(one("1 a string one", "2 b string other"), together);
        accepted(together, apart);
        accepted(together, one("1 a string renamed", "2 b string renamed"));
        accepted(one("1 a string"), one("1 a string pick", "3 c string pick"));
    }

    @Test
    void aTypeThatContainsItselfIsCompared() {
        accepted(chain("int32"), chain("int64"));
        refused(chain("int64"), chain("int32")).hasMessageContaining(".value: stored as int64, declared as int32");
    }

    @Test
    void whatAnotherSerdeHasStoredIsRefused() {
        for (String schema : new String[] {"record R{}", "protobuf shop.One", "protobuf a; nonsense", "avro \"x\""}) {
            assertThatThrownBy(() -> serde(one("1 a string")).evolvedFrom(schema))
                    .isInstanceOf(IncompatibleSchemaException.class)
                    .hasMessageContaining("stored as " + schema);
        }
    }

    private static Descriptor one(String... fields) {
        return proto3().message("One", fields).build("One");
    }

    private static Descriptor chain(String type) {
        return proto3().message("Chain", "1 value " + type, "2 next .Chain").build("Chain");
    }

    private static Descriptor constants(String... constants) {
        return proto3().constants("State", constants)
                .message("One", "1 f .State")
                .build("One");
    }

    private static Descriptor closed(String... constants) {
        return proto2().constants("State", constants)
                .message("One", "1 f .State")
                .build("One");
    }

    private static DynamicMessage message(Descriptor type, Object... namesAndValues) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            message.setField(type.findFieldByName((String) namesAndValues[i]), namesAndValues[i + 1]);
        }
        return message.build();
    }

    private static Object get(DynamicMessage message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static void widened(String before, Object value, String now, Object expected) {
        Descriptor type = one("1 f " + before);
        assertThat(get(evolve(type, one("1 f " + now), message(type, "f", value)), "f"))
                .as("%s to %s", before, now)
                .isEqualTo(expected);
    }

    private static DynamicMessage evolve(Descriptor before, Descriptor now, DynamicMessage value) {
        Serde<DynamicMessage> evolved = serde(now).evolvedFrom(serde(before).schema());
        assertThat(evolved.schema()).isEqualTo(serde(now).schema());
        return read(evolved, bytesOf(serde(before), value));
    }

    private static void accepted(Descriptor before, Descriptor now) {
        assertThat(serde(now).evolvedFrom(serde(before).schema())).isNotNull();
    }

    private static AbstractThrowableAssert<?, ?> refused(Descriptor before, Descriptor now) {
        return assertThatThrownBy(() -> serde(now).evolvedFrom(serde(before).schema()))
                .isInstanceOf(IncompatibleSchemaException.class);
    }
}
