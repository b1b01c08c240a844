package io.weir.serde;

import io.weir.error.WeirException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way from a type to a part of it, such as {@code Order.lines[].product}, and the error for a part that cannot be
 * serialized.
 *
 * <p>Threading: confined to one call.
 */
final class TypePath {

    private static final Set<Class<?>> CONTAINERS = Set.of(List.class, Set.class, Map.class, Optional.class);

    private final Class<?> root;
    private final Deque<String> steps = new ArrayDeque<>();

    TypePath(Class<?> root) {
        this.root = root;
    }

    int depth() {
        return steps.size();
    }

    /** @param step the name of a component, or what stands for another kind of step */
    void enter(String step) {
        steps.addLast(step);
    }

    void leave() {
        steps.removeLast();
    }

    WeirException unserializable(Class<?> type) {
        if (type == Object.class) {
            return unserializable(
                    type, "neither Object nor a type parameter without a bound says what is in it", "declare its type");
        }
        if (type.isHidden() || type.isSynthetic()) {
            return unserializable(type, "a lambda has no components that could be written", "make it a record");
        }
        if (CONTAINERS.contains(type)) {
            String mend = steps.isEmpty()
                    ? "use Serdes.listOf, setOf, mapOf or optionalOf"
                    : "declare what is in it, as in List<String>";
            return unserializable(type, "it does not say what is in it", mend);
        }
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            String mend = steps.isEmpty() ? "use Serdes.listOf, setOf or mapOf" : "declare it as List, Set or Map";
            return unserializable(
                    type, "of collections only List, Set and Map can be read back as what they were", mend);
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            String why = type.isInterface() ? "anything may implement the interface" : "anything may extend the class";
            return unserializable(type, why, "make it a sealed interface of records");
        }
        return unserializable(
                type,
                "it is a class, and only records, enums and sealed interfaces of them tell their data",
                "make it a record");
    }

    WeirException unserializable(Class<?> type, String why, String mend) {
        String where = steps.isEmpty() ? "" : " at " + this;
        return WeirException.user(
                "unserializable-type",
                "no serde for " + type.getTypeName() + where,
                why,
                mend + ", or pass a Serde of your own for " + root.getSimpleName());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(root.getSimpleName());
        for (String step : steps) {
            text.append(Character.isJavaIdentifierStart(step.charAt(0)) ? "." : "")
                    .append(step);
        }
        return text.toString();
    }
}
