package io.weir.aggregate;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.SchemaReader;
import io.weir.serde.Serde;

/**
 * Pairs, one after the other, as a record of both would be.
 *
 * <p>Threading: Immutable.
 */
record PairSerde<A, B>(Serde<A> first, Serde<B> second) implements Serde<Pair<A, B>> {

    private static final String FIRST = "record Pair{first:";
    private static final String SECOND = ", second:";
    private static final String END = "}";

    @Override
    public void write(Pair<A, B> value, ByteWriter out) {
        first.write(value.first(), out);
        second.write(value.second(), out);
    }

    @Override
    public Pair<A, B> read(ByteReader in) {
        A readFirst = first.read(in);
        return new Pair<>(readFirst, second.read(in));
    }

    @Override
    public String schema() {
        return FIRST + first.schema() + SECOND + second.schema() + END;
    }

    @Override
    public Serde<Pair<A, B>> evolvedFrom(String storedSchema) {
        if (storedSchema.equals(schema())) {
            return this;
        }
        int firstEnd = storedSchema.startsWith(FIRST) ? SchemaReader.endOf(storedSchema, FIRST.length()) : -1;
        if (firstEnd < 0 || !storedSchema.startsWith(SECOND, firstEnd) || !storedSchema.endsWith(END)) {
            throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema());
        }
        return new PairSerde<>(
                first.evolvedFrom(storedSchema.substring(FIRST.length(), firstEnd)),
                second.evolvedFrom(storedSchema.substring(firstEnd + SECOND.length(), storedSchema.length() - 1)));
    }

    @Override
    public boolean immutable() {
        return first.immutable() && second.immutable();
    }
}
