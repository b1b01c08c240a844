package io.weir.engine.state;

import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;

/**
 * How timers are written: the key of an entry is the key followed by the timestamp, and there is nothing in the value. The schema names the class of the keys, so that
 * timers can be restored before the first record: see {@link StoredKeyType}.
 *
 * <p>Threading: confined to one task, but for {@link #writer}, whose result is used by another thread.
 */
final class TimerFormat implements EntryFormat<TimerFormat> {

    static final String SCHEMA_BEGIN = "timer=";

    private final KeyType keyType;

    TimerFormat(KeyType keyType) {
        this.keyType = keyType;
    }

    @Override
    public String schema() {
        return SCHEMA_BEGIN + keyType.typeName();
    }

    /** The class of the keys may have another name now: keys are compared by their own schema. */
    @Override
    public TimerFormat evolvedFrom(String storedSchema) {
        if (!storedSchema.startsWith(SCHEMA_BEGIN)) {
            throw new IncompatibleSchemaException("it is no state of timers in the checkpoint");
        }
        return this;
    }

    @Override
    public boolean immutable() {
        return true;
    }

    @Override
    public boolean oneEach() {
        return true;
    }

    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        EntryScratch entry = new EntryScratch();
        return (captured, at, out) -> {
            entry.begin();
            captured.writeKey(at, keySerde, entry.key);
            entry.end(captured.value(at) != Table.ABSENT, out);
            return 1;
        };
    }
}
