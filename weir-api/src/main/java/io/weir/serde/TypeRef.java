package io.weir.serde;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type with its type arguments filled in, compared by value.
 *
 * <p>Threading: Immutable.
 *
 * @param raw the class
 * @param arguments the type arguments; for an array the one type of its elements; empty for a raw or non-generic type
 */
record TypeRef(Class<?> raw, List<TypeRef> arguments) {

    TypeRef {
        arguments = List.copyOf(arguments);
    }

    // By hand, as equals: linking the methods that records have by themselves would take milliseconds of every start.
    @Override
    public int hashCode() {
        return 31 * raw.hashCode() + arguments.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypeRef type && raw == type.raw && arguments.equals(type.arguments);
    }

    static TypeRef of(Class<?> type) {
        return type.isArray() ? new TypeRef(type, List.of(of(type.getComponentType()))) : new TypeRef(type, List.of());
    }

    /**
     * Fills in what {@code bindings} know; wildcards and unbound variables become their bound, which is Object unless
     * declared.
     */
    static TypeRef of(Type type, Map<TypeVariable<?>, TypeRef> bindings) {
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<TypeRef> arguments = new ArrayList<>();
            for (Type argument : parameterized.getActualTypeArguments()) {
                arguments.add(of(argument, bindings));
            }
            return new TypeRef((Class<?>) parameterized.getRawType(), arguments);
        }
        if (type instanceof GenericArrayType array) {
            TypeRef element = of(array.getGenericComponentType(), bindings);
            return new TypeRef(element.raw().arrayType(), List.of(element));
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bindings);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        TypeRef bound = bindings.get(variable);
        return bound == null ? new TypeRef(rawBound(variable), List.of()) : bound;
    }

    /** Returns what each type parameter of the class stands for; those of a raw type stand for nothing. */
    Map<TypeVariable<?>, TypeRef> bindings() {
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        Map<TypeVariable<?>, TypeRef> bindings = new HashMap<>();
        for (int i = 0; i < parameters.length && i < arguments.size(); i++) {
            bindings.put(parameters[i], arguments.get(i));
        }
        return bindings;
    }

    /** Returns {@code subclass} with those of its type parameters filled in that it passes on to this type. */
    TypeRef permitted(Class<?> subclass) {
        Map<TypeVariable<?>, TypeRef> known = new HashMap<>();
        List<Type> supertypes = new ArrayList<>(List.of(subclass.getGenericInterfaces()));
        if (subclass.getGenericSuperclass() != null) {
            supertypes.add(subclass.getGenericSuperclass());
        }
        for (Type supertype : supertypes) {
            if (supertype instanceof ParameterizedType parameterized && parameterized.getRawType() == raw) {
                bind(parameterized.getActualTypeArguments(), known);
            }
        }
        List<TypeRef> filled = new ArrayList<>();
        for (TypeVariable<?> parameter : subclass.getTypeParameters()) {
            filled.add(of(parameter, known));
        }
        return new TypeRef(subclass, filled);
    }

    private void bind(Type[] passedOn, Map<TypeVariable<?>, TypeRef> known) {
        for (int i = 0; i < passedOn.length && i < arguments.size(); i++) {
            if (passedOn[i] instanceof TypeVariable<?> variable) {
                known.put(variable, arguments.get(i));
            }
        }
    }

    /** The bound without its own arguments: they may lead back to the variable. */
    private static Class<?> rawBound(TypeVariable<?> variable) {
        Type bound = variable.getBounds()[0];
        if (bound instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return bound instanceof Class<?> plain ? plain : Object.class;
    }
}
