package io.weir.engine.local;

/**
 * What this process may use of its machine.
 *
 * <p>Threading: Immutable.
 *
 * @param heapSize at most, in bytes
 */
public record Machine(int cores, long heapSize) {

    /** Looks. */
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(runtime.availableProcessors(), runtime.maxMemory());
    }
}
