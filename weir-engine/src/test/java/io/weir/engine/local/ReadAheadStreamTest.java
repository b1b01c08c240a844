package io.weir.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.local.ReadAheadStream.Settings;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReadAheadStreamTest {

    private static final int SEEDS = 300;
    private static final int BLOCK_SIZE = 16;

    private final Semaphore threads = new Semaphore(1);

    @Test
    void givesWhatTheStreamHoldsWhateverIsReadAndSkipped() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] content = new byte[random.nextInt(20 * BLOCK_SIZE)];
            random.nextBytes(content);
            try (InputStream plain = new ByteArrayInputStream(content);
                    InputStream ahead = ahead(new ShortReads(content, random.nextInt(), content.length))) {
                boolean more = true;
                while (more) {
                    int length = 1 + random.nextInt(3 * BLOCK_SIZE);
                    if (random.nextInt(4) == 0) {
                        int skipped = random.nextInt(8 * BLOCK_SIZE);
                        assertThat(skips(ahead, skipped))
                                .as("seed %s: skips %s", seed, skipped)
                                .isEqualTo(skips(plain, skipped));
                    }
                    byte[] expected = plain.readNBytes(length);
                    assertThat(ahead.readNBytes(length)).as("seed %s", seed).isEqualTo(expected);
                    more = expected.length == length;
                }
                assertThat(ahead.read())
                        .as("seed %s: the end stays the end", seed)
                        .isEqualTo(-1);
            }
            assertThat(threads.availablePermits())
                    .as("seed %s: the thread has ended", seed)
                    .isEqualTo(1);
        }
    }

    @Test
    void readsOnWhileItsReaderDoesSomethingElse() throws IOException {
        byte[] content = new byte[100 * BLOCK_SIZE];
        ShortReads in = new ShortReads(content, 1, content.length);
        try (InputStream ahead = ahead(in)) {
            ahead.readNBytes(3 * BLOCK_SIZE);
            int first = ahead.read();
            assertThat(first).isZero();
            in.awaitRead((2 + ReadAheadStream.BLOCK_COUNT) * BLOCK_SIZE);
        }
    }

    @Test
    void tellsAnErrorWhereItIs() throws IOException {
        byte[] content = new byte[10 * BLOCK_SIZE];
        Arrays.fill(content, (byte) 7);
        int good = 5 * BLOCK_SIZE + 3;
        try (InputStream ahead = ahead(new ShortReads(content, 1, good))) {
            assertThat(ahead.readNBytes(good)).hasSize(good).containsOnly(7);
            assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("broken");
            assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("broken");
        }
        assertThat(threads.availablePermits()).isEqualTo(1);
    }

    @Test
    void readsPlainlyWhenOthersAreReadAheadAlready() throws IOException {
        byte[] content = new byte[100 * BLOCK_SIZE];
        try (InputStream first = ahead(new ShortReads(content, 1, content.length));
                ShortReads in = new ShortReads(content, 2, content.length);
                InputStream second = ahead(in)) {
            first.readNBytes(5 * BLOCK_SIZE);
            assertThat(second.readNBytes(50 * BLOCK_SIZE)).hasSize(50 * BLOCK_SIZE);
            assertThat(in.position).isEqualTo(50 * BLOCK_SIZE);
        }
    }

    @Test
    void closesTheStreamWhenTheThreadIsDoneWithIt() throws IOException {
        AtomicBoolean open = new AtomicBoolean(true);
        InputStream endless = new InputStream() {
            @Override
            public int read() throws IOException {
                if (!open.get()) {
                    throw new IOException("read after it was closed");
                }
                return 1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                bytes[offset] = (byte) read();
                return 1;
            }

            @Override
            public void close() {
                assertThat(threads.availablePermits()).isEqualTo(1);
                open.set(false);
            }
        };
        InputStream ahead = ahead(endless);
        ahead.readNBytes(20 * BLOCK_SIZE);
        ahead.close();
        assertThat(open).isFalse();
    }

    private InputStream ahead(InputStream in) {
        return new ReadAheadStream(in, new Settings(BLOCK_SIZE, 2 * BLOCK_SIZE, threads));
    }

    /** Returns whether there was so much to skip. */
    private static boolean skips(InputStream in, int count) throws IOException {
        try {
            in.skipNBytes(count);
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    /** Gives less than was asked for now and then, and breaks behind a position. */
    private static final class ShortReads extends InputStream {
        private final byte[] content;
        private final Random random;
        private final int breaksAt;
        private int position;

        ShortReads(byte[] content, int seed, int good) {
            this.content = content;
            this.random = new Random(seed);
            this.breaksAt = good;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == breaksAt) {
                if (breaksAt < content.length) {
                    throw new IOException("broken");
                }
                return -1;
            }
            int size = Math.min(1 + random.nextInt(length), breaksAt - position);
            System.arraycopy(content, position, bytes, offset, size);
            position += size;
            notifyAll();
            return size;
        }

        @Override
        public synchronized long skip(long count) {
            long size = Math.max(0, Math.min(count, breaksAt - position));
            position += (int) size;
            return size;
        }

        synchronized void awaitRead(int size) {
            while (position < size) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
