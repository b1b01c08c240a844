package io.weir.files;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class as columns of text.
 *
 * <p>Threading: Immutable.
 */
final class RecordColumns {

    private static final List<Class<?>> TEXTUAL = List.of(
            CharSequence.class,
            Number.class,
            Boolean.class,
            Character.class,
            Enum.class,
            UUID.class,
            TemporalAccessor.class,
            TemporalAmount.class);

    private final Class<?> type;
    private final List<Method> accessors;

    private RecordColumns(Class<?> type, List<Method> accessors) {
        this.type = type;
        this.accessors = accessors;
    }

    static <T extends Record> CsvFormat<T> csv(Class<T> type) {
        List<String> header = new ArrayList<>();
        List<Method> accessors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            checkTextual(type, component);
            header.add(component.getName());
            Method accessor = component.getAccessor();
            // The class, or the one around it, may not be public.
            accessor.setAccessible(true);
            accessors.add(accessor);
        }
        return new CsvFormat<>(header, new RecordColumns(type, accessors)::fields);
    }

    private static void checkTextual(Class<?> type, RecordComponent component) {
        Class<?> of = component.getType();
        if (!of.isPrimitive() && TEXTUAL.stream().noneMatch(textual -> textual.isAssignableFrom(of))) {
            throw WeirException.user(
                    "files-csv-type",
                    type.getName() + " cannot be written as CSV",
                    "its component " + component.getName() + " is of " + of.getName()
                            + ", which is no text, number, boolean, enum or time",
                    "use csv(header, fields) with a function of your own, or jsonLines(..)");
        }
    }

    private List<String> fields(Object value) {
        @Nullable String[] fields = new @Nullable String[accessors.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = text(accessors.get(i), value);
        }
        return Arrays.asList(fields);
    }

    private @Nullable String text(Method accessor, Object value) {
        try {
            Object component = accessor.invoke(value);
            if (component instanceof BigDecimal number) {
                return number.toPlainString();
            }
            if (component instanceof Enum<?> constant) {
                return constant.name();
            }
            return component == null ? null : component.toString();
        } catch (ReflectiveOperationException e) {
            throw new WeirException(
                    "files-csv-type",
                    ErrorKind.USER,
                    "a record of " + type.getName() + " cannot be written as CSV",
                    "its component " + accessor.getName() + " could not be read: " + e,
                    "use csv(header, fields) with a function of your own",
                    e);
        }
    }
}
