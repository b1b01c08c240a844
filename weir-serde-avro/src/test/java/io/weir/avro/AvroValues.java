package io.weir.avro;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;

/** Random values of random schemas, from a seed. */
final class AvroValues {

    private static final List<Schema.Type> LEAVES = List.of(
            Schema.Type.BOOLEAN,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.STRING,
            Schema.Type.BYTES,
            Schema.Type.NULL);

    private final Random random;
    private int nameCount;

    AvroValues(long seed) {
        random = new Random(seed);
    }

    /** Returns the schema of a record that may contain itself. */
    Schema record(int depth) {
        Schema record = Schema.createRecord("Record" + nameCount++, null, "io.weir.test", false);
        List<Schema.Field> fields = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            fields.add(new Schema.Field("field" + i, schema(depth - 1)));
        }
        Schema self = Schema.createUnion(Schema.create(Schema.Type.NULL), record);
        fields.add(new Schema.Field("self", self));
        record.setFields(fields);
        return record;
    }

    private Schema schema(int depth) {
        if (depth <= 0) {
            return Schema.create(LEAVES.get(random.nextInt(LEAVES.size())));
        }
        return switch (random.nextInt(7)) {
            case 0 -> record(depth);
            case 1 -> Schema.createArray(schema(depth - 1));
            case 2 -> Schema.createMap(schema(depth - 1));
            case 3 -> Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.createArray(schema(depth - 1)));
            case 4 -> Schema.createEnum("Enum" + nameCount++, null, "io.weir.test", List.of("A", "B", "C"));
            case 5 -> Schema.createFixed("Fixed" + nameCount++, null, "io.weir.test", 1 + random.nextInt(5));
            default -> schema(0);
        };
    }

    Object value(Schema schema) {
        return value(schema, 3);
    }

    private Object value(Schema schema, int depth) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), value(field.schema(), depth - 1));
                }
                yield record;
            }
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(3)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(schema.getElementType(), depth - 1));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(), value(schema.getValueType(), depth - 1));
                }
                yield map;
            }
            case UNION -> value(schema.getTypes().get(depth <= 0 ? 0 : random.nextInt(2)), depth - 1);
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextGaussian();
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(6)));
            case NULL -> null;
        };
    }

    private Utf8 text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("aZ0äß€😀".codePointAt(random.nextInt(6)));
        }
        return new Utf8(text.toString());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
