package io.weir.serde;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes which variant of a sealed type a value is, and then the value as that variant's serde does.
 *
 * <p>Threading: Immutable.
 */
final class SealedSerde<T> implements TypeSerde<T> {

    /** A record or enum that a value of the sealed type can be. */
    record Variant(Class<?> type, Serde<?> serde) {}

    private final TypeRef type;
    private final Class<?>[] classes;
    private final Serde<?>[] serdes;
    private final boolean immutable;

    SealedSerde(TypeRef type, List<Variant> variants) {
        this.type = type;
        this.classes = variants.stream().map(Variant::type).toArray(Class<?>[]::new);
        this.serdes = variants.stream().map(Variant::serde).toArray(Serde<?>[]::new);
        this.immutable = variants.stream().allMatch(variant -> variant.serde().immutable());
    }

    @Override
    @SuppressWarnings("unchecked") // the class at an index is the one that the serde at that index is for
    public void write(T value, ByteWriter out) {
        int index = indexOf(value);
        out.writeVarInt(index);
        ((Serde<T>) serdes[index]).write(value, out);
    }

    @Override
    @SuppressWarnings("unchecked") // every variant is a subclass of the sealed type
    public T read(ByteReader in) {
        int index = in.readVarInt();
        if (index < 0 || index >= serdes.length) {
            throw new CorruptDataException(
                    "no such variant: sealed=" + type.raw().getName() + ", index=" + index);
        }
        return (T) serdes[index].read(in);
    }

    /** Returns the serde of the variant with a simple name, null if there is none. */
    @Nullable Serde<?> variant(String simpleName) {
        for (int i = 0; i < classes.length; i++) {
            if (classes[i].getSimpleName().equals(simpleName)) {
                return serdes[i];
            }
        }
        return null;
    }

    @Override
    public void describe(SchemaText text) {
        if (!text.startNamed("sealed", type)) {
            return;
        }
        String separator = "{";
        for (Serde<?> serde : serdes) {
            text.append(separator).append(serde);
            separator = ", ";
        }
        text.append("}");
    }

    @Override
    public boolean immutable() {
        return immutable;
    }

    private int indexOf(T value) {
        Class<?> actual = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] == actual) {
                return i;
            }
        }
        throw new ClassCastException(
                actual.getName() + " is no variant of " + type.raw().getName());
    }
}
