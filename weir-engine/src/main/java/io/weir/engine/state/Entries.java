package io.weir.engine.state;

import io.weir.serde.IncompatibleSchemaException;

/**
 * How a kind of state is kept in a table and written to checkpoints.
 *
 * <p>Threading: confined to one task, but for {@link #writer}, whose result is used by another thread.
 */
interface Entries extends EntryFormat<Entries> {

    /** Returns the rest of a schema of this kind. */
    static String behind(String kind, String storedSchema) {
        if (!storedSchema.startsWith(kind)) {
            throw new IncompatibleSchemaException("it is another kind of state now, or its map keys have another type");
        }
        return storedSchema.substring(kind.length());
    }

    /** Takes what changed in the table since the last call. */
    TableCapture capture(Table table);

    /**
     * Restores one entry into the slot of its key.
     *
     * @param entry stands behind the key, at its end or at what the kind appends to it
     */
    void restore(Table table, int slot, StoredEntry entry);
}
