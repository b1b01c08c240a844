package io.weir.engine.state;

import io.weir.engine.exchange.KeyHasher;
import io.weir.serde.ByteReader;
import io.weir.serde.Serde;

/**
 * The type of windows of keys.
 *
 * <p>Threading: confined to one task.
 */
final class WindowKeyType extends KeyType {

    private final KeyType keys;
    private final Serde<Object> windowSerde;

    WindowKeyType(String stage, KeyType keys, Serde<Object> windowSerde) {
        super(stage, null);
        this.keys = keys;
        this.windowSerde = windowSerde;
    }

    @Override
    boolean isKnown() {
        return keys.isKnown();
    }

    @Override
    void accept(Object key) {
        keys.accept(((WindowKey) key).key());
    }

    @Override
    Serde<Object> serde() {
        return new WindowKeySerde(keys.serde(), windowSerde);
    }

    @Override
    void read(ByteReader in, KeyContext into, KeyHasher hasher) {
        Object key = keys.serde().read(in);
        WindowKey read = new WindowKey(key, hasher.hash(key), windowSerde.read(in));
        into.set(read, read.hash());
    }
}
