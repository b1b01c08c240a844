package io.weir.files.read;

import io.weir.error.WeirException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a field into the value of a record's component.
 *
 * <p>Threading: Immutable.
 *
 * @param name of the component, for errors
 * @param parser what the text becomes
 * @param empty what an empty field becomes
 */
record FieldParser(String name, Function<String, ?> parser, Empty empty) {

    /** What an empty field becomes. */
    enum Empty {
        AN_ERROR,
        NULL,
        EMPTY_OPTIONAL,
        EMPTY_TEXT
    }

    private static final Map<Class<?>, Function<String, ?>> PARSERS = parsers();

    private static Map<Class<?>, Function<String, ?>> parsers() {
        Map<Class<?>, Function<String, ?>> parsers = new HashMap<>();
        both(parsers, int.class, Integer.class, Integer::valueOf);
        both(parsers, long.class, Long.class, Long::valueOf);
        both(parsers, short.class, Short.class, Short::valueOf);
        both(parsers, byte.class, Byte.class, Byte::valueOf);
        both(parsers, float.class, Float.class, Float::valueOf);
        both(parsers, double.class, Double.class, Double::valueOf);
        both(parsers, boolean.class, Boolean.class, FieldParser::booleanOf);
        both(parsers, char.class, Character.class, FieldParser::characterOf);
        parsers.put(String.class, text -> text);
        parsers.put(BigDecimal.class, BigDecimal::new);
        parsers.put(BigInteger.class, BigInteger::new);
        parsers.put(UUID.class, UUID::fromString);
        parsers.put(Instant.class, Instant::parse);
        parsers.put(LocalDate.class, LocalDate::parse);
        parsers.put(LocalTime.class, LocalTime::parse);
        parsers.put(LocalDateTime.class, LocalDateTime::parse);
        parsers.put(OffsetDateTime.class, OffsetDateTime::parse);
        parsers.put(ZonedDateTime.class, ZonedDateTime::parse);
        parsers.put(Duration.class, Duration::parse);
        return parsers;
    }

    private static <V> void both(
            Map<Class<?>, Function<String, ?>> parsers,
            Class<?> primitive,
            Class<V> boxed,
            Function<String, V> parser) {
        parsers.put(primitive, parser);
        parsers.put(boxed, parser);
    }

    /** @throws WeirException {@code files-field-type} if a field of text cannot become such a component */
    static FieldParser of(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Optional.class
                && component.getGenericType() instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> content) {
            return new FieldParser(component.getName(), parser(component, content), Empty.EMPTY_OPTIONAL);
        }
        Function<String, ?> parser = parser(component, type);
        Empty empty = type == String.class ? Empty.EMPTY_TEXT : type.isPrimitive() ? Empty.AN_ERROR : Empty.NULL;
        return new FieldParser(component.getName(), parser, empty);
    }

    /** Returns whether the column may be missing from a file. */
    boolean isOptional() {
        return empty == Empty.EMPTY_OPTIONAL;
    }

    /** @throws IllegalArgumentException if it is no such text; the message tells why */
    @Nullable Object parse(String text) {
        if (text.isEmpty() && empty != Empty.EMPTY_TEXT) {
            return emptyValue();
        }
        Object value;
        try {
            value = parser.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "field " + name + ": \"" + text + "\" does not fit: " + e.getMessage(), e);
        }
        return empty == Empty.EMPTY_OPTIONAL ? Optional.of(value) : value;
    }

    private @Nullable Object emptyValue() {
        return switch (empty) {
            case AN_ERROR -> throw new IllegalArgumentException("field " + name + " is empty");
            case NULL -> null;
            case EMPTY_OPTIONAL -> Optional.empty();
            case EMPTY_TEXT -> "";
        };
    }

    private static Function<String, ?> parser(RecordComponent component, Type type) {
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return text -> constant(enumType, text);
        }
        Function<String, ?> parser = PARSERS.get(type);
        if (parser == null) {
            throw WeirException.user(
                    "files-field-type",
                    "component " + component.getName() + " of "
                            + component.getDeclaringRecord().getName() + " cannot be read from a field of text",
                    "there is no one way to write a " + type.getTypeName(),
                    "read it as a String and convert it in the pipeline");
        }
        return parser;
    }

    private static Object constant(Class<?> enumType, String text) {
        for (Object constant : enumType.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no constant of " + enumType.getSimpleName());
    }

    private static Boolean booleanOf(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static Character characterOf(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }
}
