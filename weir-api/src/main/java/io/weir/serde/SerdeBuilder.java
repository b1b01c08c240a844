package io.weir.serde;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the serde of a type and of everything in it, and remembers the way there for the message when something in it
 * has none.
 *
 * <p>Threading: confined to one call.
 */
final class SerdeBuilder {

    /** A generic record that contains itself with ever larger type arguments would never end. */
    private static final int DEPTH_MAX = 100;

    private final Map<TypeRef, Serde<?>> finished = new HashMap<>();
    private final Map<TypeRef, RecursionSerde<Object>> open = new HashMap<>();
    private final TypePath path;

    private SerdeBuilder(Class<?> root) {
        path = new TypePath(root);
    }

    /**
     * Returns the serde of a class.
     *
     * @throws io.weir.error.WeirException {@code unserializable-type}, if it or anything in it has none
     */
    static Serde<?> build(Class<?> root) {
        return new SerdeBuilder(root).build(TypeRef.of(root));
    }

    private Serde<?> build(TypeRef type) {
        Serde<?> known = ScalarSerde.of(type.raw());
        if (known == null) {
            known = finished.get(type);
        }
        if (known == null) {
            known = open.get(type);
        }
        return known == null ? compose(type) : known;
    }

    private Serde<?> buildAt(String step, TypeRef type) {
        path.enter(step);
        Serde<?> serde = build(type);
        path.leave();
        return serde;
    }

    private Serde<?> compose(TypeRef type) {
        Class<?> raw = type.raw();
        if (path.depth() > DEPTH_MAX) {
            throw path.unserializable(raw, "types are nested without end", "give generic records plain type arguments");
        }
        if (isEnum(raw)) {
            // A constant with a body of its own has a class of its own.
            Class<?> declaring = raw.isEnum() ? raw : raw.getSuperclass();
            return new EnumSerde<>(declaring);
        }
        if (raw.isRecord() || raw.isSealed()) {
            return composeRecursive(type);
        }
        if (raw.isArray()) {
            return composeArray(type);
        }
        Serde<?> container = composeContainer(type);
        if (container == null) {
            throw path.unserializable(raw);
        }
        return container;
    }

    /** Composes a type that may contain itself. */
    private Serde<Object> composeRecursive(TypeRef type) {
        RecursionSerde<Object> recursion = new RecursionSerde<>(type);
        open.put(type, recursion);
        Serde<Object> serde = type.raw().isRecord() ? composeRecord(type) : composeSealed(type);
        recursion.resolve(serde);
        open.remove(type);
        finished.put(type, serde);
        return serde;
    }

    private Serde<Object> composeRecord(TypeRef type) {
        Map<TypeVariable<?>, TypeRef> bindings = type.bindings();
        List<RecordSerde.Component> components = new ArrayList<>();
        for (RecordComponent declared : type.raw().getRecordComponents()) {
            TypeRef componentType = TypeRef.of(declared.getGenericType(), bindings);
            Serde<?> serde = buildAt(declared.getName(), componentType);
            boolean primitive = declared.getType().isPrimitive();
            components.add(new RecordSerde.Component(declared.getName(), primitive, serde));
        }
        try {
            return new RecordSerde<>(
                    type, components, RecordHandles.of(type.raw(), components).codec());
        } catch (IllegalAccessException e) {
            String mend = "add `opens " + type.raw().getPackageName() + ";` to the module's module-info.java";
            throw path.unserializable(type.raw(), "its module keeps it closed: " + e.getMessage(), mend);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw path.unserializable(type.raw(), "its components cannot be reached: " + e, "give it fewer components");
        }
    }

    private Serde<Object> composeSealed(TypeRef type) {
        Map<Class<?>, TypeRef> leaves = new HashMap<>();
        collectLeaves(type, leaves);
        List<TypeRef> sorted = new ArrayList<>(leaves.values());
        // By name, so that the order of declarations does not matter.
        sorted.sort(Comparator.comparing((TypeRef leaf) -> leaf.raw().getSimpleName())
                .thenComparing(leaf -> leaf.raw().getName()));
        List<SealedSerde.Variant> variants = new ArrayList<>();
        for (TypeRef leaf : sorted) {
            Serde<?> serde = buildAt(step(leaf.raw()), leaf);
            variants.add(new SealedSerde.Variant(leaf.raw(), serde));
        }
        return new SealedSerde<>(type, variants);
    }

    private void collectLeaves(TypeRef type, Map<Class<?>, TypeRef> leaves) {
        for (Class<?> subclass : type.raw().getPermittedSubclasses()) {
            TypeRef leaf = type.permitted(subclass);
            if (subclass.isRecord() || isEnum(subclass)) {
                leaves.put(subclass, leaf);
            } else if (subclass.isSealed()) {
                collectLeaves(leaf, leaves);
            } else {
                path.enter(step(subclass));
                throw path.unserializable(subclass);
            }
        }
    }

    @SuppressWarnings("unchecked") // the elements' serde is that of the array's component type
    private Serde<Object[]> composeArray(TypeRef type) {
        Serde<?> element = buildAt("[]", type.arguments().get(0));
        return new ArraySerde<>((Class<Object[]>) type.raw(), (Serde<Object>) element);
    }

    private @Nullable Serde<?> composeContainer(TypeRef type) {
        Class<?> raw = type.raw();
        List<TypeRef> arguments = type.arguments();
        if (arguments.isEmpty()) {
            return null;
        }
        if (raw == List.class) {
            return new ListSerde<>(buildAt("[]", arguments.get(0)));
        }
        if (raw == Set.class) {
            return new SetSerde<>(buildAt("[]", arguments.get(0)));
        }
        if (raw == Optional.class) {
            return new OptionalSerde<>(build(arguments.get(0)));
        }
        if (raw == Map.class) {
            Serde<?> key = buildAt("[key]", arguments.get(0));
            return new MapSerde<>(key, buildAt("[value]", arguments.get(1)));
        }
        return null;
    }

    private static boolean isEnum(Class<?> type) {
        return Enum.class.isAssignableFrom(type) && type != Enum.class;
    }

    private static String step(Class<?> variant) {
        return "(" + variant.getSimpleName() + ")";
    }
}
