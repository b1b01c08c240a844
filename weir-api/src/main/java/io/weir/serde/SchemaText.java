package io.weir.serde;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes the description of a type. A named type is described in full where it comes first, and by its name from then
 * on, so that recursive types have an end and repeated ones stay short. Names are simple names: moving a class to
 * another package or into another class changes nothing. A second type of the same simple name is called
 * {@code Name#2}.
 *
 * <p>Threading: confined to one call.
 */
final class SchemaText {

    private final StringBuilder text = new StringBuilder();
    private final Map<TypeRef, String> names = new HashMap<>();
    private final Map<String, Integer> useCounts = new HashMap<>();

    SchemaText append(String words) {
        text.append(words);
        return this;
    }

    SchemaText append(Serde<?> serde) {
        if (serde instanceof TypeSerde<?> type) {
            type.describe(this);
        } else {
            text.append(serde.schema());
        }
        return this;
    }

    /**
     * Appends the type's name, after {@code keyword} if it has not been named before; returns whether it has not, and
     * its body must follow.
     */
    boolean startNamed(String keyword, TypeRef type) {
        String known = names.get(type);
        if (known != null) {
            text.append(known);
            return false;
        }
        String simpleName = type.raw().getSimpleName();
        int count = useCounts.merge(simpleName, 1, Integer::sum);
        String name = count == 1 ? simpleName : simpleName + "#" + count;
        names.put(type, name);
        text.append(keyword).append(' ').append(name);
        return true;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
