package io.weir.engine.state;

import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;

/**
 * How a state is written to checkpoints, apart from its keys.
 *
 * <p>Threading: confined to one task, but for {@link #writer}, whose result is used by another thread.
 *
 * @param <F> the kind of format
 */
interface EntryFormat<F extends EntryFormat<F>> {

    /** Returns the schema of the values. */
    String schema();

    /**
     * Returns what restores entries that were written under another schema.
     *
     * @throws IncompatibleSchemaException if that cannot be
     */
    F evolvedFrom(String storedSchema);

    /** Returns whether what is captured never changes. */
    boolean immutable();

    /** Returns whether what holds the entries has a place for each, and not one for all entries of a key. */
    default boolean oneEach() {
        return false;
    }

    /** Returns what turns captured keys and values into entries. */
    TableCapture.EntryWriter writer(Serde<Object> keySerde);
}
