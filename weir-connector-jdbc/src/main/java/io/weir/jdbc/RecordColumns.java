package io.weir.jdbc;

import io.weir.error.WeirException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a Java record: one for each component, by its name. */
final class RecordColumns {

    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class);

    private RecordColumns() {}

    static <T> List<Column<T>> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null || components.length == 0) {
            throw unfit(type, "it is not a record with components", null);
        }
        List<Column<T>> columns = new ArrayList<>();
        for (RecordComponent component : components) {
            if (!ColumnValues.canBe(component.getType())) {
                throw unfit(
                        type,
                        "its component " + component.getName() + " is a "
                                + component.getType().getSimpleName() + ", which no column can hold",
                        null);
            }
            columns.add(new Column<>(component.getName(), getter(type, component.getAccessor()), component.getType()));
        }
        return columns;
    }

    private static <T> Function<T, @Nullable Object> getter(Class<T> type, Method accessor) {
        MethodHandle handle;
        try {
            accessor.setAccessible(true);
            handle = MethodHandles.lookup().unreflect(accessor).asType(GENERIC);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw unfit(type, "its component " + accessor.getName() + " cannot be read: " + e.getMessage(), e);
        }
        return value -> {
            try {
                return (@Nullable Object) handle.invokeExact((Object) value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("accessor " + accessor, e);
            }
        };
    }

    private static WeirException unfit(Class<?> type, String why, @Nullable Throwable cause) {
        return new WeirException(
                "jdbc-record-type",
                io.weir.error.ErrorKind.USER,
                "columns cannot be taken from " + type.getName(),
                why,
                "give the columns yourself: JdbcSink.into(table).column(name, function)",
                cause);
    }
}
