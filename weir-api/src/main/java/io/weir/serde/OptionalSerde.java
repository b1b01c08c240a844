package io.weir.serde;

import java.util.Optional;

/**
 * Optional values.
 *
 * <p>Threading: Immutable.
 */
record OptionalSerde<T>(Serde<T> value) implements TypeSerde<Optional<T>> {

    @Override
    public void write(Optional<T> optional, ByteWriter out) {
        out.writeBoolean(optional.isPresent());
        if (optional.isPresent()) {
            value.write(optional.get(), out);
        }
    }

    @Override
    public Optional<T> read(ByteReader in) {
        return in.readBoolean() ? Optional.of(value.read(in)) : Optional.empty();
    }

    @Override
    public void describe(SchemaText text) {
        text.append("optional<").append(value).append(">");
    }

    @Override
    public boolean immutable() {
        return value.immutable();
    }
}
