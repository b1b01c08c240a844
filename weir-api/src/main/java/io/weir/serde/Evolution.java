package io.weir.serde;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Composes the reader of what an older version of a type has written: see {@link Serdes} for the rules.
 *
 * <p>Threading: confined to one call.
 */
final class Evolution {

    /** What each kind of number may become: nothing is ever rounded. */
    private static final Map<String, Function<Object, Object>> WIDENINGS = new HashMap<>();

    static {
        for (String from : List.of("byte", "short", "int")) {
            WIDENINGS.put(from + " to long", number -> ((Number) number).longValue());
            WIDENINGS.put(from + " to double", number -> ((Number) number).doubleValue());
        }
        for (String from : List.of("byte", "short")) {
            WIDENINGS.put(from + " to int", number -> ((Number) number).intValue());
            WIDENINGS.put(from + " to float", number -> ((Number) number).floatValue());
        }
        for (String from : List.of("byte", "short", "int", "long")) {
            WIDENINGS.put(from + " to BigInteger", number -> BigInteger.valueOf(((Number) number).longValue()));
            WIDENINGS.put(from + " to BigDecimal", number -> BigDecimal.valueOf(((Number) number).longValue()));
        }
        WIDENINGS.put("byte to short", number -> ((Number) number).shortValue());
        WIDENINGS.put("char to int", character -> (int) (Character) character);
        WIDENINGS.put("float to double", number -> ((Number) number).doubleValue());
        WIDENINGS.put("BigInteger to BigDecimal", number -> new BigDecimal((BigInteger) number));
    }

    private final Map<Schema.Named, Map<Serde<?>, SchemaReader.LateStep>> open = new HashMap<>();
    private final List<String> path = new ArrayList<>();

    private Evolution() {}

    /** Returns {@link Serde#evolvedFrom} of a built-in serde. */
    static <T> Serde<T> of(Serde<T> declared, String storedSchema) {
        if (storedSchema.equals(declared.schema())) {
            return declared;
        }
        Schema stored = SchemaParser.parse(storedSchema);
        if (stored == null) {
            throw new IncompatibleSchemaException("stored by a serde that is not built in, as " + storedSchema
                    + "; declared as " + declared.schema());
        }
        return new EvolvedSerde<>(declared, new Evolution().step(stored, declared));
    }

    private SchemaReader.Step step(Schema stored, Serde<?> declared) {
        if (declared instanceof RecursionSerde<?> recursion) {
            return step(stored, recursion.target());
        }
        if (declared instanceof RecordSerde<?> record && stored instanceof Schema.RecordType type) {
            return late(type, declared, () -> record(type, record));
        }
        if (declared instanceof SealedSerde<?> sealed && stored instanceof Schema.SealedType type) {
            return late(type, declared, () -> sealed(type, sealed));
        }
        if (declared instanceof EnumSerde<?> constants && stored instanceof Schema.EnumType type) {
            return constants(type, constants);
        }
        if (stored instanceof Schema.Container container) {
            return container(container, declared);
        }
        if (stored instanceof Schema.Scalar scalar && declared instanceof ScalarSerde<?>) {
            return scalar(scalar, declared);
        }
        throw incompatible("stored as " + stored.inWords() + ", declared as " + inWords(declared));
    }

    private SchemaReader.Step scalar(Schema.Scalar stored, Serde<?> declared) {
        if (stored.name().equals(declared.schema())) {
            return declared::read;
        }
        Function<Object, Object> widening = WIDENINGS.get(stored.name() + " to " + declared.schema());
        Serde<?> from = ScalarSerde.ofSchema(stored.name());
        if (widening == null || from == null) {
            throw incompatible("stored as " + stored.name() + ", declared as " + declared.schema());
        }
        return in -> widening.apply(from.read(in));
    }

    private SchemaReader.Step container(Schema.Container stored, Serde<?> declared) {
        String kind = stored.kind();
        Schema first = stored.arguments().get(0);
        if (declared instanceof ListSerde<?> list && kind.equals("list")) {
            return new ListSerde<>(elements(first, list.element()))::read;
        }
        if (declared instanceof SetSerde<?> set && kind.equals("set")) {
            return new SetSerde<>(elements(first, set.element()))::read;
        }
        if (declared instanceof OptionalSerde<?> optional && kind.equals("optional")) {
            return new OptionalSerde<>(elements(first, optional.value()))::read;
        }
        if (declared instanceof MapSerde<?, ?> map && kind.equals("map")) {
            Serde<Object> keys = elements(first, map.key());
            return new MapSerde<>(keys, elements(stored.arguments().get(1), map.value()))::read;
        }
        if (declared instanceof ArraySerde<?> array && kind.equals("array")) {
            return array(array, first);
        }
        throw incompatible("stored as " + stored.inWords() + ", declared as " + inWords(declared));
    }

    private <E> SchemaReader.Step array(ArraySerde<E> array, Schema stored) {
        Serde<Object> element = elements(stored, array.element());
        return in -> {
            List<Object> elements = Elements.read(element, in);
            return Arrays.copyOf(elements.toArray(), elements.size(), array.type());
        };
    }

    private Serde<Object> elements(Schema stored, Serde<?> declared) {
        return new SchemaReader.StepSerde<>(at("[]", () -> step(stored, declared)));
    }

    private SchemaReader.Step constants(Schema.EnumType stored, EnumSerde<?> declared) {
        List<Object> byOrdinal = new ArrayList<>();
        for (String name : stored.constants) {
            Object constant = declared.constant(name);
            if (constant == null) {
                throw incompatible("the constant " + name + " of the stored " + stored.inWords() + " is gone");
            }
            byOrdinal.add(constant);
        }
        return in -> byOrdinal.get(SchemaReader.index(in, byOrdinal.size(), stored));
    }

    private SchemaReader.Step sealed(Schema.SealedType stored, SealedSerde<?> declared) {
        List<SchemaReader.Step> byIndex = new ArrayList<>();
        for (Schema.Named variant : stored.variants) {
            Serde<?> now = declared.variant(variant.simpleName());
            if (now == null) {
                throw incompatible(
                        "the variant " + variant.simpleName() + " of the stored " + stored.inWords() + " is gone");
            }
            byIndex.add(at("(" + variant.simpleName() + ")", () -> step(variant, now)));
        }
        return in -> byIndex.get(SchemaReader.index(in, byIndex.size(), stored)).read(in);
    }

    private SchemaReader.Step record(Schema.RecordType stored, RecordSerde<?> declared) {
        List<RecordSerde.Component> components = declared.components();
        @Nullable Object[] defaults = new @Nullable Object[components.size()];
        for (int i = 0; i < defaults.length; i++) {
            defaults[i] = defaultOf(components.get(i));
        }
        // Where each stored component goes; -1 if it is no longer there.
        int[] targets = new int[stored.fields.size()];
        List<SchemaReader.Step> steps = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            Schema.Field field = stored.fields.get(i);
            targets[i] = indexOf(field.name(), components);
            steps.add(
                    targets[i] < 0
                            ? SchemaReader.ofField(field, SchemaReader.stepOf(field.type()))
                            : at(
                                    "." + field.name(),
                                    () -> field(field, components.get(indexOf(field.name(), components)))));
        }
        MethodHandle constructor = constructor(declared);
        return in -> {
            if (targets.length == 0) {
                RecordParts.readNothing(in);
            }
            @Nullable Object[] values = defaults.clone();
            for (int i = 0; i < targets.length; i++) {
                Object value = steps.get(i).read(in);
                if (targets[i] >= 0) {
                    values[targets[i]] = value;
                }
            }
            return construct(constructor, values, declared);
        };
    }

    private SchemaReader.Step field(Schema.Field stored, RecordSerde.Component declared) {
        if (stored.nullable() && declared.primitive()) {
            throw incompatible("stored as " + stored.type().inWords() + " that may be null, declared as primitive "
                    + inWords(declared.serde()));
        }
        boolean wraps = declared.serde() instanceof OptionalSerde<?>
                && !(stored.type() instanceof Schema.Container container
                        && container.kind().equals("optional"));
        if (wraps) {
            Serde<?> inside = ((OptionalSerde<?>) declared.serde()).value();
            SchemaReader.Step value = SchemaReader.ofField(stored, step(stored.type(), inside));
            return in -> Optional.ofNullable(value.read(in));
        }
        return SchemaReader.ofField(stored, step(stored.type(), declared.serde()));
    }

    private static int indexOf(String name, List<RecordSerde.Component> components) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** What a component is that was not stored: zero, false, empty, or null. */
    private static @Nullable Object defaultOf(RecordSerde.Component component) {
        Serde<?> serde = component.serde();
        if (serde instanceof OptionalSerde<?>) {
            return Optional.empty();
        }
        String schema = serde instanceof ScalarSerde<?> ? serde.schema() : "";
        return switch (schema) {
            case "OptionalInt" -> OptionalInt.empty();
            case "OptionalLong" -> OptionalLong.empty();
            case "OptionalDouble" -> OptionalDouble.empty();
            default -> component.primitive() ? zero(schema) : null;
        };
    }

    private static Object zero(String schema) {
        return switch (schema) {
            case "boolean" -> false;
            case "char" -> (char) 0;
            case "byte" -> (byte) 0;
            case "short" -> (short) 0;
            case "int" -> 0;
            case "long" -> 0L;
            case "float" -> 0f;
            default -> 0d;
        };
    }

    private static MethodHandle constructor(RecordSerde<?> declared) {
        try {
            return RecordHandles.constructor(declared.type().raw());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("its serde has found the constructor of " + declared.type(), e);
        }
    }

    private static Object construct(MethodHandle constructor, @Nullable Object[] values, RecordSerde<?> declared) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CorruptDataException(
                    declared.type().raw().getName() + " refuses the components " + Arrays.toString(values) + ": "
                            + e.getMessage(),
                    e);
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    /** Returns the step of a type that may contain itself. */
    private SchemaReader.Step late(Schema.Named stored, Serde<?> declared, Supplier<SchemaReader.Step> make) {
        Map<Serde<?>, SchemaReader.LateStep> steps = open.computeIfAbsent(stored, type -> new HashMap<>());
        SchemaReader.LateStep known = steps.get(declared);
        if (known != null) {
            return known;
        }
        SchemaReader.LateStep late = new SchemaReader.LateStep();
        steps.put(declared, late);
        SchemaReader.Step step = make.get();
        late.resolve(step);
        return step;
    }

    private <R> R at(String step, Supplier<R> make) {
        path.add(step);
        R made = make.get();
        path.remove(path.size() - 1);
        return made;
    }

    private IncompatibleSchemaException incompatible(String why) {
        String where = String.join("", path);
        return new IncompatibleSchemaException((where.isEmpty() ? "" : "at " + where + ": ") + why);
    }

    private static String inWords(Serde<?> serde) {
        Schema schema = SchemaParser.parse(serde.schema());
        return schema == null ? serde.schema() : schema.inWords();
    }

    /** Writes as the declared serde, and reads what was stored. */
    private record EvolvedSerde<T>(Serde<T> declared, SchemaReader.Step step) implements Serde<T> {
        @Override
        public void write(T value, ByteWriter out) {
            declared.write(value, out);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // the step was composed for the declared type
        public T read(ByteReader in) {
            return (T) step.read(in);
        }

        @Override
        public String schema() {
            return declared.schema();
        }

        @Override
        public boolean immutable() {
            return declared.immutable();
        }
    }
}
