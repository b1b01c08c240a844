package io.weir.testkit.conformance;

import io.weir.sink.Sink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A sink under test, and the place outside that it writes to: a topic, a table, a folder of its own, empty at first.
 *
 * <p>Threading: all calls come from one thread, but for {@link #record}.
 *
 * @param <T> the type of its records, with {@code equals} and {@code hashCode}
 * @param <C> its committables
 */
public interface SinkSubject<T, C> extends AutoCloseable {

    /**
     * Makes the sink, as another process would make it: each attempt gets one of its own, and they have nothing in common but the place outside.
     */
    Sink<T, C> sink() throws Exception;

    /** Returns the record of an index: equal for equal indices, different for different ones. Called by any thread. */
    T record(long index);

    /** Returns what an ordinary reader of the place sees now, in the order in which it sees it. Must not wait for more. */
    List<T> visible() throws Exception;

    /**
     * Returns how many transactions, staged files or the like are left in the place that are neither committed nor given up: what would block a reader, or
     * fill a disk. Empty if it cannot be counted.
     */
    default OptionalInt leftOpen() throws Exception {
        return OptionalInt.empty();
    }

    /** Returns a record that the sink must refuse when it is written, because it can never take it; empty if there is none. */
    default Optional<T> refused() {
        return Optional.empty();
    }

    /** Returns what the sink cannot do; nothing by default. */
    default Set<SinkTrait> traits() {
        return Set.of();
    }

    /** Returns the faults that {@link #plant} can make; none by default. */
    default Set<SinkFault> faults() {
        return Set.of();
    }

    /** Makes the outside system show a fault, once. Called only for those of {@link #faults}. */
    default void plant(SinkFault fault) throws Exception {
        throw new UnsupportedOperationException(fault.toString());
    }

    /** Returns how long after a commit's answer its output may stay invisible; 10 s by default. */
    default Duration visibilityMax() {
        return Duration.ofSeconds(10);
    }

    /** Returns how long a call or an answer may take before it is taken to hang; 60 s by default, far more than any should take. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Frees the place. */
    @Override
    default void close() {}
}
