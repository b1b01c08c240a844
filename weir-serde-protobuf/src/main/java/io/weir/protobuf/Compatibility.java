package io.weir.protobuf;

import io.weir.protobuf.MessageSchema.Constant;
import io.weir.protobuf.MessageSchema.EnumType;
import io.weir.protobuf.MessageSchema.Field;
import io.weir.protobuf.MessageSchema.Label;
import io.weir.protobuf.MessageSchema.Type;
import io.weir.serde.IncompatibleSchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether all that was written as one message is read as what it was by another. Protobuf reads by numbers and by what the wire says of a type's
 * form, and takes every bit pattern that fits; so this is stricter than what protobuf calls compatible: a number is never cut off, and never gets another sign.
 *
 * <p>Threading: confined to one call.
 */
final class Compatibility {

    /** Types whose every value is the same value of the other, in the same bytes. */
    private static final Map<String, Set<String>> WIDENINGS = Map.of(
            "bool", Set.of("int32", "int64", "uint32", "uint64"),
            "int32", Set.of("int64"),
            "sint32", Set.of("sint64"),
            "uint32", Set.of("uint64", "int64"),
            "enum", Set.of("int32", "int64"),
            "string", Set.of("bytes"));

    /** A single one of these is written as one of many is, and never left out for being zero. */
    private static final Set<String> SINGLE_OR_MANY = Set.of("string", "bytes", "message");

    private final MessageSchema stored;
    private final MessageSchema declared;
    private final Set<String> seen = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    Compatibility(MessageSchema stored, MessageSchema declared) {
        this.stored = stored;
        this.declared = declared;
    }

    /** @throws IncompatibleSchemaException with the place and the reason */
    void check() {
        message(stored.root(), declared.root());
    }

    private void message(String before, String now) {
        if (!seen.add(before + " " + now)) {
            return;
        }
        List<Field> fieldsBefore = stored.fieldsOf(before);
        List<Field> fieldsNow = declared.fieldsOf(now);
        for (Field field : fieldsNow) {
            path.add("." + field.name());
            Field was = byNumber(field.number(), fieldsBefore);
            if (was == null) {
                added(field, fieldsBefore);
            } else {
                moved(field, fieldsBefore);
                label(was, field);
                type(was.type(), field.type());
            }
            path.remove(path.size() - 1);
        }
        oneofs(fieldsBefore, fieldsNow);
    }

    private void added(Field field, List<Field> fieldsBefore) {
        moved(field, fieldsBefore);
        if (field.label() == Label.REQUIRED) {
            throw incompatible("it was not stored, and is required");
        }
    }

    /** A name that has changed its number: whoever did that has mixed the numbers up, or takes the value along that protobuf leaves behind. */
    private void moved(Field field, List<Field> fieldsBefore) {
        for (Field was : fieldsBefore) {
            if (was.name().equals(field.name()) && was.number() != field.number()) {
                throw incompatible("stored under the number " + was.number() + ", declared with " + field.number()
                        + ", and protobuf reads by number");
            }
        }
    }

    private void label(Field was, Field field) {
        boolean becomesMany = was.label() != Label.REPEATED
                && was.label() != Label.MAP
                && field.label() == Label.REPEATED
                && SINGLE_OR_MANY.contains(was.type().kind());
        boolean losesRequired = was.label() == Label.REQUIRED && field.label() == Label.SINGULAR;
        if (was.label() != field.label() && !becomesMany && !losesRequired) {
            throw incompatible(different(was.inWords(), field.inWords()));
        }
    }

    private void type(Type was, Type is) {
        if (was.kind().equals(is.kind()) && is.holdsFields()) {
            message(was.name(), is.name());
        } else if (was.kind().equals("enum") && is.kind().equals("enum")) {
            constants(stored.enumOf(was.name()), declared.enumOf(is.name()));
        } else if (!was.kind().equals(is.kind())
                && !WIDENINGS.getOrDefault(was.kind(), Set.of()).contains(is.kind())) {
            throw incompatible(different(was.inWords(), is.inWords()));
        }
    }

    private void constants(EnumType before, EnumType now) {
        if (now.closed() && !before.closed()) {
            throw incompatible("stored as an open enum, which can hold any number, declared as a closed one");
        }
        for (Constant was : before.constants()) {
            Constant is = now.named(was.name());
            if (is != null && is.number() != was.number()) {
                throw incompatible("the constant " + was.name() + " was stored as " + was.number() + ", and is "
                        + is.number() + " now");
            }
            if (now.closed() && !now.has(was.number())) {
                throw incompatible("the constant " + was.name() + " is gone, and the enum is closed");
            }
        }
    }

    /** Of fields that have come together in a oneof only the last would be read. */
    private void oneofs(List<Field> fieldsBefore, List<Field> fieldsNow) {
        for (Field first : fieldsNow) {
            for (Field second : fieldsNow) {
                Field firstBefore = byNumber(first.number(), fieldsBefore);
                Field secondBefore = byNumber(second.number(), fieldsBefore);
                boolean excludeEachOther = first.number() < second.number()
                        && !first.oneof().isEmpty()
                        && first.oneof().equals(second.oneof());
                if (excludeEachOther
                        && firstBefore != null
                        && secondBefore != null
                        && (firstBefore.oneof().isEmpty()
                                || !firstBefore.oneof().equals(secondBefore.oneof()))) {
                    throw incompatible(first.name() + " and " + second.name()
                            + " could both be set when they were stored, and only one of the oneof " + first.oneof()
                            + " can be read");
                }
            }
        }
    }

    private static @Nullable Field byNumber(int number, List<Field> fields) {
        for (Field field : fields) {
            if (field.number() == number) {
                return field;
            }
        }
        return null;
    }

    private static String different(String was, String is) {
        return "stored as " + was + ", declared as " + is;
    }

    private IncompatibleSchemaException incompatible(String why) {
        String where = String.join("", path);
        return new IncompatibleSchemaException((where.isEmpty() ? "" : "at " + where + ": ") + why);
    }
}
