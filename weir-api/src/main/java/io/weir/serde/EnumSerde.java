package io.weir.serde;

import org.jspecify.annotations.Nullable;

/**
 * Writes the ordinal of a constant.
 *
 * <p>Threading: Immutable.
 */
final class EnumSerde<T> implements TypeSerde<T> {

    private final Class<?> type;
    private final T[] constants;

    EnumSerde(Class<T> type) {
        this.type = type;
        this.constants = type.getEnumConstants();
    }

    @Override
    public void write(T value, ByteWriter out) {
        out.writeVarInt(((Enum<?>) value).ordinal());
    }

    @Override
    public T read(ByteReader in) {
        int ordinal = in.readVarInt();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new CorruptDataException("no such constant: enum=" + type.getName() + ", ordinal=" + ordinal);
        }
        return constants[ordinal];
    }

    /** Returns the constant with a name, null if there is none. */
    @Nullable T constant(String name) {
        for (T constant : constants) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return null;
    }

    @Override
    public void describe(SchemaText text) {
        if (!text.startNamed("enum", TypeRef.of(type))) {
            return;
        }
        String separator = "{";
        for (T constant : constants) {
            text.append(separator).append(((Enum<?>) constant).name());
            separator = ", ";
        }
        text.append(constants.length == 0 ? "{}" : "}");
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
