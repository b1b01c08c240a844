package io.weir.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Message types from a few words, without protobuf's compiler: {@code "1 customer string", "2 items repeated .Item"}. */
final class Protos {

    private final FileDescriptorProto.Builder file;

    private Protos(String syntax) {
        file = FileDescriptorProto.newBuilder()
                .setName("test.proto")
                .setPackage("shop")
                .setSyntax(syntax);
    }

    static Protos proto3() {
        return new Protos("proto3");
    }

    static Protos proto2() {
        return new Protos("proto2");
    }

    /** @param fields number, name, then {@code repeated} or {@code required} or nothing, then the type, then a oneof's name if it is of one */
    Protos message(String name, String... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        List<String> oneofs = new ArrayList<>();
        for (String text : fields) {
            List<String> words = new ArrayList<>(List.of(text.split(" ")));
            FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                    .setNumber(Integer.parseInt(words.remove(0)))
                    .setName(words.remove(0))
                    .setLabel(Label.LABEL_OPTIONAL);
            if (words.get(0).equals("repeated") || words.get(0).equals("required")) {
                field.setLabel(Label.valueOf("LABEL_" + words.remove(0).toUpperCase(Locale.ROOT)));
            }
            String type = words.remove(0);
            if (type.startsWith(".")) {
                field.setTypeName(".shop" + type);
            } else if (type.startsWith("map<")) {
                map(message, field, type.substring(4, type.length() - 1).split(","));
            } else {
                field.setType(Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
            }
            if (!words.isEmpty()) {
                if (!oneofs.contains(words.get(0))) {
                    oneofs.add(words.get(0));
                }
                field.setOneofIndex(oneofs.indexOf(words.get(0)));
            }
            message.addField(field);
        }
        oneofs.forEach(
                oneof -> message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneof)));
        file.addMessageType(message);
        return this;
    }

    private static void map(DescriptorProto.Builder message, FieldDescriptorProto.Builder field, String[] types) {
        String entry = Character.toUpperCase(field.getName().charAt(0))
                + field.getName().substring(1) + "Entry";
        DescriptorProto.Builder type = DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true));
        for (int i = 0; i < 2; i++) {
            type.addField(FieldDescriptorProto.newBuilder()
                    .setNumber(i + 1)
                    .setName(i == 0 ? "key" : "value")
                    .setLabel(Label.LABEL_OPTIONAL)
                    .setType(Type.valueOf("TYPE_" + types[i].toUpperCase(Locale.ROOT))));
        }
        message.addNestedType(type);
        field.setLabel(Label.LABEL_REPEATED).setTypeName(".shop." + message.getName() + "." + entry);
    }

    Protos constants(String name, String... constants) {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(name);
        for (String constant : constants) {
            String[] words = constant.split(" ");
            type.addValue(EnumValueDescriptorProto.newBuilder()
                    .setNumber(Integer.parseInt(words[0]))
                    .setName(words[1]));
        }
        file.addEnumType(type);
        return this;
    }

    Protos extensible(String name) {
        file.addMessageType(DescriptorProto.newBuilder()
                .setName(name)
                .addExtensionRange(DescriptorProto.ExtensionRange.newBuilder()
                        .setStart(100)
                        .setEnd(200)));
        return this;
    }

    Descriptor build(String name) {
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]).findMessageTypeByName(name);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ProtobufSerde<DynamicMessage> serde(Descriptor type) {
        return ProtobufSerde.of(DynamicMessage.getDefaultInstance(type));
    }
}
