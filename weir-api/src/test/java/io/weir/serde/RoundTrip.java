package io.weir.serde;

/** Writes and reads back. */
final class RoundTrip {

    private RoundTrip() {}

    static <T> byte[] bytesOf(Serde<T> serde, T value) {
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        return out.toByteArray();
    }

    static <T> T read(Serde<T> serde, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        T value = serde.read(in);
        in.expectEnd();
        return value;
    }

    static <T> T of(Serde<T> serde, T value) {
        return read(serde, bytesOf(serde, value));
    }

    @SuppressWarnings("unchecked") // the class is the value's own
    static <T> Serde<T> serdeOf(T value) {
        return (Serde<T>) Serdes.of(value.getClass());
    }
}
