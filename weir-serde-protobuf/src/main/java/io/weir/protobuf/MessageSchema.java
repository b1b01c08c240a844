package io.weir.protobuf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides how the bytes of a message are read: the numbers and types of its fields, and of those of all messages within it.
 *
 * <p>Threading: Immutable.
 *
 * @param root the full name of the message
 * @param messages by full name, the root among them, in the order in which they are reached
 * @param enums by full name, in that order
 */
record MessageSchema(String root, Map<String, List<Field>> messages, Map<String, EnumType> enums) {

    /** How often a field can be there. */
    enum Label {
        SINGULAR,
        REQUIRED,
        REPEATED,
        MAP;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The type of a field.
     *
     * @param kind as in a .proto file, such as {@code int64}; {@code message}, {@code group} and {@code enum} for types with a name
     * @param name the full name; empty for all other kinds
     */
    record Type(String kind, String name) {
        boolean holdsFields() {
            return kind.equals("message") || kind.equals("group");
        }

        String inWords() {
            return name.isEmpty() ? kind : kind + " " + name;
        }
    }

    /** @param oneof of which it is one; empty if of none */
    record Field(int number, String name, Label label, Type type, String oneof) {
        String inWords() {
            return label == Label.SINGULAR ? type.inWords() : label.text() + " " + type.inWords();
        }
    }

    /** A constant of an enum. */
    record Constant(int number, String name) {}

    /** @param closed whether a field can hold no other number than those of the constants */
    record EnumType(boolean closed, List<Constant> constants) {

        @Nullable Constant named(String name) {
            return constants.stream()
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        boolean has(int number) {
            return constants.stream().anyMatch(constant -> constant.number() == number);
        }
    }

    String text() {
        return SchemaText.of(this);
    }

    List<Field> fieldsOf(String message) {
        List<Field> fields = messages.get(message);
        if (fields == null) {
            throw new IllegalStateException("a message that was not collected: " + message);
        }
        return fields;
    }

    EnumType enumOf(String name) {
        EnumType type = enums.get(name);
        if (type == null) {
            throw new IllegalStateException("an enum that was not collected: " + name);
        }
        return type;
    }

    /** Returns whether a message can contain one of its own type, however deep. */
    boolean isRecursive() {
        return messages.keySet().stream().anyMatch(message -> reaches(message, message));
    }

    private boolean reaches(String from, String target) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            for (Field field : fieldsOf(open.remove(open.size() - 1))) {
                String inside = field.type().name();
                if (field.type().holdsFields() && inside.equals(target)) {
                    return true;
                }
                if (field.type().holdsFields() && seen.add(inside)) {
                    open.add(inside);
                }
            }
        }
        return false;
    }
}
