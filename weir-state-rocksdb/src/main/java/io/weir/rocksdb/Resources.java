package io.weir.rocksdb;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * An open database with all that it holds outside of the Java heap, which is freed in the opposite order, also if opening fails.
 *
 * <p>Threading: confined to whoever opens and closes it; the database itself is thread-safe.
 */
final class Resources implements AutoCloseable {

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final int OPEN_FILES_MAX = 256;
    private static final long WRITE_BUFFER_SIZE_MAX = 64L << 20;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final RocksDB database;
    private final WriteOptions unlogged;

    /**
     * Opens an empty database.
     *
     * @param memory for blocks and for what is not written yet, together
     */
    Resources(Path directory, long memory) throws RocksDBException {
        boolean opened = false;
        try {
            Cache cache = own(new LRUCache(memory));
            // What waits to be written takes its room from the cache, so that one number bounds both.
            WriteBufferManager writeBuffers = own(new WriteBufferManager(memory / 2, cache));
            BlockBasedTableConfig tables = new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setPinL0FilterAndIndexBlocksInCache(true)
                    .setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)));
            Options options = own(new Options())
                    .setCreateIfMissing(true)
                    .setErrorIfExists(true)
                    .setWriteBufferManager(writeBuffers)
                    .setWriteBufferSize(Math.min(WRITE_BUFFER_SIZE_MAX, memory / 8))
                    .setTableFormatConfig(tables)
                    .setCompressionType(CompressionType.NO_COMPRESSION)
                    .setMaxOpenFiles(OPEN_FILES_MAX)
                    .setMaxBackgroundJobs(2)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setStatsDumpPeriodSec(0);
            // The journal of checkpoints is the log.
            unlogged = own(new WriteOptions()).setDisableWAL(true);
            database = own(RocksDB.open(options, directory.toString()));
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    RocksDB database() {
        return database;
    }

    WriteOptions unlogged() {
        return unlogged;
    }

    /** Takes something to be freed before what it was made of. */
    <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB could not be closed", e);
            }
        }
    }
}
