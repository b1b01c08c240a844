package io.weir.engine.window;

import io.weir.engine.operator.KeyReader;
import io.weir.engine.state.KeyContext;
import io.weir.graph.PairedRecord;

/** Reads the keys of two streams, each in its own way. */
record PairedKeys(KeyReader first, KeyReader second) implements KeyReader {

    @Override
    public void read(Object value, KeyContext key) {
        PairedRecord paired = (PairedRecord) value;
        (paired.second() ? second : first).read(paired.value(), key);
    }
}
