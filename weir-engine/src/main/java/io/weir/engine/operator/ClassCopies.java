package io.weir.engine.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
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
 * <p>The entrance of a chain has a copy for each subtask, in which the operator behind it is a constant, and so are all that are reached from it by final fields, which the
 * JIT trusts in hidden classes. It then knows each of them without a type profile, which a method lacks that was compiled before it was profiled, as happens while much is
 * waiting for the compiler.
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
        return instance(
                copies.computeIfAbsent(position + ":" + original.getName(), unused -> lookupOf(original)), arguments);
    }

    /** Makes instances of one copy. */
    @FunctionalInterface
    interface Maker {
        Object make(@Nullable Object... arguments);
    }

    /**
     * Makes a copy that nothing else shares.
     *
     * @param original as with {@link #make}; it keeps in a static final field what {@link #constantOf} returns
     * @param constant what that returns in the copy
     */
    Maker makeAround(Class<?> original, Output constant) {
        Lookup copy = copying ? copyOf(original, constant) : originalOf(original);
        return arguments -> instance(copy, arguments);
    }

    /** Returns the constant of a class that is a copy; null if it is none. */
    static @Nullable Output constantOf(Lookup own) {
        try {
            return MethodHandles.classData(own, ConstantDescs.DEFAULT_NAME, Output.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Object instance(Lookup copy, @Nullable Object... arguments) {
        try {
            return copy.unreflectConstructor(copy.lookupClass().getDeclaredConstructors()[0])
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "cannot make an instance of " + copy.lookupClass().getName(), e);
        }
    }

    private Lookup lookupOf(Class<?> original) {
        return copying ? copyOf(original, null) : originalOf(original);
    }

    private static Lookup originalOf(Class<?> original) {
        try {
            return MethodHandles.privateLookupIn(original, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot look into " + original.getName(), e);
        }
    }

    private static Lookup copyOf(Class<?> original, @Nullable Output constant) {
        try (InputStream bytes = original.getResourceAsStream(original.getSimpleName() + ".class")) {
            Lookup lookup = MethodHandles.lookup();
            if (bytes == null) {
                return originalOf(original);
            }
            byte[] copied = bytes.readAllBytes();
            return constant == null
                    ? lookup.defineHiddenClass(copied, true, Lookup.ClassOption.NESTMATE)
                    : lookup.defineHiddenClassWithClassData(copied, constant, true, Lookup.ClassOption.NESTMATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot copy " + original.getName(), e);
        }
    }
}
