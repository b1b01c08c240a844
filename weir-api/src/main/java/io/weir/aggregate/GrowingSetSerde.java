package io.weir.aggregate;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.HashSet;
import java.util.Set;

/**
 * Sets that can be added to, also after they were read.
 *
 * <p>Threading: Immutable.
 */
record GrowingSetSerde<V>(Serde<Set<V>> sets) implements Serde<Set<V>> {

    @Override
    public void write(Set<V> value, ByteWriter out) {
        sets.write(value, out);
    }

    @Override
    public Set<V> read(ByteReader in) {
        return new HashSet<>(sets.read(in));
    }

    @Override
    public String schema() {
        return sets.schema();
    }

    @Override
    public Serde<Set<V>> evolvedFrom(String storedSchema) {
        return new GrowingSetSerde<>(sets.evolvedFrom(storedSchema));
    }
}
