package io.weir.engine.local;

import io.weir.engine.journal.ReadableStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Files of a local directory, read ahead of whoever reads them from front to back.
 *
 * <p>Threading: Thread-safe.
 */
record ReadAheadFiles(ReadableStore files) implements ReadableStore {

    private static final int BLOCK_SIZE_MAX = 1 << 20;
    private static final int BLOCK_SIZE_MIN = 64 << 10;

    /** A stream's blocks take at most a 64th of the memory. */
    private static final int MEMORY_PART = 64 * ReadAheadStream.BLOCK_COUNT;

    /** Files that are shorter, such as most headers, need no thread. */
    private static final long PLAIN_SIZE = 4 << 20;

    /** Of the process: more at the same time make no disk faster. */
    private static final Semaphore THREADS = new Semaphore(4);

    @Override
    public InputStream open(String name) throws IOException {
        long share = Math.max(BLOCK_SIZE_MIN, memory() / MEMORY_PART);
        int blockSize = (int) Math.min(BLOCK_SIZE_MAX, share);
        return new ReadAheadStream(files.open(name), new ReadAheadStream.Settings(blockSize, PLAIN_SIZE, THREADS));
    }

    @Override
    public List<String> list() throws IOException {
        return files.list();
    }

    @Override
    public long size(String name) throws IOException {
        return files.size(name);
    }

    @Override
    public long memory() {
        return files.memory();
    }

    @Override
    public String location() {
        return files.location();
    }
}
