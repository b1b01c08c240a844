package io.weir.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the schema of a message in its descriptor.
 *
 * <p>Threading: confined to one call.
 */
final class DescriptorReader {

    private final Map<String, List<MessageSchema.Field>> messages = new LinkedHashMap<>();
    private final Map<String, MessageSchema.EnumType> enums = new LinkedHashMap<>();

    private DescriptorReader() {}

    /** @throws WeirException {@code unserializable-type} if there can be extensions */
    static MessageSchema read(Descriptor root) {
        DescriptorReader reader = new DescriptorReader();
        reader.message(root);
        return new MessageSchema(root.getFullName(), reader.messages, reader.enums);
    }

    private void message(Descriptor type) {
        if (messages.containsKey(type.getFullName())) {
            return;
        }
        if (type.isExtendable()) {
            throw WeirException.user(
                    "unserializable-type",
                    "the message " + type.getFullName() + " cannot be written to a checkpoint",
                    "it can have extensions, and whoever reads it back would not find them",
                    "make the extensions fields, or keep a message of another type");
        }
        List<MessageSchema.Field> fields = new ArrayList<>();
        messages.put(type.getFullName(), fields);
        List<FieldDescriptor> sorted = new ArrayList<>(type.getFields());
        sorted.sort(Comparator.comparingInt(FieldDescriptor::getNumber));
        for (FieldDescriptor field : sorted) {
            fields.add(field(field));
        }
    }

    private MessageSchema.Field field(FieldDescriptor field) {
        String name = "";
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            name = field.getMessageType().getFullName();
            message(field.getMessageType());
        } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            name = field.getEnumType().getFullName();
            constants(field.getEnumType());
        }
        OneofDescriptor oneof = field.getRealContainingOneof();
        return new MessageSchema.Field(
                field.getNumber(),
                field.getName(),
                label(field),
                new MessageSchema.Type(field.getType().name().toLowerCase(Locale.ROOT), name),
                oneof == null ? "" : oneof.getName());
    }

    private static MessageSchema.Label label(FieldDescriptor field) {
        if (field.isMapField()) {
            return MessageSchema.Label.MAP;
        }
        if (field.isRepeated()) {
            return MessageSchema.Label.REPEATED;
        }
        return field.isRequired() ? MessageSchema.Label.REQUIRED : MessageSchema.Label.SINGULAR;
    }

    private void constants(EnumDescriptor type) {
        if (!enums.containsKey(type.getFullName())) {
            List<MessageSchema.Constant> constants = type.getValues().stream()
                    .map(value -> new MessageSchema.Constant(value.getNumber(), value.getName()))
                    .sorted(Comparator.comparingInt(MessageSchema.Constant::number)
                            .thenComparing(MessageSchema.Constant::name))
                    .toList();
            enums.put(type.getFullName(), new MessageSchema.EnumType(type.isClosed(), constants));
        }
    }
}
