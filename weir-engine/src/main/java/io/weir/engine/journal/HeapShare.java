package io.weir.engine.journal;

/**
 * How large the journal's own buffers may be: as large as is good for the disk, but only a small part of the heap, so that a job whose state is larger than its memory
 * runs with little of it. A heap of 512 MiB is large enough for all of them.
 */
final class HeapShare {

    private HeapShare() {}

    /** Returns a size of at most {@code sizeMax} bytes and, down to 64 KiB, of a part of the heap. */
    static int of(int sizeMax, int part) {
        return (int) Math.min(sizeMax, Math.max(64 << 10, Runtime.getRuntime().maxMemory() / part));
    }
}
