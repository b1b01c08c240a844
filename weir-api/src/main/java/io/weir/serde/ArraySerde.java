package io.weir.serde;

import java.util.Arrays;
import java.util.List;

/**
 * Arrays of references; those of primitives are in {@link PrimitiveArrays}.
 *
 * <p>Threading: Immutable.
 */
record ArraySerde<E>(Class<E[]> type, Serde<E> element) implements TypeSerde<E[]> {

    @Override
    public void write(E[] value, ByteWriter out) {
        Elements.write(Arrays.asList(value), element, out);
    }

    @Override
    public E[] read(ByteReader in) {
        List<E> elements = Elements.read(element, in);
        return Arrays.copyOf(elements.toArray(), elements.size(), type);
    }

    @Override
    public void describe(SchemaText text) {
        text.append("array<").append(element).append(">");
    }
}
