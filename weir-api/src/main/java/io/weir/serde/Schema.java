package io.weir.serde;

import java.util.ArrayList;
import java.util.List;

/**
 * What a schema's text says: see {@link Serdes}.
 *
 * <p>Threading: Immutable once {@link SchemaParser} has returned it.
 */
sealed interface Schema {

    /** Returns the type in a few words, for messages. */
    String inWords();

    /** A type that is written in one piece. */
    record Scalar(String name) implements Schema {
        @Override
        public String inWords() {
            return name;
        }
    }

    /** {@code list<T>}, {@code set<T>}, {@code array<T>}, {@code optional<T>}, {@code map<K, V>}, {@code expiring<T>}. */
    record Container(String kind, List<Schema> arguments) implements Schema {
        public Container {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String inWords() {
            return kind + "<"
                    + String.join(", ", arguments.stream().map(Schema::inWords).toList()) + ">";
        }
    }

    /**
     * A component of a record.
     *
     * @param nullable whether a presence byte comes first
     */
    record Field(String name, Schema type, boolean nullable) {}

    /** A type with a name. It may contain itself: what it consists of is filled in after it has been made. */
    abstract sealed class Named implements Schema {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        /** Returns the simple name of the class, without what tells two of one name apart. */
        String simpleName() {
            int number = name.indexOf('#');
            return number < 0 ? name : name.substring(0, number);
        }
    }

    /** A record. */
    final class RecordType extends Named {
        final List<Field> fields = new ArrayList<>();

        RecordType(String name) {
            super(name);
        }

        @Override
        public String inWords() {
            return "record " + simpleName();
        }
    }

    /** An enum. */
    final class EnumType extends Named {
        final List<String> constants = new ArrayList<>();

        EnumType(String name) {
            super(name);
        }

        @Override
        public String inWords() {
            return "enum " + simpleName();
        }
    }

    /** A sealed type, with the records and enums that a value can be. */
    final class SealedType extends Named {
        final List<Named> variants = new ArrayList<>();

        SealedType(String name) {
            super(name);
        }

        @Override
        public String inWords() {
            return "sealed " + simpleName();
        }
    }
}
