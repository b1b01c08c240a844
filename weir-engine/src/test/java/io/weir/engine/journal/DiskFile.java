package io.weir.engine.journal;

import java.util.Arrays;
import java.util.Random;

/**
 * A file of a {@link CrashingStore}, which may have a name or none. Its bytes are in three parts: those that are
 * durable; those that a failed sync was asked for, which count as written and may be lost; and those that no sync was
 * asked for.
 *
 * <p>Threading: guarded by its store's lock.
 *
 * <p>Invariant: {@code durable <= counted <= content.length}.
 */
final class DiskFile {

    /** The last name that it got; for messages. */
    private String name = "";

    /** Never changed in place. */
    private byte[] content;

    private int durable;
    private int counted;

    private DiskFile(byte[] content) {
        this.content = content;
    }

    static DiskFile empty() {
        return new DiskFile(new byte[0]);
    }

    static DiskFile durable(byte[] content) {
        DiskFile file = new DiskFile(content);
        file.sync();
        return file;
    }

    String name() {
        return name;
    }

    void name(String newName) {
        name = newName;
    }

    /** What a process reads. */
    byte[] content() {
        return content;
    }

    /** Returns how many bytes a loss of power leaves as they are. */
    int durableSize() {
        return durable;
    }

    /** Returns the least size that the file has after a loss of power. */
    int sizeMin() {
        return counted;
    }

    void append(byte[] bytes, int offset, int length) {
        int size = content.length;
        content = Arrays.copyOf(content, size + length);
        System.arraycopy(bytes, offset, content, size, length);
    }

    /** Makes everything durable; what a failed sync was asked for before stays in doubt. */
    void sync() {
        durable = durable == counted ? content.length : durable;
        counted = content.length;
    }

    /** The bytes count as synced from now on, but only some reached the disk. */
    void failSync() {
        counted = content.length;
    }

    /** The system forgets those bytes that a failed sync did not write, so nobody can read them any more. */
    void forgetLost(Random random) {
        if (durable < counted) {
            byte[] left = torn(random);
            System.arraycopy(left, durable, content = content.clone(), durable, counted - durable);
        }
    }

    /** Leaves one of the states that {@link #mayBecome} allows. */
    void crash(Random random) {
        content = torn(random);
        durable = content.length;
        counted = content.length;
    }

    /**
     * Returns why the file cannot have this content after a loss of power; null if it can. What was not durable is cut
     * short anywhere, and any of it may be zeros.
     */
    String mayBecome(byte[] found) {
        if (found.length < counted || found.length > content.length) {
            return "size=" + found.length + ", expected " + counted + " to " + content.length;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != content[i] && (i < durable || found[i] != 0)) {
                return "the byte at " + i + " is " + found[i] + ", expected=" + content[i] + ", durable=" + durable;
            }
        }
        return null;
    }

    private byte[] torn(Random random) {
        int rest = content.length - durable;
        int kept = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> rest;
            default -> rest == 0 ? 0 : random.nextInt(rest + 1);
        };
        byte[] left = Arrays.copyOf(content, durable + kept);
        if (kept > 0 && random.nextInt(3) == 0) {
            int from = durable + random.nextInt(kept);
            Arrays.fill(left, from, from + 1 + random.nextInt(left.length - from), (byte) 0);
        }
        return left.length < counted ? Arrays.copyOf(left, counted) : left;
    }
}
