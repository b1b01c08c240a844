package io.weir.rocksdb;

import io.weir.engine.state.KeyValueStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * The part of a database that begins with one number.
 *
 * <p>Threading: used by one task at a time.
 */
final class RocksDbStore implements KeyValueStore {

    /** A larger batch would only take memory. */
    private static final int BATCH_SIZE_MAX = 256 << 10;

    private final RocksDbStores stores;
    private final Resources resources;
    private final RocksDB database;
    private final byte[] prefix;
    private final WriteBatch batch;
    private final ReadOptions own;

    RocksDbStore(RocksDbStores stores, Resources resources, int number) {
        this.stores = stores;
        this.resources = resources;
        this.database = resources.database();
        this.prefix = bytesOf(number);
        this.batch = resources.own(new WriteBatch());
        this.own = resources.own(new ReadOptions()).setIterateUpperBound(resources.own(new Slice(bytesOf(number + 1))));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return stores.using("read", () -> database.get(withPrefix(key)));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        stores.using("written", () -> {
            batch.put(withPrefix(key), value);
            return flushed(BATCH_SIZE_MAX);
        });
    }

    @Override
    public void delete(byte[] key) {
        stores.using("written", () -> {
            batch.delete(withPrefix(key));
            return flushed(BATCH_SIZE_MAX);
        });
    }

    @Override
    public void flush() {
        stores.using("written", () -> flushed(0));
    }

    @Override
    public void scan(byte[] from, Visitor visitor) {
        stores.using("read", () -> {
            try (RocksIterator each = database.newIterator(own)) {
                for (each.seek(withPrefix(from)); each.isValid(); each.next()) {
                    byte[] key = each.key();
                    if (!visitor.entry(Arrays.copyOfRange(key, prefix.length, key.length), each.value())) {
                        return true;
                    }
                }
                each.status();
                return false;
            }
        });
    }

    /** Writes the batch if it is larger than that; returns whether it was. */
    private boolean flushed(int sizeMax) throws RocksDBException {
        if (batch.count() == 0 || batch.getDataSize() < sizeMax) {
            return false;
        }
        database.write(resources.unlogged(), batch);
        batch.clear();
        return true;
    }

    private byte[] withPrefix(byte[] key) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, whole, prefix.length, key.length);
        return whole;
    }

    private static byte[] bytesOf(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
