package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, a serde gives a value or a {@link CorruptDataException}, and takes no more memory than the bytes
 * justify.
 */
class HostileBytesTest {

    private static final int ROUNDS = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalStateException("must be positive: value=" + value);
            }
        }
    }

    record Nested(List<List<List<List<String>>>> lists) {}

    static Stream<Object> values() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTruncationIsCorrupt(Object value) {
        Serde<Object> serde = RoundTrip.serdeOf(value);
        byte[] bytes = RoundTrip.bytesOf(serde, value);

        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RoundTrip.read(serde, truncated))
                    .as("length=%d", length)
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void changedBytesGiveAValueOrAreCorrupt(Object value) {
        Serde<Object> serde = RoundTrip.serdeOf(value);
        byte[] bytes = RoundTrip.bytesOf(serde, value);
        Random random = new Random(1);
        int corruptCount = 0;

        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = bytes.clone();
            int changeCount = 1 + random.nextInt(3);
            for (int i = 0; i < changeCount; i++) {
                changed[random.nextInt(changed.length)] = interesting(random);
            }
            corruptCount += readsAsCorrupt(serde, changed) ? 1 : 0;
        }

        assertThat(corruptCount).isPositive();
    }

    @ParameterizedTest
    @MethodSource("values")
    void randomBytesGiveAValueOrAreCorrupt(Object value) {
        Serde<Object> serde = RoundTrip.serdeOf(value);
        Random random = new Random(2);

        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = interesting(random);
            }
            readsAsCorrupt(serde, bytes);
        }
    }

    @Test
    void aConstantOrVariantThatDoesNotExistIsCorrupt() {
        assertCorrupt(Serdes.of(Samples.Color.class), "no such constant", 2);
        assertCorrupt(Serdes.of(Samples.Color.class), "no such constant", 0xFF, 0xFF, 0xFF, 0xFF, 0x0F);
        assertCorrupt(Serdes.of(Samples.Shape.class), "no such variant", 4);
        assertCorrupt(Serdes.of(Samples.Shape.class), "no such variant", 0xFF, 0xFF, 0xFF, 0xFF, 0x0F);
    }

    @Test
    void aRecordThatRefusesItsComponentsIsCorruptAndSaysWhy() {
        assertCorrupt(Serdes.of(Positive.class), "must be positive: value=0", 0, 0, 0, 0);
    }

    @Test
    void aValueThatTheJdkRefusesIsCorruptAndSaysWhy() {
        assertCorrupt(Serdes.of(LocalDate.class), "not a LocalDate", 0, 0, 0, 0, 13, 1);
        assertCorrupt(Serdes.of(BigInteger.class), "not a BigInteger", 0);
        assertCorrupt(Serdes.of(ZoneId.class), "not a ZoneId", 1, '?');
    }

    @Test
    void equalElementsOfASetAndEqualKeysOfAMapAreCorrupt() {
        assertCorrupt(Serdes.setOf(Serdes.booleans()), "equal elements", 4, 1, 1);
        assertCorrupt(Serdes.mapOf(Serdes.booleans(), Serdes.booleans()), "equal keys", 4, 1, 1, 4, 0, 0);
        assertCorrupt(Serdes.mapOf(Serdes.booleans(), Serdes.booleans()), "keys=1, values=0", 2, 1, 0);
    }

    @Test
    void aChainThatIsTooDeepIsCorrupt() {
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < 1_000_000; i++) {
            out.writeInt(i);
            out.writeByte(1);
            out.writeByte(1);
        }

        assertThatThrownBy(() -> RoundTrip.read(Serdes.of(Samples.Chain.class), out.toByteArray()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("values nested too deep: max=200");
    }

    @Test
    void aCountAllocatesNothingBeforeItsElementsAreThere() {
        ByteWriter out = new ByteWriter();
        out.writeByte(1);
        for (int i = 0; i < 4; i++) {
            out.writeVarLong(2L * 50_000_000);
        }
        // Four nested lists of 50,000,000 would take 800 MB; the bytes for them are there, but none makes a string.
        byte[] bytes = Arrays.copyOf(out.toByteArray(), 60_000_000);
        Arrays.fill(bytes, out.size(), bytes.length, (byte) 0xFF);

        Serde<Nested> serde = Serdes.of(Nested.class);
        long before = THREADS.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> RoundTrip.read(serde, bytes)).isInstanceOf(CorruptDataException.class);

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }

    private static void assertCorrupt(Serde<?> serde, String reason, int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        assertThatThrownBy(() -> RoundTrip.read(serde, array))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason);
    }

    private static boolean readsAsCorrupt(Serde<Object> serde, byte[] bytes) {
        try {
            RoundTrip.read(serde, bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        }
    }

    private static byte interesting(Random random) {
        return (byte)
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> 0xFF;
                    default -> random.nextInt(256);
                };
    }
}
