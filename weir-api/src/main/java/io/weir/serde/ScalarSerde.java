package io.weir.serde;

import java.time.DateTimeException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A type that is written in one piece, given as two functions.
 *
 * <p>Threading: Immutable.
 *
 * @param immutable what {@link Serde#immutable} returns
 * @param reader may throw what the JDK's factories throw for values out of range
 */
record ScalarSerde<T>(
        String schema, boolean immutable, BiConsumer<T, ByteWriter> writer, Function<ByteReader, T> reader)
        implements Serde<T> {

    static <T> Serde<T> immutable(String schema, BiConsumer<T, ByteWriter> writer, Function<ByteReader, T> reader) {
        return new ScalarSerde<>(schema, true, writer, reader);
    }

    static <T> Serde<T> mutable(String schema, BiConsumer<T, ByteWriter> writer, Function<ByteReader, T> reader) {
        return new ScalarSerde<>(schema, false, writer, reader);
    }

    @Override
    public void write(T value, ByteWriter out) {
        writer.accept(value, out);
    }

    @Override
    public T read(ByteReader in) {
        try {
            return reader.apply(in);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new CorruptDataException("not a " + schema + ": " + e.getMessage(), e);
        }
    }
}
