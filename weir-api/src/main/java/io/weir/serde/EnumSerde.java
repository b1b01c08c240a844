package io.weir.serde;

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
