package io.weir.serde;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

/**
 * Composes one method handle that writes a record and one that reads it, whatever components it has: as constants of a {@link RecordCodec} they are inlined whole,
 * and box nothing.
 *
 * <p>Threading: Immutable.
 *
 * @param writer of type {@code (Object, ByteWriter)void}
 * @param reader of type {@code (ByteReader)Object}
 */
record RecordHandles(MethodHandle writer, MethodHandle reader) {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType WRITER = methodType(void.class, Object.class, ByteWriter.class);
    private static final MethodType READER = methodType(Object.class, ByteReader.class);

    static RecordHandles of(Class<?> type, List<RecordSerde.Component> components) throws ReflectiveOperationException {
        return new RecordHandles(writer(type, components), reader(type, components));
    }

    /** Returns an instance of a copy of {@link ConstantRecordCodec}, in which the handles are constants. */
    RecordCodec codec() throws ReflectiveOperationException {
        try (InputStream bytes = ConstantRecordCodec.class.getResourceAsStream("ConstantRecordCodec.class")) {
            if (bytes == null) {
                throw new IOException("the class file of ConstantRecordCodec is missing");
            }
            MethodHandles.Lookup copy = LOOKUP.defineHiddenClassWithClassData(
                    bytes.readAllBytes(), this, true, MethodHandles.Lookup.ClassOption.NESTMATE);
            return (RecordCodec) copy.findConstructor(copy.lookupClass(), methodType(void.class))
                    .asType(methodType(RecordCodec.class))
                    .invokeExact();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make the codec of a record", e);
        }
    }

    private static MethodHandle writer(Class<?> type, List<RecordSerde.Component> components)
            throws ReflectiveOperationException {
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
        RecordComponent[] declared = type.getRecordComponents();
        MethodHandle all = own("writeNothing", WRITER);
        for (int i = declared.length - 1; i >= 0; i--) {
            Class<?> componentType = declared[i].getType();
            MethodHandle accessor =
                    inside.unreflect(declared[i].getAccessor()).asType(methodType(componentType, Object.class));
            MethodHandle one = MethodHandles.filterArguments(
                    writerOf(componentType, components.get(i).serde()), 0, accessor);
            all = i == declared.length - 1 ? one : MethodHandles.foldArguments(all, one);
        }
        return all;
    }

    private static MethodHandle reader(Class<?> type, List<RecordSerde.Component> components)
            throws ReflectiveOperationException {
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[declared.length];
        MethodHandle[] readers = new MethodHandle[declared.length];
        for (int i = 0; i < declared.length; i++) {
            parameters[i] = declared[i].getType();
            readers[i] = readerOf(parameters[i], components.get(i).serde());
        }
        MethodHandle constructor = inside.findConstructor(type, methodType(void.class, parameters))
                .asType(methodType(Object.class, parameters));
        if (declared.length == 0) {
            return MethodHandles.foldArguments(
                    MethodHandles.dropArguments(constructor, 0, ByteReader.class),
                    own("readNothing", methodType(void.class, ByteReader.class)));
        }
        // Filters run from left to right, so the components are read in their order.
        MethodHandle filtered = MethodHandles.filterArguments(constructor, 0, readers);
        return MethodHandles.permuteArguments(filtered, READER, new int[declared.length]);
    }

    /** Returns a handle of type {@code (Object[])Object} that calls the constructor. */
    static MethodHandle constructor(Class<?> type) throws ReflectiveOperationException {
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[declared.length];
        for (int i = 0; i < declared.length; i++) {
            parameters[i] = declared[i].getType();
        }
        return inside.findConstructor(type, methodType(void.class, parameters))
                .asSpreader(Object[].class, parameters.length)
                .asType(methodType(Object.class, Object[].class));
    }

    private static MethodHandle writerOf(Class<?> type, Serde<?> serde) throws ReflectiveOperationException {
        if (isDirect(type)) {
            return own("write", methodType(void.class, type, ByteWriter.class));
        }
        return own("writeReference", methodType(void.class, Serde.class, Object.class, ByteWriter.class))
                .bindTo(serde)
                .asType(methodType(void.class, type, ByteWriter.class));
    }

    private static MethodHandle readerOf(Class<?> type, Serde<?> serde) throws ReflectiveOperationException {
        if (isDirect(type)) {
            String name = type.getSimpleName().toLowerCase(Locale.ROOT).concat("From");
            return own(name, methodType(type, ByteReader.class));
        }
        return own("referenceFrom", methodType(Object.class, Serde.class, ByteReader.class))
                .bindTo(serde)
                .asType(methodType(type, ByteReader.class));
    }

    /** Whether there are steps for the type itself, which need not ask a serde. */
    private static boolean isDirect(Class<?> type) {
        return type.isPrimitive() || type == String.class;
    }

    private static MethodHandle own(String name, MethodType type) throws ReflectiveOperationException {
        return LOOKUP.findStatic(RecordParts.class, name, type);
    }
}
