package io.weir.avro;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The text of a schema in a checkpoint: Avro's parsing canonical form, with logical types. That is all that a writer's schema needs; defaults and aliases are
 * the reader's affair, so changing one of those, or a comment, changes nothing of what is stored.
 *
 * <p>Threading: stateless.
 */
final class StoredSchema {

    private static final String BEGIN = "avro ";

    private StoredSchema() {}

    static String textOf(Schema schema) {
        StringBuilder text = new StringBuilder(BEGIN);
        append(schema, text, new HashSet<>());
        return text.toString();
    }

    /** Returns the schema that a text says; null if it is of another serde. */
    static @Nullable Schema parse(String text) {
        if (!text.startsWith(BEGIN)) {
            return null;
        }
        try {
            // The names were good enough for whoever made the schema.
            return new Schema.Parser(NameValidator.NO_VALIDATION).parse(text.substring(BEGIN.length()));
        } catch (RuntimeException e) {
            // Avro's parser has no exception of its own for text that makes no sense.
            return null;
        }
    }

    private static void append(Schema schema, StringBuilder text, Set<String> named) {
        switch (schema.getType()) {
            case UNION -> {
                text.append('[');
                String separator = "";
                for (Schema branch : schema.getTypes()) {
                    append(branch, text.append(separator), named);
                    separator = ",";
                }
                text.append(']');
            }
            case ARRAY -> {
                append(schema.getElementType(), text.append("{\"type\":\"array\",\"items\":"), named);
                end(schema, text);
            }
            case MAP -> {
                append(schema.getValueType(), text.append("{\"type\":\"map\",\"values\":"), named);
                end(schema, text);
            }
            case RECORD, ENUM, FIXED -> appendNamed(schema, text, named);
            default -> {
                boolean plain = LogicalKind.of(schema) == null;
                text.append(plain ? "\"" : "{\"type\":\"")
                        .append(schema.getName())
                        .append('"');
                if (!plain) {
                    end(schema, text);
                }
            }
        }
    }

    private static void appendNamed(Schema schema, StringBuilder text, Set<String> named) {
        if (!named.add(schema.getFullName())) {
            text.append('"').append(schema.getFullName()).append('"');
            return;
        }
        text.append("{\"name\":\"").append(schema.getFullName());
        text.append("\",\"type\":\"").append(schema.getType().getName()).append('"');
        String separator = "";
        switch (schema.getType()) {
            case ENUM -> {
                text.append(",\"symbols\":[");
                for (String symbol : schema.getEnumSymbols()) {
                    text.append(separator).append('"').append(symbol).append('"');
                    separator = ",";
                }
                text.append(']');
            }
            case FIXED -> text.append(",\"size\":").append(schema.getFixedSize());
            default -> {
                text.append(",\"fields\":[");
                for (Schema.Field field : schema.getFields()) {
                    text.append(separator).append("{\"name\":\"").append(field.name());
                    append(field.schema(), text.append("\",\"type\":"), named);
                    text.append('}');
                    separator = ",";
                }
                text.append(']');
            }
        }
        end(schema, text);
    }

    private static void end(Schema schema, StringBuilder text) {
        LogicalKind kind = LogicalKind.of(schema);
        if (kind != null) {
            kind.append(text);
        }
        text.append('}');
    }
}
