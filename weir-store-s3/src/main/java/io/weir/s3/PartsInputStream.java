package io.weir.s3;

import io.weir.s3.Keys.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a file one after another. Whoever reads more than the first gets some of the next ones asked for at once: a file may have many small parts, and each takes a round trip.
 *
 * <p>Threading: confined to one thread; a few threads of its own only fetch.
 */
final class PartsInputStream extends InputStream {

    /** Reads one part. */
    @FunctionalInterface
    interface Fetch {
        byte[] fetch(Part part) throws IOException;
    }

    /** Bounds the memory for what was asked for ahead, unless one part is larger. */
    private static final long AHEAD_SIZE_MAX = 16 << 20;

    private final List<Part> parts;
    private final Fetch fetch;
    private final int threadCount;
    private final Deque<Future<byte[]>> ahead = new ArrayDeque<>();
    private @Nullable ExecutorService threads;
    private long aheadSize;
    private int nextAhead;
    private int next;
    private boolean begun;
    private byte[] current = new byte[0];
    private int position;

    /**
     * @param threadCount how many parts are asked for at once; 1 for one after another, on the reader's thread
     */
    PartsInputStream(List<Part> parts, Fetch fetch, int threadCount) {
        this.parts = List.copyOf(parts);
        this.fetch = fetch;
        this.threadCount = threadCount;
    }

    @Override
    public int read() throws IOException {
        return fill() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int size = Math.min(length, current.length - position);
        System.arraycopy(current, position, bytes, offset, size);
        position += size;
        return size;
    }

    @Override
    public int available() {
        return current.length - position;
    }

    /** Does not read the parts that are skipped. */
    @Override
    public void skipNBytes(long count) throws IOException {
        long rest = count - available();
        if (rest <= 0) {
            position += (int) Math.max(0, count);
            return;
        }
        position = current.length;
        while (ahead.isEmpty() && next < parts.size() && parts.get(next).size() <= rest) {
            rest -= parts.get(next).size();
            next++;
        }
        while (rest > 0) {
            if (!fill()) {
                throw new EOFException("the file ends before the byte that was asked for");
            }
            int size = (int) Math.min(rest, available());
            position += size;
            rest -= size;
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private boolean fill() throws IOException {
        while (position == current.length) {
            if (next == parts.size()) {
                return false;
            }
            Part part = parts.get(next);
            current = begun && threadCount > 1 ? fetchedAhead(part) : fetch.fetch(part);
            begun = true;
            next++;
            position = 0;
        }
        return true;
    }

    private byte[] fetchedAhead(Part part) throws IOException {
        if (ahead.isEmpty()) {
            nextAhead = next;
        }
        ask();
        Future<byte[]> first = ahead.removeFirst();
        try {
            byte[] bytes = first.get();
            aheadSize -= part.size();
            return bytes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException("fetching failed: " + part.key(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching: " + part.key(), e);
        } catch (CancellationException e) {
            throw new IOException("the file is closed: " + part.key(), e);
        }
    }

    private void ask() {
        ExecutorService executor = threads;
        if (executor == null) {
            executor = Executors.newFixedThreadPool(threadCount, task -> {
                Thread thread = new Thread(task, "weir-s3-read");
                thread.setDaemon(true);
                return thread;
            });
            threads = executor;
        }
        while (nextAhead < parts.size() && ahead.size() < threadCount) {
            Part part = parts.get(nextAhead);
            if (!ahead.isEmpty() && aheadSize + part.size() > AHEAD_SIZE_MAX) {
                return;
            }
            aheadSize += part.size();
            nextAhead++;
            ahead.add(executor.submit(() -> fetch.fetch(part)));
        }
    }
}
