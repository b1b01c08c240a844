package io.weir.engine.state;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores that are maps in memory, for tests and simulations of jobs whose state is larger than what their tables hold.
 *
 * <p>Threading: as {@link StateStores} says.
 */
public final class MemoryStores implements StateStores {

    private final int keysInMemory;
    private boolean closed;

    public MemoryStores(int keysInMemory) {
        this.keysInMemory = keysInMemory;
    }

    @Override
    public int keysInMemory() {
        return keysInMemory;
    }

    @Override
    public KeyValueStore open(String stage, String state, int subtask) {
        return new Store();
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Store implements KeyValueStore {
        private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireOpen();
            return entries.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            requireOpen();
            entries.put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            requireOpen();
            entries.remove(key);
        }

        @Override
        public void flush() {
            requireOpen();
        }

        @Override
        public void scan(byte[] from, Visitor visitor) {
            requireOpen();
            for (Map.Entry<byte[], byte[]> entry : entries.tailMap(from, true).entrySet()) {
                if (!visitor.entry(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("the stores are closed");
            }
        }
    }
}
