package io.weir.engine.journal;

import java.util.Map;
import java.util.Random;

/**
 * A disk of a simulation, seen from whoever compares it with a real one.
 *
 * <p>Threading: confined to one thread.
 */
interface DiskModel {

    /** Returns the disk, as a journal uses it. */
    JournalStore store();

    /**
     * Returns why a loss of power at this moment cannot leave these files; null if it can.
     *
     * @param found what was found afterwards, by name
     */
    String refusal(Map<String, byte[]> found);

    /** Returns the disk of the journal's own crash tests. */
    static DiskModel crashingStore() {
        CrashingStore store = new CrashingStore(new Random(0));
        return new DiskModel() {
            @Override
            public JournalStore store() {
                return store;
            }

            @Override
            public String refusal(Map<String, byte[]> found) {
                return store.powerLossStates().refusal(found);
            }
        };
    }
}
