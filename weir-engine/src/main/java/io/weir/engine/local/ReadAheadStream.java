package io.weir.engine.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read ahead of its reader by a thread of its own, as soon as a few megabytes of it have been read in one go: the next blocks are fetched while the
 * reader works on the last one. A longer skip ends that until the next few megabytes.
 *
 * <p>Threading: confined to one thread, beside the one that it starts, which ends with the stream or at {@link #close}.
 */
final class ReadAheadStream extends InputStream {

    /** Few blocks are enough: the disk has always one to fill, and the reader one to empty. */
    static final int BLOCK_COUNT = 4;

    private final InputStream in;
    private final Settings settings;

    /** How much was read since the last skip, without help. */
    private long sequential;

    private @Nullable Ahead ahead;

    /**
     * How to read ahead.
     *
     * @param blockSize in bytes; a stream that is read ahead takes {@link #BLOCK_COUNT} blocks
     * @param plainSize how many bytes are read in one go before the thread is started
     * @param threads bounds how many streams are read ahead at the same time; the others are read plainly
     */
    record Settings(int blockSize, long plainSize, Semaphore threads) {}

    ReadAheadStream(InputStream in, Settings settings) {
        this.in = in;
        this.settings = settings;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ahead == null
                && sequential >= settings.plainSize()
                && settings.threads().tryAcquire()) {
            ahead = Ahead.start(in, settings);
        }
        if (ahead != null) {
            return ahead.read(bytes, offset, length);
        }
        int read = in.read(bytes, offset, length);
        sequential += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        if (ahead == null) {
            sequential = 0;
            return in.skip(count);
        }
        if (count <= (long) BLOCK_COUNT * settings.blockSize()) {
            return ahead.skip(count);
        }
        // What was read ahead is less than this.
        long passed = stop(ahead);
        return passed + in.skip(count - passed);
    }

    @Override
    public void close() throws IOException {
        try (in) {
            if (ahead != null) {
                ahead.end();
            }
        }
    }

    private long stop(Ahead running) throws IOException {
        running.end();
        ahead = null;
        sequential = 0;
        return running.drain();
    }

    /** A piece of the stream; the last one is not full, or has an error behind it. */
    private static final class Block {
        private final byte[] bytes;
        private int size;
        private @Nullable IOException failure;

        Block(int size) {
            bytes = new byte[size];
        }

        boolean isLast() {
            return size < bytes.length;
        }
    }

    /** The thread, and what it shares with the reader: blocks go around between two queues, each of which has room for all of them. */
    private static final class Ahead {
        private final InputStream in;
        private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCK_COUNT + 1);
        private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCK_COUNT);
        private final Thread thread;
        private volatile boolean ended;

        /** The reader's block, and how much of it has been read. */
        private @Nullable Block current;

        private int position;

        private Ahead(InputStream in, Settings settings) {
            this.in = in;
            for (int i = 0; i < BLOCK_COUNT; i++) {
                empty.add(new Block(settings.blockSize()));
            }
            thread = new Thread(
                    () -> {
                        try {
                            fill();
                        } finally {
                            settings.threads().release();
                        }
                    },
                    "weir-read-ahead");
            thread.setDaemon(true);
        }

        /** Begins with a permit, which it gives back. */
        static Ahead start(InputStream in, Settings settings) {
            boolean started = false;
            try {
                Ahead ahead = new Ahead(in, settings);
                ahead.thread.start();
                started = true;
                return ahead;
            } finally {
                if (!started) {
                    settings.threads().release();
                }
            }
        }

        private void fill() {
            boolean last = false;
            while (!last) {
                Block block = take(empty);
                if (block == null || ended) {
                    return;
                }
                block.size = 0;
                try {
                    fill(block);
                } catch (IOException e) {
                    block.failure = e;
                } catch (RuntimeException | Error e) {
                    block.failure = new IOException("reading ahead failed: " + e, e);
                }
                last = block.isLast();
                full.add(block);
            }
        }

        private void fill(Block block) throws IOException {
            while (block.size < block.bytes.length) {
                int read = in.read(block.bytes, block.size, block.bytes.length - block.size);
                if (read < 0) {
                    return;
                }
                block.size += read;
            }
        }

        int read(byte[] bytes, int offset, int length) throws IOException {
            Block block = next();
            if (block == null) {
                return -1;
            }
            int size = Math.min(length, block.size - position);
            System.arraycopy(block.bytes, position, bytes, offset, size);
            position += size;
            return size;
        }

        long skip(long count) throws IOException {
            Block block = next();
            if (block == null) {
                return 0;
            }
            int size = (int) Math.min(count, block.size - position);
            position += size;
            return size;
        }

        /** Returns a block that has something to read; null at the end of the stream. */
        private @Nullable Block next() throws IOException {
            Block block = current;
            while (block == null || position == block.size) {
                if (block != null && block.isLast()) {
                    rethrow(block);
                    return null;
                }
                Block filled = take(full);
                if (filled == null) {
                    throw new InterruptedIOException("the reader was interrupted");
                }
                if (block != null) {
                    empty.add(block);
                }
                block = filled;
                current = filled;
                position = 0;
            }
            return block;
        }

        /** Stops the thread, and waits until it has read what it is reading. */
        void end() {
            ended = true;
            empty.add(new Block(0));
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** Returns how much of the stream lies in the blocks, from where the reader is; the thread has ended. */
        long drain() throws IOException {
            long drained = 0;
            Block block = current;
            if (block != null) {
                drained += block.size - position;
                rethrow(block);
            }
            for (block = full.poll(); block != null; block = full.poll()) {
                drained += block.size;
                rethrow(block);
            }
            return drained;
        }

        private static void rethrow(Block block) throws IOException {
            if (block.failure != null) {
                throw block.failure;
            }
        }

        /** Returns null if this thread was interrupted. */
        private static @Nullable Block take(BlockingQueue<Block> from) {
            try {
                return from.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }
}
