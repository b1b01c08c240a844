package io.weir.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by the schema that they were written under, without their classes: records as maps by component, enums as the names of their constants, values of
 * sealed types as a map from the variant's name to the value, lists, sets and arrays as lists, maps as lists of pairs, optional values as the value or null, all
 * else as the built-in serdes do.
 *
 * <p>Threading: Immutable.
 */
public final class SchemaReader {

    /** Reads one value. */
    @FunctionalInterface
    interface Step {
        @Nullable Object read(ByteReader in);
    }

    private final Step step;

    private SchemaReader(Step step) {
        this.step = step;
    }

    /** Returns the reader for a schema; null if the schema is of a serde that is not built in. */
    public static @Nullable SchemaReader of(String schema) {
        Schema parsed = SchemaParser.parse(schema);
        return parsed == null ? null : new SchemaReader(stepOf(parsed));
    }

    /** Returns where in a text a schema ends that begins at a position; -1 if it is of a serde that is not built in. */
    public static int endOf(String text, int begin) {
        return SchemaParser.endOf(text, begin);
    }

    /**
     * Reads one value.
     *
     * @throws CorruptDataException if the bytes were not written under the schema
     */
    public @Nullable Object read(ByteReader in) {
        return step.read(in);
    }

    static Step stepOf(Schema schema) {
        return new Builder().of(schema);
    }

    private static final class Builder {
        private final Map<Schema.Named, Step> open = new HashMap<>();

        Step of(Schema schema) {
            if (schema instanceof Schema.Scalar scalar) {
                return scalar(scalar);
            }
            if (schema instanceof Schema.Container container) {
                return container(container);
            }
            return named((Schema.Named) schema);
        }

        private static Step scalar(Schema.Scalar scalar) {
            Serde<?> serde = ScalarSerde.ofSchema(scalar.name());
            if (serde == null) {
                throw new IllegalArgumentException("no such type: " + scalar.name());
            }
            return serde::read;
        }

        private Step container(Schema.Container container) {
            Step first = of(container.arguments().get(0));
            return switch (container.kind()) {
                case "optional" -> in -> in.readBoolean() ? first.read(in) : null;
                case "expiring" -> in -> expiring(first, in);
                case "map" -> {
                    Step second = of(container.arguments().get(1));
                    yield in -> pairs(first, second, in);
                }
                default -> in -> Elements.read(new StepSerde<>(first), in);
            };
        }

        private static Object expiring(Step value, ByteReader in) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("untilMillis", in.readVarLong());
            fields.put("value", value.read(in));
            return fields;
        }

        private static Object pairs(Step key, Step value, ByteReader in) {
            List<?> keys = Elements.read(new StepSerde<>(key), in);
            List<?> values = Elements.read(new StepSerde<>(value), in);
            if (keys.size() != values.size()) {
                throw new CorruptDataException("a map with keys=" + keys.size() + ", values=" + values.size());
            }
            List<@Nullable Object> pairs = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                List<@Nullable Object> pair = new ArrayList<>();
                pair.add(keys.get(i));
                pair.add(values.get(i));
                pairs.add(pair);
            }
            return pairs;
        }

        private Step named(Schema.Named type) {
            Step known = open.get(type);
            if (known != null) {
                return known;
            }
            LateStep late = new LateStep();
            open.put(type, late);
            Step step;
            if (type instanceof Schema.RecordType record) {
                step = record(record);
            } else if (type instanceof Schema.EnumType constants) {
                step = in -> constants.constants.get(index(in, constants.constants.size(), constants));
            } else {
                step = variants((Schema.SealedType) type);
            }
            late.resolve(step);
            return step;
        }

        private Step record(Schema.RecordType record) {
            List<Step> steps = new ArrayList<>();
            for (Schema.Field field : record.fields) {
                steps.add(ofField(field, of(field.type())));
            }
            return in -> {
                if (steps.isEmpty()) {
                    RecordParts.readNothing(in);
                }
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = 0; i < steps.size(); i++) {
                    values.put(record.fields.get(i).name(), steps.get(i).read(in));
                }
                return values;
            };
        }

        private Step variants(Schema.SealedType sealed) {
            List<Step> steps = new ArrayList<>();
            for (Schema.Named variant : sealed.variants) {
                steps.add(of(variant));
            }
            return in -> {
                int index = index(in, steps.size(), sealed);
                Map<String, @Nullable Object> value = new LinkedHashMap<>();
                value.put(
                        sealed.variants.get(index).simpleName(),
                        steps.get(index).read(in));
                return value;
            };
        }
    }

    /** Returns the step that reads a component: its presence byte first, if it has one. */
    static Step ofField(Schema.Field field, Step value) {
        return field.nullable() ? in -> in.readBoolean() ? value.read(in) : null : value;
    }

    /** Reads the index of a constant or variant. */
    static int index(ByteReader in, int count, Schema type) {
        int index = in.readVarInt();
        if (index < 0 || index >= count) {
            throw new CorruptDataException(type.inWords() + " has nothing at index=" + index + ", count=" + count);
        }
        return index;
    }

    /** Stands for the step of a type within itself. */
    static final class LateStep implements Step {
        private @Nullable Step target;

        void resolve(Step resolved) {
            target = resolved;
        }

        @Override
        public @Nullable Object read(ByteReader in) {
            Step known = target;
            if (known == null) {
                throw new IllegalStateException("a type is read before it is known");
            }
            in.enter();
            Object value = known.read(in);
            in.leave();
            return value;
        }
    }

    /** Lets {@link Elements} read with a step. */
    record StepSerde<T>(Step step) implements Serde<T> {
        @Override
        public void write(T value, ByteWriter out) {
            throw new UnsupportedOperationException("it only reads");
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // an element that may be null has a presence byte of its own
        public T read(ByteReader in) {
            return (T) step.read(in);
        }

        @Override
        public String schema() {
            return "";
        }
    }
}
