package io.weir.graph;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.SchemaReader;
import io.weir.serde.Serde;

/**
 * A record of one of two streams, as the windows of both keep it.
 *
 * <p>Threading: Immutable, as far as the record is.
 *
 * @param second whether it is of the second stream
 */
public record PairedRecord(boolean second, Object value) {

    /** Returns how such records become bytes. */
    public static Serde<PairedRecord> serde(Serde<?> first, Serde<?> second) {
        return new Paired<>(first, second);
    }

    /**
     * Records of both, each behind a mark.
     *
     * <p>Threading: Immutable.
     */
    private record Paired<T, U>(Serde<T> first, Serde<U> second) implements Serde<PairedRecord> {

        private static final String FIRST = "either<";
        private static final String SECOND = ", ";
        private static final String END = ">";

        @Override
        @SuppressWarnings("unchecked") // the pipeline's types say of which class records of each side are
        public void write(PairedRecord value, ByteWriter out) {
            out.writeBoolean(value.second());
            if (value.second()) {
                second.write((U) value.value(), out);
            } else {
                first.write((T) value.value(), out);
            }
        }

        @Override
        public PairedRecord read(ByteReader in) {
            boolean isSecond = in.readBoolean();
            return new PairedRecord(isSecond, isSecond ? second.read(in) : first.read(in));
        }

        @Override
        public String schema() {
            return FIRST + first.schema() + SECOND + second.schema() + END;
        }

        @Override
        public Serde<PairedRecord> evolvedFrom(String storedSchema) {
            if (storedSchema.equals(schema())) {
                return this;
            }
            int firstEnd = storedSchema.startsWith(FIRST) ? SchemaReader.endOf(storedSchema, FIRST.length()) : -1;
            if (firstEnd < 0 || !storedSchema.startsWith(SECOND, firstEnd) || !storedSchema.endsWith(END)) {
                throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema());
            }
            return new Paired<>(
                    first.evolvedFrom(storedSchema.substring(FIRST.length(), firstEnd)),
                    second.evolvedFrom(storedSchema.substring(firstEnd + SECOND.length(), storedSchema.length() - 1)));
        }

        @Override
        public boolean immutable() {
            return first.immutable() && second.immutable();
        }
    }
}
