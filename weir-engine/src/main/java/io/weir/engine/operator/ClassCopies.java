package io.weir.engine.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every position of a chain its own copy of the operator's class, so that the JIT sees one receiver at each call and inlines the chain whole: type
 * profiles belong to bytecode, and operators that share it spoil each other's. Copies are hidden classes ({@link Lookup#defineHiddenClass}); the subtasks of
 * a vertex share them.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 */
public final class ClassCopies {

    private final Map<String, Lookup> copies = new LinkedHashMap<>();
    private final boolean copying;

    ClassCopies(boolean copying) {
        this.copying = copying;
    }

    /**
     * Makes an instance of the copy that belongs to a position.
     *
     * @param position names the place in the chain; the same place gets the same copy
     * @param original a class of this package with one constructor, known by an interface only: a copy is not a subclass of its original.
     *     It has no lambda: a lambda names the class it stands in, and a hidden class cannot be found by name
     */
    Object make(String position, Class<?> original, @Nullable Object... arguments) {
        Lookup copy = copies.computeIfAbsent(position + ":" + original.getName(), unused -> lookupOf(original));
        try {
            return copy.unreflectConstructor(copy.lookupClass().getDeclaredConstructors()[0])
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make an instance of " + original.getName(), e);
        }
    }

    private Lookup lookupOf(Class<?> original) {
        return copying ? copyOf(original) : originalOf(original);
    }

    private static Lookup originalOf(Class<?> original) {
        try {
            return MethodHandles.privateLookupIn(original, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot look into " + original.getName(), e);
        }
    }

    private static Lookup copyOf(Class<?> original) {
        try (InputStream bytes = original.getResourceAsStream(original.getSimpleName() + ".class")) {
            Lookup lookup = MethodHandles.lookup();
            if (bytes == null) {
                return originalOf(original);
            }
            return lookup.defineHiddenClass(bytes.readAllBytes(), true, Lookup.ClassOption.NESTMATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot copy " + original.getName(), e);
        }
    }
}
