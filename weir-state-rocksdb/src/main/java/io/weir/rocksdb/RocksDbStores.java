package io.weir.rocksdb;

import io.weir.engine.state.KeyValueStore;
import io.weir.engine.state.StateStores;
import io.weir.error.WeirException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;

/**
 * One database for all states of an attempt: each state of each subtask has the keys that begin with its number.
 *
 * <p>Threading: Thread-safe. To use a database that was closed would crash the process, and a task that hangs may go on after it was given up: so every use holds a
 * lock that closing waits for, and fails afterwards.
 */
final class RocksDbStores implements StateStores {

    private final Scratch scratch;
    private final Resources resources;
    private final int keysInMemory;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;
    private int opened;

    private RocksDbStores(Scratch scratch, Resources resources, int keysInMemory) {
        this.scratch = scratch;
        this.resources = resources;
        this.keysInMemory = keysInMemory;
    }

    /** Takes the scratch over, also if this fails. */
    static RocksDbStores open(Scratch scratch, long memory, int keysInMemory) {
        boolean done = false;
        try {
            NativeLibrary.load(scratch.directory());
            Resources resources = new Resources(scratch.directory().resolve("db"), memory);
            done = true;
            return new RocksDbStores(scratch, resources, keysInMemory);
        } catch (RocksDBException e) {
            throw failed("opened", e);
        } finally {
            if (!done) {
                scratch.close();
            }
        }
    }

    @Override
    public int keysInMemory() {
        return keysInMemory;
    }

    @Override
    public KeyValueStore open(String stage, String state, int subtask) {
        lock.writeLock().lock();
        try {
            requireOpen();
            return new RocksDbStore(this, resources, opened++);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                resources.close();
                scratch.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Does something with the database while nobody can close it. */
    <R> R using(String what, Use<R> use) {
        lock.readLock().lock();
        try {
            requireOpen();
            return use.use();
        } catch (RocksDBException e) {
            throw failed(what, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the state of this attempt has been closed");
        }
    }

    private static WeirException failed(String what, RocksDBException cause) {
        return WeirException.external(
                "state-store-failed",
                "the state in RocksDB could not be " + what,
                String.valueOf(cause.getMessage()),
                "look at the disk, above all at its free space; nothing is lost, for checkpoints have all of it",
                cause);
    }

    /** A use of the database. */
    @FunctionalInterface
    interface Use<R> {
        R use() throws RocksDBException;
    }
}
