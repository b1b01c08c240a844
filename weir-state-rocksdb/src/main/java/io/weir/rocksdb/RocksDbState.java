package io.weir.rocksdb;

import io.weir.engine.state.StateBackend;
import io.weir.engine.state.StateStores;
import io.weir.error.WeirException;
import java.nio.file.Path;

/**
 * Keeps keyed state in RocksDB, on the local disk, so that it may be larger than memory.
 *
 * <pre>{@code
 * Weir.local(Path.of("checkpoints")).stateBackend(RocksDbState.in(Path.of("scratch"))).start(pipeline);
 * }</pre>
 *
 * <p>The directory is scratch: nothing in it outlives the job, or matters after a crash. What is durable is in the job's checkpoints, and each start fills the scratch
 * from there.
 *
 * <p>Threading: Immutable; one may serve several jobs, each of which gets the memory that is set here.
 */
public final class RocksDbState implements StateBackend {

    private static final long MEMORY_MIN = 8L << 20;
    private static final long MEMORY_DEFAULT = 128L << 20;
    private static final int KEYS_DEFAULT = 16_384;

    private final Path directory;
    private final long memory;
    private final int keysInMemory;

    private RocksDbState(Path directory, long memory, int keysInMemory) {
        this.directory = directory;
        this.memory = memory;
        this.keysInMemory = keysInMemory;
    }

    /** Uses a directory of the local disk, which is made if need be; not that of the checkpoints. Several jobs and processes may share it. */
    public static RocksDbState in(Path directory) {
        return new RocksDbState(directory, MEMORY_DEFAULT, KEYS_DEFAULT);
    }

    /**
     * Sets how much memory RocksDB takes for blocks it has read and for what is not written yet, outside of the Java heap and for all states of a job together;
     * 128 MiB by default.
     *
     * @param bytes at least 8 MiB
     */
    public RocksDbState memory(long bytes) {
        if (bytes < MEMORY_MIN) {
            throw WeirException.user(
                    "invalid-state-memory",
                    "a memory of " + bytes + " bytes is too small for RocksDB",
                    "it needs at least " + MEMORY_MIN,
                    "use for example 128L << 20");
        }
        return new RocksDbState(directory, bytes, keysInMemory);
    }

    /**
     * Sets how many keys of one state a subtask keeps as objects in the Java heap, beside those that changed since the last checkpoint; 16,384 by default.
     *
     * @param keys at least 1; rounded to a power of two
     */
    public RocksDbState keysInMemory(int keys) {
        if (keys < 1 || keys > 1 << 28) {
            throw WeirException.user(
                    "invalid-state-memory",
                    keys + " keys in memory is out of range",
                    "a table holds at least the key that is being used",
                    "use 1 to 268,435,456");
        }
        return new RocksDbState(directory, memory, keys);
    }

    @Override
    public StateStores open(String jobName) {
        return RocksDbStores.open(Scratch.take(directory, jobName), memory, keysInMemory);
    }
}
