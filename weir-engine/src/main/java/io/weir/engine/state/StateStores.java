package io.weir.engine.state;

/**
 * The stores of one attempt of a job.
 *
 * <p>Threading: {@link #open} is called by the thread that builds the tasks, {@link #close} by one that may block, perhaps while a task that hangs still uses a
 * store: its calls fail from then on.
 */
public interface StateStores extends AutoCloseable {

    /** Returns how many keys of one state a subtask may keep in memory, beside those that changed since the last barrier. */
    int keysInMemory();

    /** Opens an empty store for one state of one subtask; its calls come from the subtask's thread. */
    KeyValueStore open(String stage, String state, int subtask);

    /** Frees everything, and forgets what was stored. */
    @Override
    void close();
}
