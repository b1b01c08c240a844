package io.weir.testkit.world;

import java.util.Arrays;

/**
 * A file of a {@link SimDisk}, which may have a name or none: what readers see of it, and what a loss of power leaves.
 *
 * <p>Threading: confined to the world.
 *
 * <p>Invariant N1: what a loss of power leaves for certain is never longer than what can be read.
 */
final class Inode {

    private byte[] content = {};
    private int size;

    /** What a loss of power leaves for certain. */
    private byte[] durable = {};

    private final long modifiedMillis;

    Inode() {
        this(0);
    }

    /** @param modifiedMillis when it is said to have been changed last */
    Inode(long modifiedMillis) {
        this.modifiedMillis = modifiedMillis;
    }

    long modifiedMillis() {
        return modifiedMillis;
    }

    byte[] bytes() {
        return Arrays.copyOf(content, size);
    }

    int size() {
        return size;
    }

    void append(byte[] bytes, int offset, int length) {
        if (size + length > content.length) {
            content = Arrays.copyOf(content, Math.max(size + length, 2 * content.length));
        }
        System.arraycopy(bytes, offset, content, size, length);
        size += length;
    }

    void sync() {
        int synced = durable.length;
        durable = Arrays.copyOf(durable, size);
        System.arraycopy(content, synced, durable, synced, size - synced);
    }

    /** The bytes count as synced from now on, but only some of them have reached the disk. */
    void failSync(Entropy entropy) {
        durable = Arrays.copyOf(torn(entropy), size);
    }

    /** The power fails: what was not synced is there in part, torn at any byte, or filled with zeros. */
    void losePower(Entropy entropy) {
        content = torn(entropy);
        size = content.length;
        durable = content.clone();
    }

    private byte[] torn(Entropy entropy) {
        int unsynced = size - durable.length;
        int kept = switch (entropy.nextInt(4)) {
            case 0 -> 0;
            case 1 -> unsynced;
            default -> unsynced == 0 ? 0 : entropy.nextInt(unsynced + 1);
        };
        byte[] left = Arrays.copyOf(durable, durable.length + kept);
        System.arraycopy(content, durable.length, left, durable.length, kept);
        if (kept > 0 && entropy.oneIn(3)) {
            int from = durable.length + entropy.nextInt(kept);
            Arrays.fill(left, from, from + 1 + entropy.nextInt(left.length - from), (byte) 0);
        }
        return left;
    }
}
