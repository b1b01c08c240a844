package io.weir.testkit.conformance;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What any serde must keep to. */
final class SerdeCheck {

    private static final long SEED = 20_260_101;
    private static final int FLIP_COUNT = 2_000;

    private SerdeCheck() {}

    static void schemaIsStable(Serde<?> one, Serde<?> other) {
        if (one.schema().isEmpty() || !one.schema().equals(other.schema())) {
            throw new AssertionError("two serdes of one type must have one schema: \"" + one.schema() + "\" and \""
                    + other.schema() + "\"");
        }
    }

    /** Reading stops where writing stopped. */
    static <V> void readsNotAByteMore(Serde<V> serde, byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
        ByteReader in = new ByteReader(longer);
        V value = serde.read(in);
        if (in.position() != bytes.length) {
            throw new AssertionError("the serde wrote " + bytes.length + " bytes and read " + in.position());
        }
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        if (!Arrays.equals(out.toByteArray(), bytes)) {
            throw new AssertionError("the serde does not write again what it has read");
        }
    }

    /** Every shorter text is refused, and a damaged one is refused or read: nothing but {@link CorruptDataException} comes out. */
    static <V> void tellsCorruption(Serde<V> serde, byte[] bytes) {
        for (int length = 0; length < bytes.length; length++) {
            if (isRead(serde, Arrays.copyOf(bytes, length))) {
                throw new AssertionError(
                        "the serde reads the first " + length + " of " + bytes.length + " bytes as if they were whole");
            }
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < FLIP_COUNT && bytes.length > 0; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            isRead(serde, damaged);
        }
    }

    private static <V> boolean isRead(Serde<V> serde, byte[] bytes) {
        try {
            serde.read(new ByteReader(bytes));
            return true;
        } catch (CorruptDataException e) {
            return false;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(
                    "a serde tells of corrupt bytes with CorruptDataException, not with " + e + ": bytes="
                            + Arrays.toString(bytes),
                    e);
        }
    }
}
