package io.weir.files.shape;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record type, in order, and its canonical constructor.
 *
 * <p>Threading: Immutable.
 *
 * @param <R> the record type
 */
public final class RecordShape<R> {

    private final Class<R> type;
    private final List<RecordComponent> components;
    private final MethodHandle constructor;
    private final List<MethodHandle> accessors;

    private RecordShape(
            Class<R> type, List<RecordComponent> components, MethodHandle constructor, List<MethodHandle> accessors) {
        this.type = type;
        this.components = components;
        this.constructor = constructor;
        this.accessors = accessors;
    }

    /**
     * Looks at a record type.
     *
     * @throws WeirException {@code files-record-type} if it is no record, or may not be reached by reflection
     */
    public static <R> RecordShape<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw refused(type, "it is no record", "declare it as a record, or convert to one in the pipeline", null);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            List<MethodHandle> accessors = new ArrayList<>();
            for (RecordComponent component : components) {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                accessors.add(MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(MethodType.methodType(Object.class, Object.class)));
            }
            MethodHandle handle = MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape<>(type, List.of(components), handle, List.copyOf(accessors));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw refused(
                    type,
                    String.valueOf(e.getMessage()),
                    "open its package to Weir's modules (opens ... in module-info.java)",
                    e);
        }
    }

    public Class<R> type() {
        return type;
    }

    public List<RecordComponent> components() {
        return components;
    }

    /** Returns the value of a component, boxed if it is primitive. */
    public @Nullable Object value(R record, int index) {
        try {
            return (@Nullable Object) accessors.get(index).invokeExact((Object) record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of " + type.getName() + " failed", e);
        }
    }

    /**
     * Makes a record.
     *
     * @param values a value for each component; null only for one that is not primitive
     * @throws RuntimeException what the record's constructor throws
     */
    public R create(@Nullable Object[] values) {
        Object made;
        try {
            made = (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e);
        }
        return type.cast(made);
    }

    private static WeirException refused(Class<?> type, String why, String mend, @Nullable Throwable cause) {
        return new WeirException(
                "files-record-type",
                ErrorKind.USER,
                "files cannot be read or written as " + type.getName(),
                why,
                mend,
                cause);
    }
}
