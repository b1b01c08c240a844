package io.weir.json;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps state as JSON, through Jackson: for types that the built-in serdes do not know and that Jackson does, such as classes with setters, and {@code JsonNode}.
 *
 * <pre>{@code
 * ValueState<Basket> basket = states.valueState("basket", JsonSerde.of(Basket.class));
 * }</pre>
 *
 * <p><b>Evolution: nothing is checked.</b> A checkpoint holds the name of the type and nothing of what is in it, so every change is accepted at the start, whatever it is, that
 * of the type itself included. Old values are read as Jackson reads them: properties that the type no longer has are passed over; those that are not there are null, zero or
 * false, or what the class's constructor sets; a property under a new name has lost its value. Only what Jackson cannot read at all, such as text for a number, is told, when
 * the value is read: {@link CorruptDataException}. Prefer {@link io.weir.serde.Serdes}, or the serdes of Avro or Protobuf, for what must not be lost in silence.
 *
 * <p><b>Values of several types</b> under one name need Jackson's {@code @JsonTypeInfo}.
 *
 * <p><b>As the key of a map state</b> it should not serve: keys are found by their bytes, and equal values can have different ones, such as sets, or the numbers 1.0 and 1.00.
 * Properties come in a fixed order, and maps in that of their keys, so records of text, integers and booleans are safe.
 *
 * <p><b>Mutability.</b> Values count as such that can be changed in place: what changed is written at the barrier.
 *
 * <p>Threading: Thread-safe, as long as nobody changes a value that is being written.
 *
 * @param <T> the type of the values
 */
public final class JsonSerde<T> implements Serde<T> {

    private static final String BEGIN = "json ";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final String schema;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JsonSerde(ObjectMapper mapper, JavaType type) {
        schema = BEGIN + type.toCanonical();
        writer = mapper.writerFor(type).with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        reader = mapper.readerFor(type)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Values of a class, read and written by a mapper with Jackson's defaults. */
    public static <T> JsonSerde<T> of(Class<T> type) {
        return new JsonSerde<>(MAPPER, MAPPER.constructType(type));
    }

    /**
     * Values of any type that a mapper of the user's own knows, such as {@code mapper.getTypeFactory().constructCollectionType(List.class, Item.class)}. The mapper's
     * settings hold, but that unknown properties are passed over and that maps are sorted.
     *
     * @param mapper writes whole values of JSON; its settings are part of the format, which is not checked either
     */
    public static <T> JsonSerde<T> of(ObjectMapper mapper, JavaType type) {
        return new JsonSerde<>(mapper, type);
    }

    /** @throws WeirException {@code unserializable-value} if Jackson cannot write the value */
    @Override
    public void write(T value, ByteWriter out) {
        byte[] bytes;
        try {
            bytes = writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new WeirException(
                    "unserializable-value",
                    ErrorKind.USER,
                    "a value cannot be written as " + schema,
                    e.getOriginalMessage(),
                    "give the type getters or annotations that Jackson understands, or pass an ObjectMapper that knows it",
                    e);
        }
        out.writeBytes(bytes);
    }

    @Override
    public T read(ByteReader in) {
        T value;
        try {
            value = reader.readValue(in.readBytes());
        } catch (JacksonException e) {
            throw new CorruptDataException("not " + schema + ": " + e.getOriginalMessage(), e);
        }
        if (value == null) {
            throw new CorruptDataException("not " + schema + ": null");
        }
        return value;
    }

    @Override
    public String schema() {
        return schema;
    }

    /** Accepts whatever was stored as JSON: see above for what that means. */
    @Override
    public Serde<T> evolvedFrom(String storedSchema) {
        if (!storedSchema.startsWith(BEGIN)) {
            throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema);
        }
        return this;
    }

    /** False: nobody knows whether Jackson's types can be changed in place. */
    @Override
    public boolean immutable() {
        return false;
    }
}
