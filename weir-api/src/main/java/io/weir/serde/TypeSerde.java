package io.weir.serde;

/** A serde that describes itself as a part of a larger type, which may be recursive. */
interface TypeSerde<T> extends Serde<T> {

    /** Appends the type's description. */
    void describe(SchemaText text);

    @Override
    default String schema() {
        return new SchemaText().append(this).toString();
    }

    @Override
    default Serde<T> evolvedFrom(String storedSchema) {
        return Evolution.of(this, storedSchema);
    }
}
