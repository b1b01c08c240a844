package io.weir.serde;

/**
 * Values that nobody changes, so that a barrier may take them by reference, although their type does not say so.
 *
 * <p>Threading: Immutable.
 */
record UnchangingSerde<T>(Serde<T> values) implements Serde<T> {

    @Override
    public void write(T value, ByteWriter out) {
        values.write(value, out);
    }

    @Override
    public T read(ByteReader in) {
        return values.read(in);
    }

    @Override
    public String schema() {
        return values.schema();
    }

    @Override
    public Serde<T> evolvedFrom(String storedSchema) {
        return new UnchangingSerde<>(values.evolvedFrom(storedSchema));
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
