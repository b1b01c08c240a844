package io.weir.avro;

import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says about the meaning of its bare numbers and bytes.
 *
 * <p>Threading: Immutable.
 *
 * @param precision of a decimal; 0 for all else
 * @param scale of a decimal; 0 for all else
 */
record LogicalKind(String name, int precision, int scale) {

    private static final String DECIMAL = "decimal";

    static @Nullable LogicalKind of(Schema schema) {
        // Also of types that nobody has registered, which Avro itself does not look at.
        String name = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
        if (name == null) {
            return null;
        }
        return name.equals(DECIMAL)
                ? new LogicalKind(name, number(schema, "precision"), number(schema, "scale"))
                : new LogicalKind(name, 0, 0);
    }

    private static int number(Schema schema, String property) {
        return schema.getObjectProp(property) instanceof Number number ? number.intValue() : 0;
    }

    /** Returns whether what was stored under this one means the same under the other. */
    boolean isReadAs(LogicalKind declared) {
        return name.equals(declared.name) && scale == declared.scale && precision <= declared.precision;
    }

    /** Appends it as properties of a schema. */
    void append(StringBuilder text) {
        text.append(",\"logicalType\":\"")
                .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
        if (name.equals(DECIMAL)) {
            text.append(",\"precision\":").append(precision);
            text.append(",\"scale\":").append(scale);
        }
    }

    String inWords() {
        return name.equals(DECIMAL) ? name + "(" + precision + ", " + scale + ")" : name;
    }
}
