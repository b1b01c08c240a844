package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.Serde;
import java.util.List;

/**
 * What a barrier took of a declared state.
 *
 * <p>Threading: as {@link StateCapture} says.
 */
interface Captured {

    /** Returns how many keys it is about; 0 if nothing changed. */
    int count();

    /** See {@link StateCapture#copy}. */
    boolean copy(int entriesMax);

    /** Writes the entries, a block for each key group that has any. */
    List<StateBlock> encode(Serde<Object> keySerde);

    /** What was taken of one table. */
    record OfTable(TableCapture captured, EntryFormat<?> format) implements Captured {
        @Override
        public int count() {
            return captured.count();
        }

        @Override
        public boolean copy(int entriesMax) {
            return captured.copy(entriesMax);
        }

        @Override
        public List<StateBlock> encode(Serde<Object> keySerde) {
            return captured.encode(format.writer(keySerde));
        }
    }
}
