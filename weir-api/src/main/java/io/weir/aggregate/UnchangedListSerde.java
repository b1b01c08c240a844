package io.weir.aggregate;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.List;

/**
 * Lists that nobody changes, so that a barrier may take them by reference.
 *
 * <p>Threading: Immutable.
 */
record UnchangedListSerde<V>(Serde<List<V>> lists, boolean immutable) implements Serde<List<V>> {

    @Override
    public void write(List<V> value, ByteWriter out) {
        lists.write(value, out);
    }

    @Override
    public List<V> read(ByteReader in) {
        return lists.read(in);
    }

    @Override
    public String schema() {
        return lists.schema();
    }

    @Override
    public Serde<List<V>> evolvedFrom(String storedSchema) {
        return new UnchangedListSerde<>(lists.evolvedFrom(storedSchema), immutable);
    }
}
