package io.weir.serde;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets, written in iteration order and read as unmodifiable ones that keep it.
 *
 * <p>Threading: Immutable.
 */
record SetSerde<T>(Serde<T> element) implements TypeSerde<Set<T>> {

    @Override
    public void write(Set<T> value, ByteWriter out) {
        Elements.write(value, element, out);
    }

    @Override
    public Set<T> read(ByteReader in) {
        List<T> elements = Elements.read(element, in);
        Set<T> set = new LinkedHashSet<>(elements);
        if (set.size() != elements.size()) {
            throw new CorruptDataException(
                    "a set with equal elements: " + set.size() + " of " + elements.size() + " differ");
        }
        return Collections.unmodifiableSet(set);
    }

    @Override
    public void describe(SchemaText text) {
        text.append("set<").append(element).append(">");
    }
}
