package io.weir.files.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipInputTest {

    private static final byte[] ONE = gzipped("one\n".repeat(100));
    private static final byte[] OTHER = gzipped("other\n".repeat(100));
    private static final byte[] BOTH = joined(ONE, OTHER);
    private static final String CONTENT = "one\n".repeat(100) + "other\n".repeat(100);

    @Test
    void membersAreReadOneBehindTheOther() throws IOException {
        assertThat(text(BOTH)).isEqualTo(CONTENT);
        assertThat(text(joined(BOTH, gzipped(""), ONE))).isEqualTo(CONTENT + "one\n".repeat(100));
    }

    /** Larger than any buffer, so that members end and trailers lie anywhere in it. */
    @Test
    void readsWhatTheJdkReads() throws IOException {
        long seed = 8;
        Random random = new Random(seed);
        byte[] file = {};
        for (int member = 0; member < 60; member++) {
            byte[] content = new byte[random.nextInt(12_000)];
            random.nextBytes(content);
            file = joined(file, gzipped(content));
        }
        byte[] expected = new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
        assertThat(read(file)).as("seed=" + seed).isEqualTo(expected);
    }

    @Test
    void everyCutIsDamage() throws IOException {
        for (int length = 0; length < BOTH.length; length++) {
            byte[] cut = Arrays.copyOf(BOTH, length);
            if (length == ONE.length) {
                assertThat(text(cut)).isEqualTo("one\n".repeat(100));
            } else {
                assertThatThrownBy(() -> read(cut)).as("length=" + length).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void everyBitOfALaterMembersMagicAndMethodCounts() {
        for (int bit = 0; bit < 3 * Byte.SIZE; bit++) {
            assertDamaged(flipped(ONE.length * Byte.SIZE + bit), "bit=" + bit);
        }
    }

    @Test
    void everyBitOfATrailerCounts() {
        for (int bit = 1; bit <= 8 * Byte.SIZE; bit++) {
            assertDamaged(flipped(ONE.length * Byte.SIZE - bit), "of the first, bit=" + bit);
            assertDamaged(flipped(BOTH.length * Byte.SIZE - bit), "of the last, bit=" + bit);
        }
    }

    @Test
    void zerosMayFollowAndNothingElse() throws IOException {
        byte[] padded = joined(BOTH, new byte[100_000]);
        assertThat(text(padded)).isEqualTo(CONTENT);
        padded[padded.length - 1] = 1;
        assertDamaged(padded, "a byte behind the zeros");
        assertDamaged(joined(BOTH, new byte[] {'x'}), "a byte behind the last member");
    }

    @Test
    void headersWithEverythingInThemArePassedOver() throws IOException {
        byte[] header = {
            0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 2, 0, 'e', 'x', 'n', 0, 'c', 'o', 0,
        };
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] check = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] rest = Arrays.copyOfRange(OTHER, 10, OTHER.length);
        assertThat(text(joined(ONE, header, check, rest))).isEqualTo(CONTENT);
        check[0] ^= 1;
        assertDamaged(joined(ONE, header, check, rest), "header checksum");
    }

    private static void assertDamaged(byte[] file, String how) {
        assertThatThrownBy(() -> read(file)).as(how).isInstanceOf(ZipException.class);
    }

    private static byte[] flipped(int bit) {
        byte[] file = BOTH.clone();
        file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return file;
    }

    private static String text(byte[] file) throws IOException {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    private static byte[] read(byte[] file) throws IOException {
        try (InputStream in = Decompression.gzip().decompress(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzipped(String content) {
        return gzipped(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipped(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
