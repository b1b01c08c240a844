package io.weir.serde;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;

/**
 * Writes the components of a record in their order: primitives as they are, references behind a presence byte. A record
 * without components takes one byte.
 *
 * <p>Threading: Immutable.
 */
final class RecordSerde<T> implements TypeSerde<T> {

    /**
     * A component.
     *
     * @param primitive whether it cannot be null, and has no presence byte
     */
    record Component(String name, boolean primitive, Serde<?> serde) {}

    private final TypeRef type;
    private final List<Component> components;
    private final boolean immutable;
    private final RecordCodec codec;

    RecordSerde(TypeRef type, List<Component> components, RecordCodec codec) {
        this.type = type;
        this.components = List.copyOf(components);
        this.immutable = allImmutable(components);
        this.codec = codec;
    }

    @Override
    public void write(T value, ByteWriter out) {
        try {
            codec.write(value, out);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the reader ends in the record's constructor
    public T read(ByteReader in) {
        try {
            return (T) codec.read(in);
        } catch (CorruptDataException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CorruptDataException("no components for a " + type.raw().getName() + ": " + e.getMessage(), e);
        }
    }

    TypeRef type() {
        return type;
    }

    List<Component> components() {
        return components;
    }

    @Override
    public void describe(SchemaText text) {
        if (!text.startNamed("record", type)) {
            return;
        }
        String separator = "{";
        for (Component component : components) {
            text.append(separator).append(component.name()).append(":").append(component.serde());
            text.append(component.primitive() ? "" : "?");
            separator = ", ";
        }
        text.append(components.isEmpty() ? "{}" : "}");
    }

    @Override
    public boolean immutable() {
        return immutable;
    }

    private static boolean allImmutable(List<Component> components) {
        for (Component component : components) {
            if (!component.serde().immutable()) {
                return false;
            }
        }
        return true;
    }
}
