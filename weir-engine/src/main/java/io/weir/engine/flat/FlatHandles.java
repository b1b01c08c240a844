package io.weir.engine.flat;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes the two method handles of a {@link FlatLayout}.
 *
 * <p>Threading: Immutable.
 *
 * @param words how many longs a value takes
 * @param codec of the words
 * @param reader of type {@code (long[], int)Object}
 * @param writer of type {@code (Object, long[], int)void}
 */
record FlatHandles(int words, FlatCodec codec, MethodHandle reader, MethodHandle writer) {

    /** Two cache lines with the key: a larger value is better off as an object. */
    private static final int WORDS_MAX = 15;

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType READER = methodType(Object.class, long[].class, int.class);
    private static final MethodType WRITER = methodType(void.class, Object.class, long[].class, int.class);

    static final ClassValue<Found> LAYOUTS = new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
            return new Found(layoutOf(type));
        }
    };

    /** @param layout null if the class has none */
    record Found(@Nullable FlatLayout layout) {}

    private static @Nullable FlatLayout layoutOf(Class<?> type) {
        try {
            FlatHandles handles = type.isRecord() ? ofRecord(type) : ofBox(type);
            return handles == null ? null : copyFor(handles);
        } catch (ReflectiveOperationException e) {
            // The record's module does not let us look inside; its serde says so to the user.
            return null;
        }
    }

    private static @Nullable FlatHandles ofBox(Class<?> type) throws ReflectiveOperationException {
        Class<?> primitive = MethodType.methodType(type).unwrap().returnType();
        if (primitive == type || primitive == void.class) {
            return null;
        }
        MethodHandle identity = MethodHandles.identity(primitive);
        return compose(identity, new MethodHandle[] {identity.asType(methodType(primitive, type))});
    }

    private static @Nullable FlatHandles ofRecord(Class<?> type) throws ReflectiveOperationException {
        Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 0 || components.length > WORDS_MAX) {
            return null;
        }
        Class<?>[] parameters = new Class<?>[components.length];
        MethodHandle[] accessors = new MethodHandle[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            if (!parameters[i].isPrimitive()) {
                return null;
            }
            accessors[i] = inside.unreflect(components[i].getAccessor());
        }
        return compose(inside.findConstructor(type, methodType(void.class, parameters)), accessors);
    }

    /** @param accessors one for each parameter of {@code constructor} */
    private static FlatHandles compose(MethodHandle constructor, MethodHandle[] accessors)
            throws ReflectiveOperationException {
        MethodHandle[] getters = new MethodHandle[accessors.length];
        MethodHandle[] words = new MethodHandle[accessors.length];
        for (int i = 0; i < accessors.length; i++) {
            Class<?> type = accessors[i].type().returnType();
            MethodHandle get = own("get", methodType(long.class, long[].class, int.class, int.class));
            getters[i] = MethodHandles.filterReturnValue(
                    MethodHandles.insertArguments(get, 2, i), own(type + "Of", methodType(type, long.class)));
            words[i] = MethodHandles.filterReturnValue(
                    accessors[i].asType(methodType(type, Object.class)), own("word", methodType(long.class, type)));
        }
        return new FlatHandles(
                accessors.length,
                FlatCodec.of(constructor.type().parameterArray()),
                reader(constructor, getters),
                writer(words));
    }

    /** All accessors have returned before the first word is laid down: one that throws leaves what was there. */
    private static MethodHandle writer(MethodHandle[] words) throws ReflectiveOperationException {
        int count = words.length;
        List<Class<?>> types = new ArrayList<>(Collections.nCopies(count, long.class));
        types.addAll(List.of(long[].class, int.class));
        MethodHandle writer = MethodHandles.empty(methodType(void.class, types));
        for (int i = count - 1; i >= 0; i--) {
            MethodHandle put = MethodHandles.insertArguments(
                    own("put", methodType(void.class, long.class, long[].class, int.class, int.class)), 3, i);
            writer = MethodHandles.foldArguments(
                    writer, MethodHandles.permuteArguments(put, writer.type(), i, count, count + 1));
        }
        writer = MethodHandles.filterArguments(writer, 0, words);
        int[] order = new int[count + 2];
        order[count] = 1;
        order[count + 1] = 2;
        return MethodHandles.permuteArguments(writer, WRITER, order);
    }

    private static MethodHandle reader(MethodHandle constructor, MethodHandle[] getters) {
        MethodHandle reader = constructor.asType(constructor.type().changeReturnType(Object.class));
        int[] order = new int[getters.length * 2];
        for (int i = getters.length - 1; i >= 0; i--) {
            reader = MethodHandles.collectArguments(reader, i, getters[i]);
            order[i * 2 + 1] = 1;
        }
        return MethodHandles.permuteArguments(reader, READER, order);
    }

    /** Returns an instance of a copy of {@link ConstantLayout}, in which the handles are constants. */
    private static FlatLayout copyFor(FlatHandles handles) throws ReflectiveOperationException {
        try (InputStream bytes = ConstantLayout.class.getResourceAsStream("ConstantLayout.class")) {
            if (bytes == null) {
                throw new IOException("the class file of ConstantLayout is missing");
            }
            Lookup copy = LOOKUP.defineHiddenClassWithClassData(
                    bytes.readAllBytes(), handles, true, Lookup.ClassOption.NESTMATE);
            return (FlatLayout) copy.findConstructor(copy.lookupClass(), methodType(void.class))
                    .asType(methodType(FlatLayout.class))
                    .invokeExact();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a layout", e);
        }
    }

    private static MethodHandle own(String name, MethodType type) throws ReflectiveOperationException {
        return LOOKUP.findStatic(FlatWords.class, name, type);
    }
}
