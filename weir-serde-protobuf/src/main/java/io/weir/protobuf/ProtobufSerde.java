package io.weir.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Keeps state as Protocol Buffers messages: in their binary form, with its length before it.
 *
 * <pre>{@code
 * ValueState<Total> total = states.valueState("total", ProtobufSerde.of(Total.getDefaultInstance()));
 * }</pre>
 *
 * <p><b>Evolution.</b> A checkpoint holds what the message's fields were: numbers, names, types. Fields may be added, removed and renamed, and types may
 * change as far as every old value is read as what it was; what protobuf would read wrongly in silence is refused before any record is read, such as a number that
 * was given to a field of another type. The rules, one by one, are in docs/serdes.md.
 *
 * <p><b>Unknown fields</b> that a message carries are kept. When an older schema is read, fields that the type no longer has are dropped: their numbers could have
 * another meaning one day.
 *
 * <p><b>As the key of a map state</b> it can serve, for equal messages have equal bytes: maps are written in the order of their keys. The message type of such a key
 * may never change, nor the version of protobuf that orders them.
 *
 * <p>Threading: Thread-safe.
 *
 * @param <T> the type of the messages
 */
public final class ProtobufSerde<T extends Message> implements Serde<T> {

    /** How deep messages may lie within others. Protobuf's own limit holds for reading only: what is deeper could be written and not read. */
    private static final int DEPTH_MAX = 100;

    private final MessageSchema declared;
    private final String schema;
    private final boolean recursive;
    private final Parser<T> parser;

    private ProtobufSerde(MessageSchema declared, String schema, boolean recursive, Parser<T> parser) {
        this.declared = declared;
        this.schema = schema;
        this.recursive = recursive;
        this.parser = parser;
    }

    /**
     * Messages of one type.
     *
     * @param instance any message of the type, such as its default instance; for messages without classes {@code DynamicMessage.getDefaultInstance(descriptor)}
     * @throws WeirException {@code unserializable-type} if the type, or one that it contains, can have extensions, which nobody would find when they are read
     */
    public static <T extends Message> ProtobufSerde<T> of(T instance) {
        MessageSchema declared = DescriptorReader.read(instance.getDescriptorForType());
        @SuppressWarnings("unchecked") // a message's parser makes messages of its own type
        Parser<T> parser = (Parser<T>) instance.getParserForType();
        return new ProtobufSerde<>(declared, declared.text(), declared.isRecursive(), parser);
    }

    /** @throws WeirException {@code unserializable-value} if required fields are not set, or messages lie too deep within each other */
    @Override
    public void write(T value, ByteWriter out) {
        if (!value.isInitialized()) {
            throw unserializable(
                    "required fields are not set: " + value.findInitializationErrors(), "set them before it is kept");
        }
        if (recursive && isDeeper(value, DEPTH_MAX)) {
            throw unserializable(
                    "more than " + DEPTH_MAX + " messages lie one inside the other",
                    "keep such values in a list state, not in a chain");
        }
        byte[] bytes = new byte[value.getSerializedSize()];
        CodedOutputStream encoder = CodedOutputStream.newInstance(bytes);
        encoder.useDeterministicSerialization();
        try {
            value.writeTo(encoder);
        } catch (IOException e) {
            throw new IllegalStateException("the array has the size that the message has said", e);
        }
        encoder.checkNoSpaceLeft();
        out.writeBytes(bytes);
    }

    @Override
    public T read(ByteReader in) {
        CodedInputStream decoder = CodedInputStream.newInstance(in.readBytes());
        decoder.setRecursionLimit(DEPTH_MAX);
        try {
            T value = parser.parseFrom(decoder, ExtensionRegistryLite.getEmptyRegistry());
            decoder.checkLastTagWas(0);
            return value;
        } catch (IOException e) {
            throw new CorruptDataException("not a " + declared.root() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public Serde<T> evolvedFrom(String storedSchema) {
        if (storedSchema.equals(schema)) {
            return this;
        }
        MessageSchema stored = SchemaText.parse(storedSchema);
        if (stored == null) {
            throw new IncompatibleSchemaException(
                    "stored as " + storedSchema + ", declared as protobuf " + declared.root());
        }
        new Compatibility(stored, declared).check();
        return new ProtobufSerde<>(declared, schema, recursive, DiscardUnknownFieldsParser.wrap(parser));
    }

    /** True: messages never change. */
    @Override
    public boolean immutable() {
        return true;
    }

    private static boolean isDeeper(Message message, int depth) {
        if (depth < 0) {
            return true;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            List<?> inside = field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
            for (Object one : inside) {
                if (isDeeper((Message) one, depth - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private WeirException unserializable(String why, String mend) {
        return new WeirException(
                "unserializable-value",
                ErrorKind.USER,
                "a value cannot be written as the message " + declared.root(),
                why,
                mend,
                null);
    }
}
