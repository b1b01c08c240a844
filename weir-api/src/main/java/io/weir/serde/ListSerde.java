package io.weir.serde;

import java.util.Collections;
import java.util.List;

/**
 * Lists, read as unmodifiable ones.
 *
 * <p>Threading: Immutable.
 */
record ListSerde<T>(Serde<T> element) implements TypeSerde<List<T>> {

    @Override
    public void write(List<T> value, ByteWriter out) {
        Elements.write(value, element, out);
    }

    @Override
    public List<T> read(ByteReader in) {
        return Collections.unmodifiableList(Elements.read(element, in));
    }

    @Override
    public void describe(SchemaText text) {
        text.append("list<").append(element).append(">");
    }
}
