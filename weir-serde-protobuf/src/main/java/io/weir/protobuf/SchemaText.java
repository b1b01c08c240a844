package io.weir.protobuf;

import io.weir.protobuf.MessageSchema.Constant;
import io.weir.protobuf.MessageSchema.EnumType;
import io.weir.protobuf.MessageSchema.Field;
import io.weir.protobuf.MessageSchema.Label;
import io.weir.protobuf.MessageSchema.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A schema as text: {@code protobuf shop.Order; message shop.Order{1 customer singular string, 2 items repeated message shop.Item}; message shop.Item{...}; enum
 * shop.State{0 NEW, 1 PAID}}. A field of a oneof ends in {@code of} and its name.
 *
 * <p>Threading: stateless.
 */
final class SchemaText {

    private static final String BEGIN = "protobuf ";
    private static final String CLOSED = "closed enum";
    private static final Pattern BLOCK = Pattern.compile("(message|enum|closed enum) ([\\w.]+)\\{([^{}]*)\\}");
    private static final Pattern FIELD = Pattern.compile(
            "(\\d+) (\\w+) (singular|required|repeated|map) (\\w+)(?: ([\\w.]*\\.?\\w+))??(?: of (\\w+))?");
    private static final Pattern CONSTANT = Pattern.compile("(-?\\d+) (\\w+)");

    private SchemaText() {}

    static String of(MessageSchema schema) {
        StringBuilder text = new StringBuilder(BEGIN).append(schema.root());
        schema.messages().forEach((name, fields) -> {
            text.append("; message ").append(name).append('{');
            text.append(String.join(", ", fields.stream().map(SchemaText::of).toList()))
                    .append('}');
        });
        schema.enums().forEach((name, type) -> {
            text.append("; ")
                    .append(type.closed() ? CLOSED : "enum")
                    .append(' ')
                    .append(name)
                    .append('{');
            text.append(String.join(
                            ", ", type.constants().stream().map(SchemaText::of).toList()))
                    .append('}');
        });
        return text.toString();
    }

    private static String of(Field field) {
        return field.number() + " " + field.name() + " " + field.label().text() + " "
                + field.type().inWords() + (field.oneof().isEmpty() ? "" : " of " + field.oneof());
    }

    private static String of(Constant constant) {
        return constant.number() + " " + constant.name();
    }

    /** Returns the schema that a text says; null if it is of another serde. */
    static @Nullable MessageSchema parse(String text) {
        String[] parts = text.split("; ", -1);
        if (!parts[0].startsWith(BEGIN)) {
            return null;
        }
        Map<String, List<Field>> messages = new LinkedHashMap<>();
        Map<String, EnumType> enums = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            Matcher block = BLOCK.matcher(parts[i]);
            if (!block.matches()) {
                return null;
            }
            List<String> lines = block.group(3).isEmpty()
                    ? List.of()
                    : List.of(block.group(3).split(", "));
            if (block.group(1).equals("message")) {
                messages.put(
                        block.group(2), lines.stream().map(SchemaText::field).toList());
            } else {
                boolean closed = block.group(1).equals(CLOSED);
                enums.put(
                        block.group(2),
                        new EnumType(
                                closed, lines.stream().map(SchemaText::constant).toList()));
            }
        }
        String root = parts[0].substring(BEGIN.length());
        return messages.containsKey(root) ? new MessageSchema(root, messages, enums) : null;
    }

    private static Field field(String line) {
        Matcher field = matched(FIELD, line);
        return new Field(
                Integer.parseInt(field.group(1)),
                field.group(2),
                Label.valueOf(field.group(3).toUpperCase(Locale.ROOT)),
                new Type(field.group(4), orEmpty(field.group(5))),
                orEmpty(field.group(6)));
    }

    private static Constant constant(String line) {
        Matcher constant = matched(CONSTANT, line);
        return new Constant(Integer.parseInt(constant.group(1)), constant.group(2));
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new io.weir.serde.CorruptDataException("a stored schema makes no sense: " + line);
        }
        return matcher;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
