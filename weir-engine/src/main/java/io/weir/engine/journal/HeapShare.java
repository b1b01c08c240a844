package io.weir.engine.journal;

/**
 * How large the journal's own buffers may be: as large as is good for the disk, but only a small part of the memory, so that a job whose state is larger than its
 * memory runs with little of it. With 1 GiB all of them have their full size.
 */
final class HeapShare {

    private static final int SIZE_MIN = 64 << 10;

    private HeapShare() {}

    /** Returns a size of at most {@code sizeMax} bytes and, down to 64 KiB, of the given part of the memory that the store says there is. */
    static int of(ReadableStore store, int sizeMax, int part) {
        return (int) Math.min(sizeMax, Math.max(SIZE_MIN, store.memory() / part));
    }
}
