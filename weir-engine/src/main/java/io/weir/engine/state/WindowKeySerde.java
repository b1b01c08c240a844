package io.weir.engine.state;

import io.weir.engine.exchange.KeyHasher;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;

/** Writes windows of keys: the key, then the window. */
final class WindowKeySerde implements Serde<Object> {

    private final Serde<Object> keySerde;
    private final Serde<Object> windowSerde;

    WindowKeySerde(Serde<Object> keySerde, Serde<Object> windowSerde) {
        this.keySerde = keySerde;
        this.windowSerde = windowSerde;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        WindowKey key = (WindowKey) value;
        keySerde.write(key.key(), out);
        windowSerde.write(key.window(), out);
    }

    @Override
    public WindowKey read(ByteReader in) {
        Object key = keySerde.read(in);
        return new WindowKey(key, new KeyHasher().hash(key), windowSerde.read(in));
    }

    /** That of a record of both. */
    @Override
    public String schema() {
        return "record WindowKey{key:" + keySerde.schema() + ", window:" + windowSerde.schema() + "}";
    }

    @Override
    public boolean immutable() {
        return keySerde.immutable() && windowSerde.immutable();
    }
}
