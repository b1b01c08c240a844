package io.weir.testkit.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a world, in one number, and the last of it in words. Two runs of one seed have the same number, on every JDK.
 *
 * <p>Threading: confined to the world.
 */
public final class Trace {

    private static final int KEPT_MAX = 400;

    private final String[] kept = new String[KEPT_MAX];
    private final @Nullable Consumer<String> listener;
    private long hash = 1;
    private long count;

    /** @param listener takes every line; null for none */
    Trace(@Nullable Consumer<String> listener) {
        this.listener = listener;
    }

    /** Notes an event. */
    void add(long nanos, int process, String what) {
        hash = Entropy.mix(hash * 31 + what.hashCode() + ((long) process << 32) + nanos);
        kept[(int) (count % KEPT_MAX)] = what;
        count++;
        if (listener != null) {
            listener.accept("%8d %10d us p%d %s".formatted(count, nanos / 1000, process, what));
        }
    }

    /** Returns a number that stands for everything so far. */
    public long hash() {
        return hash;
    }

    /** Returns how many events there were. */
    public long count() {
        return count;
    }

    /** Returns the last events, oldest first. */
    public List<String> tail() {
        List<String> lines = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT_MAX); i < count; i++) {
            lines.add(i + " " + kept[(int) (i % KEPT_MAX)]);
        }
        return lines;
    }
}
