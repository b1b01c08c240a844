package io.weir.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema's text, as {@link SchemaText} writes it.
 *
 * <p>Threading: confined to one call.
 */
final class SchemaParser {

    private static final Map<String, Integer> CONTAINERS =
            Map.of("list", 1, "set", 1, "array", 1, "optional", 1, "expiring", 1, "map", 2);

    private final String text;
    private final Map<String, Schema.Named> named = new HashMap<>();
    private int position;

    private SchemaParser(String text, int position) {
        this.text = text;
        this.position = position;
    }

    /** Returns what a text says; null if it is not of the built-in serdes, but of a user's own. */
    static @Nullable Schema parse(String text) {
        try {
            SchemaParser parser = new SchemaParser(text, 0);
            Schema schema = parser.type();
            return parser.position == text.length() ? schema : null;
        } catch (Unknown e) {
            return null;
        }
    }

    /** Returns where the schema ends that begins at a position; -1 if it is not of the built-in serdes. */
    static int endOf(String text, int begin) {
        try {
            SchemaParser parser = new SchemaParser(text, begin);
            parser.type();
            return parser.position;
        } catch (Unknown e) {
            return -1;
        }
    }

    private Schema type() {
        String word = word();
        if (word.equals("record") || word.equals("sealed") || word.equals("enum")) {
            expect(" ");
            return declared(word, word());
        }
        Integer arguments = CONTAINERS.get(word);
        if (arguments != null && at("<")) {
            return container(word, arguments);
        }
        Schema.Named known = named.get(word);
        if (known != null) {
            return known;
        }
        String name = at("[]") ? word + "[]" : word;
        if (ScalarSerde.ofSchema(name) == null) {
            throw new Unknown();
        }
        position += name.length() - word.length();
        return new Schema.Scalar(name);
    }

    private Schema container(String kind, int count) {
        List<Schema> arguments = new ArrayList<>();
        expect("<");
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                expect(", ");
            }
            arguments.add(type());
        }
        expect(">");
        return new Schema.Container(kind, arguments);
    }

    private Schema declared(String keyword, String name) {
        switch (keyword) {
            case "record" -> {
                Schema.RecordType type = new Schema.RecordType(name);
                named.put(name, type);
                forEach(() -> {
                    String field = word();
                    expect(":");
                    Schema of = type();
                    type.fields.add(new Schema.Field(field, of, taken("?")));
                });
                return type;
            }
            case "enum" -> {
                Schema.EnumType type = new Schema.EnumType(name);
                named.put(name, type);
                forEach(() -> type.constants.add(word()));
                return type;
            }
            default -> {
                Schema.SealedType type = new Schema.SealedType(name);
                named.put(name, type);
                forEach(() -> {
                    if (!(type() instanceof Schema.Named variant)) {
                        throw new Unknown();
                    }
                    type.variants.add(variant);
                });
                return type;
            }
        }
    }

    private void forEach(Runnable part) {
        expect("{");
        if (taken("}")) {
            return;
        }
        do {
            part.run();
        } while (taken(", "));
        expect("}");
    }

    private String word() {
        int begin = position;
        while (position < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(position)) || text.charAt(position) == '#')) {
            position++;
        }
        if (position == begin) {
            throw new Unknown();
        }
        return text.substring(begin, position);
    }

    private boolean at(String expected) {
        return text.startsWith(expected, position);
    }

    private boolean taken(String expected) {
        boolean there = at(expected);
        if (there) {
            position += expected.length();
        }
        return there;
    }

    private void expect(String expected) {
        if (!taken(expected)) {
            throw new Unknown();
        }
    }

    /** The text is not of the built-in serdes. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown() {
            super(null, null, false, false);
        }
    }
}
