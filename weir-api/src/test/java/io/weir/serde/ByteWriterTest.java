package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text is written as its length and its UTF-8, whatever it is made of. */
class ByteWriterTest {

    private static final long SEED = 20_261_126L;

    @Test
    void textOfEveryKindIsUtf8BehindItsLength() {
        for (String text : List.of(
                "",
                "a",
                "x".repeat(127),
                "x".repeat(128),
                "x".repeat(70_000),
                "\u007f",
                "\u0080",
                "caf\u00e9",
                "\u4e2d\u6587",
                "a\ud83d\ude00b",
                "\ud83d")) {
            requireUtf8(text);
        }
    }

    @Test
    void randomTextIsUtf8BehindItsLength() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            int bound = 1 << (1 + random.nextInt(15));
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append((char) random.nextInt(bound));
            }
            requireUtf8(text.toString());
        }
    }

    @Test
    void anUnchangingSerdeSaysSoAndWritesTheSame() {
        Serde<List<String>> lists = Serdes.listOf(Serdes.strings());
        Serde<List<String>> unchanging = Serdes.unchanging(lists);
        ByteWriter plain = new ByteWriter();
        ByteWriter wrapped = new ByteWriter();
        lists.write(List.of("a", "b"), plain);
        unchanging.write(List.of("a", "b"), wrapped);
        assertThat(lists.immutable()).isFalse();
        assertThat(unchanging.immutable()).isTrue();
        assertThat(unchanging.evolvedFrom(lists.schema()).immutable()).isTrue();
        assertThat(unchanging.schema()).isEqualTo(lists.schema());
        assertThat(wrapped.toByteArray()).isEqualTo(plain.toByteArray());
        assertThat(unchanging.read(new ByteReader(wrapped.toByteArray()))).containsExactly("a", "b");
    }

    @Test
    void whatIsDetachedIsWhatWasWrittenAndTheWriterBeginsAnew() {
        for (int length : new int[] {0, 1, 15, 16, 17, 1_000}) {
            ByteWriter out = new ByteWriter(16);
            byte[] some = new byte[length];
            Arrays.fill(some, (byte) 3);
            out.writeRaw(some, 0, length);
            assertThat(out.detach()).isEqualTo(some);
            assertThat(out.size()).isZero();
            out.writeLong(5);
            assertThat(new ByteReader(out.detach()).readLong()).isEqualTo(5);
        }
    }

    private static void requireUtf8(String text) {
        ByteWriter expected = new ByteWriter();
        expected.writeByte(7);
        expected.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        ByteWriter out = new ByteWriter(16);
        out.writeByte(7);
        out.writeString(text);
        assertThat(out.toByteArray()).as("seed=%d, text=%s", SEED, text).isEqualTo(expected.toByteArray());
    }
}
